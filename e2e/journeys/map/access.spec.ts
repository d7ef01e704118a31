import { PHONE, test } from "../../harness/test";
import { everybodyCanUse, NEED, selectFirst } from "../states";

test.describe("on a desk, everybody can use", () =>
  everybodyCanUse([
    { name: "the whole stock on list and map", begin: (given) => given.drawnMap(), enter: selectFirst },
    {
      name: "a passport with its outline",
      begin: async (given, get) =>
        given.drawnPassport(
          (await get.site("kind = 'brownfield' AND contamination = 'confirmed' AND readiness >= 2")).id,
        ),
    },
  ]));

test.describe("in the hand, everybody can use", () => {
  test.use(PHONE);
  everybodyCanUse([{ name: "the map", begin: (given) => given.drawnMap(`${NEED}&view=map`) }]);
});
