import { PHONE, test } from "../../harness/test";
import { everybodyCanUse, type State } from "../states";

const LAW = { profile: "logistics@1" };
const PIECE = { field: "largest_piece_m2", op: ">=", value: 30_000 };
const JUNCTION = { field: "dist_motorway_junction_m", op: "<=", value: 20_000 };
const NEED = "profile=logistics@1&min_largest_piece_m2=30000&max_dist_motorway_junction_m=20000";

for (const [locale, language] of [
  ["en-GB", "en"],
  ["uk-UA", "uk"],
  ["ru-RU", "ru"],
] as const)
  test.describe(`by keyboard alone, in ${language}`, () => {
    test.use({ locale });

    test("what will be built fills the need, orders by score, is loosened and compared", async ({
      given,
      when,
      then,
      get,
    }) => {
      given.language(language);
      given.byKeyboard();
      await given.mapPage();
      await when.need.builds("logistics");
      const asked = await get.countsOf({ ...LAW, must: [PIECE, JUNCTION] });
      await then.countsAre(asked);
      await then.addressHas({ ...LAW, min_largest_piece_m2: "30000", max_dist_motorway_junction_m: "20000" });
      await then.need.boundCounts("largest_piece_m2", asked.meets, asked.may_meet);
      await then.need.rowsFallByScore();

      const gain = await when.need.relaxes();
      await then.meets(asked.meets + gain);
      await then.need.rowsFallByScore();

      const kept = (await get.shownRefs()).slice(0, 3);
      for (const ref of kept) await when.need.putsAside(ref);
      await when.need.compares();
      await then.need.compared(kept);
      await then.need.bestAndWorstAreSaid();
      await then.need.placesAreSaid(kept.length);
      await then.everybodyCanUseIt("three sites side by side");
      const link = await when.need.shares();
      await when.need.follows(link);
      await then.need.compared(kept);
      await then.need.nothingHasChanged();
      const [first = "", ...rest] = kept;
      await when.need.drops(first);
      await then.need.compared(rest);
    });
  });

test("a slider counts what a search finds, by keyboard", async ({ given, when, then, get }) => {
  await given.mapPage(NEED);
  await when.need.slides("dist_motorway_junction_m", "max", 2);
  const most = Number(get.parameters()["max_dist_motorway_junction_m"]);
  const asked = await get.countsOf({ ...LAW, must: [PIECE, { ...JUNCTION, value: most }] });
  await then.countsAre(asked);
  await then.need.boundCounts("dist_motorway_junction_m", asked.meets, asked.may_meet);
});

test("adjoining sites that meet a need only together are found by keyboard", async ({ given, when, then }) => {
  await given.mapPage("min_area_m2=200000&min_power_kw=500");
  await when.need.opensTogether();
  const sets = await then.need.setsAre("area_m2 >= 200000 AND power_kw >= 500");
  await then.everybodyCanUseIt("sets of adjoining sites");
  await then.panelIs(await when.need.selectsOfSet(sets - 1));
  await then.nothingIsWrong();
});

test("own weights are part of the link, and the points sum to the score", async ({ given, when, then, get }) => {
  await given.mapPage(NEED);
  await when.need.opensTheWeights();
  await when.need.weighs("power_kw", 40);
  await then.need.weightsAreChanged();
  await then.addressHas({
    ...LAW,
    min_largest_piece_m2: "30000",
    max_dist_motorway_junction_m: "20000",
    weight_power_kw: "40",
  });
  await then.countsAre(await get.countsOf({ ...LAW, must: [PIECE, JUNCTION] }));
  await when.reloads();
  await given.settled();
  await then.need.rowsFallByScore();
  const [ref = ""] = await get.shownRefs();
  await when.selectsRow(ref);
  await when.need.opensTheScore();
  await then.need.pointsSumUp();
  await when.need.asksHowFirm();
  await then.need.firmnessIsSaid();
});

const WIDE: readonly State[] = [
  { name: "a need with its sliders and scores", begin: (given) => given.mapPage(NEED) },
  { name: "how scores are made", begin: (given) => given.explained("/scoring") },
];

test.describe("on a desk, everybody can use", () => everybodyCanUse(WIDE));

test.describe("in the hand, everybody can use", () => {
  test.use(PHONE);
  everybodyCanUse([
    {
      name: "a need in the sheet",
      begin: (given) => given.mapPage(NEED),
      enter: (when) => when.opensCriteria(),
      leave: (when) => when.leavesCriteria(),
    },
    {
      name: "sites side by side",
      begin: async (given, get) => {
        const { lists } = await get.registry.ask({ profile: "logistics@1" }, { limit: 3 });
        const refs = lists.meets.features.map((one) => one.id).join(",");
        await given.explained(`/compare?sites=${refs}&profile=logistics@1`);
      },
    },
  ]);
});
