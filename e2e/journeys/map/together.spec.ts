import { test } from "../../harness/test";

test("a set of adjoining sites is shown on the map with its rectangle", async ({ given, when, then }) => {
  await given.drawnMap("min_rectangle_m2=250000");
  await when.need.opensTogether();
  await then.need.setsAre("rectangle_m2 >= 250000");
  await when.need.showsSet(0);
  await then.need.setIsDrawn();
  await then.nothingIsWrong();
});
