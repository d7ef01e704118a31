import { test } from "../../harness/test";

const POWER = { field: "power_kw", op: ">=", value: 5000 };

test("sites that may meet say what is not known, sites that fail say by how much", async ({
  given,
  when,
  then,
  get,
}) => {
  await given.mapPage("min_power_kw=5000");
  await then.countsAre(await get.counts(POWER));
  await then.everyRowSays("Power available");

  await when.looksAt("may_meet");
  await then.addressHas({ min_power_kw: "5000", list: "may_meet" });
  await then.everyRowSays(/Not known:.*Power available/);

  await when.looksAt("fails");
  const { lists } = await get.registry.ask({ must: [POWER] }, { sortby: ["-area_m2"] });
  const short = lists.fails.features.find(({ properties }) => Number(properties.failures?.[0]?.gap) === 5000 - 1900);
  await then.everyRowSays(/short|wanted/);
  await then.everyRowSays(/MW|kW/);
  if (short) await then.rowSays(short.id, /3.1\sMW short.*1.9\sMW/);
});

test("every condition that is not met is said, with its own gap", async ({ given, when, then, get }) => {
  const rail = { field: "dist_rail_siding_m", op: "<=", value: 500 };
  const kind = { field: "kind", op: "in", value: ["free_land"] };
  await given.mapPage("min_power_kw=5000&max_dist_rail_siding_m=500&kind=free_land&list=fails");
  await then.countsAre(await get.counts(POWER, rail, kind));
  const { lists } = await get.registry.ask({ must: [POWER, rail, kind] }, { sortby: ["-area_m2"], limit: 30 });
  const thrice = lists.fails.features.find(({ properties }) => properties.failures?.length === 3);
  if (!thrice) throw new Error("no site of the first page fails all three");
  await then.rowSays(thrice.id, "Power available");
  await then.rowSays(thrice.id, "To a rail siding");
  await then.rowSays(thrice.id, /wanted Free land.*Kind/);
  await when.looksAt("meets");
  await then.listIs("meets");
});

test("the list goes on to its end, in the order that was chosen", async ({ given, when, then, get }) => {
  const parks = "kind=industrial_park_plot";
  await given.mapPage(parks);
  const { lists } = await get.registry.ask(
    { must: [{ field: "kind", op: "=", value: "industrial_park_plot" }] },
    { sortby: ["-area_m2"], limit: 100 },
  );
  const { count, features } = lists.meets;
  await then.rowsShown(30);
  await when.scrollsToTheEnd();
  await then.rowsShown(count);
  await then.firstRowsAre(features.map((site) => site.id));
  await when.scrollsToTheEnd();
  await then.listEnds(`That is all ${count} sites.`);

  await when.sortsBy("power_kw");
  await then.addressHas({ kind: "industrial_park_plot", sortby: "-power_kw" });
  const byPower = await get.registry.ask(
    { must: [{ field: "kind", op: "=", value: "industrial_park_plot" }] },
    { sortby: ["-power_kw"], limit: 30 },
  );
  await then.firstRowsAre(byPower.lists.meets.features.map((site) => site.id));
  await when.turnsTheOrder();
  const fromTheLeast = await get.registry.ask(
    { must: [{ field: "kind", op: "=", value: "industrial_park_plot" }] },
    { sortby: ["power_kw"], limit: 30 },
  );
  await then.firstRowsAre(fromTheLeast.lists.meets.features.map((site) => site.id));
});

test("an empty list says what to do next, and its button does it", async ({ given, when, then, get }) => {
  await given.mapPage("min_power_kw=900000");
  await then.listIsEmpty("No site is known to meet all of this.");
  const counts = await get.counts({ field: "power_kw", op: ">=", value: 900_000 });
  await when.takesTheWayOut(`Show ${counts.may_meet} that may meet`);
  await then.listIs("may_meet");
  await then.everyRowSays("Not known:");
  await when.looksAt("meets");
  await when.takesTheWayOut("Clear all");
  await then.countsAre(await get.counts());
  await when.looksAt("may_meet");
  await then.listIsEmpty("No site is in doubt.");
  await when.looksAt("fails");
  await then.listIsEmpty("No site fails.");
});
