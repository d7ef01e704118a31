import { within } from "../../harness/registry";
import { test } from "../../harness/test";

test("a territory is picked by a part of its name", async ({ given, when, then, get }) => {
  await given.mapPage();
  const town = await get.territory("Kramatorsk");
  await when.choosesTerritory("Kramat");
  await then.countsAre(await get.counts({ field: "territories", op: "has", value: [town.code] }));
  await then.chipSays(/Kramatorsk/);
  await then.addressHas({ territories: town.code });
  await when.choosesTerritory("Slov");
  await then.criteriaSay(/Sloviansk|Kramatorsk/);
});

test("an area needs no pointer: four numbers do, and a wrong one is said", async ({ given, when, then, get }) => {
  await given.mapPage();
  await when.typesArea("37.3, 48.6, 37.8");
  await then.alertSays("Four numbers are needed");
  await when.typesArea("37.3, 48.6, 37.57, 48.76");
  await then.nothingIsWrong();
  await then.addressHas({ bbox: "37.3,48.6,37.57,48.76" });
  await then.countsAre(await get.countsOf(within([37.3, 48.6, 37.57, 48.76])));
});
