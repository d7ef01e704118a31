import { test } from "../../harness/test";

const FIVE_MEGAWATTS = { field: "power_kw", op: ">=", value: 5000 };

test("a need in megawatts moves the three counts, is a chip, a link, and a step that can be taken back", async ({
  given,
  when,
  then,
  get,
}) => {
  await given.mapPage();
  const stock = await get.counts();

  await when.setsLeast("power_kw", "5");
  const answer = await get.counts(FIVE_MEGAWATTS);
  await then.countsAre(answer);
  await then.countsArePartsOf(stock.meets, answer);
  await then.chipsAre(["Power available ≥ 5 MW"]);
  await then.addressHas({ min_power_kw: "5000" });

  await when.setsMost("area_m2", "2,5");
  const both = await get.counts(FIVE_MEGAWATTS, { field: "area_m2", op: "<=", value: 25_000 });
  await then.countsAre(both);
  await then.chipsAre(["Area ≤ 2.5 ha", "Power available ≥ 5 MW"]);
  await then.addressHas({ max_area_m2: "25000", min_power_kw: "5000" });

  await when.reloads();
  await then.countsAre(both);
  await then.boundIs("area_m2", "max", "2.5");

  await when.goesBack();
  await then.countsAre(answer);
  await then.boundIs("area_m2", "max", "");
  await when.goesBack();
  await then.countsAre(stock);
  await when.goesForward();
  await then.countsAre(answer);

  await when.takesAway("Power available");
  await then.countsAre(stock);
  await then.addressHas({});
});

test("beside every value stands how many sites would fit, under the other conditions", async ({
  given,
  when,
  then,
  get,
}) => {
  await given.mapPage();
  const { facets } = await get.registry.ask({}, { facets: ["kind", "availability"], limit: 1 });
  for (const [code, count] of Object.entries(facets["kind"] ?? {}))
    if (code) await then.codeCounts("kind", code, count);
  await then.criteriaSay(`Not known for ${facets["availability"]?.[""]} sites`);

  await when.ticks("kind", "brownfield");
  const kind = { field: "kind", op: "in", value: ["brownfield"] };
  const narrowed = await get.registry.ask({ must: [kind] }, { facets: ["kind", "availability"], limit: 1 });
  await then.countsAre(await get.counts(kind));
  await then.codeIsTicked("kind", "brownfield");
  // A condition does not count against its own values, only against the others.
  await then.codeCounts("kind", "free_land", facets["kind"]?.["free_land"] ?? -1);
  await then.codeCounts("availability", "available", narrowed.facets["availability"]?.["available"] ?? -1);

  await when.ticks("kind", "building");
  await then.countsAre(await get.counts({ field: "kind", op: "in", value: ["brownfield", "building"] }));
  await then.addressHas({ kind: "brownfield,building" });
  await when.clearsTheNeed();
  await then.codeIsTicked("kind", "brownfield", false);
});

test("a criterion is found by its name, in a group, and by the beginnings", async ({ given, when, then, get }) => {
  await given.mapPage();
  await when.takesUp(/rail siding/);
  await then.countsAre(await get.counts({ field: "dist_rail_siding_m", op: "<=", value: 2000 }));
  await then.chipsAre(["To a rail siding ≤ 2 km"]);
  await when.clearsTheNeed();

  await when.findsCriterion("contamin");
  await when.ticks("contamination", "none");
  await then.countsAre(await get.counts({ field: "contamination", op: "in", value: ["none"] }));
  await when.findsCriterion("no criterion of this name");
  await then.criteriaSay("There is no such criterion.");
  await when.findsCriterion("");
  await when.opensGroup("Readiness");
  await then.criteriaSay("Readiness level");
});

test("what cannot be is said beside the input, not asked", async ({ given, when, then }) => {
  await given.mapPage();
  await when.setsLeast("area_m2", "10");
  await when.setsMost("area_m2", "2");
  await then.criteriaSay("The least is greater than the most.");
  await when.clearsTheNeed();
  await when.setsLeast("area_m2", "many");
  await then.boundIsWrong("area_m2", "min");
  await then.addressHas({});
  await then.nothingIsWrong();
});

test("words find sites by name, whatever the case, and by their number", async ({ given, when, then, get }) => {
  await given.mapPage();
  const site = await get.site("kind = 'brownfield'");
  await when.searchesFor(site.id.toLowerCase());
  await then.firstRowsAre([site.id]);
  await then.rowsShown(1);
  await then.addressHas({ q: site.id.toLowerCase() });
  await when.searchesFor("ЦЕХ МАШИНО");
  await then.everyRowSays("Engineering works hall");
  await when.searchesFor("there is nothing of this name");
  await then.listIsEmpty("No site is known to meet all of this.");
  await when.clearsTheNeed();
  await then.countsAre(await get.counts());
});
