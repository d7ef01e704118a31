import { PHONE, test } from "../../harness/test";

test.use(PHONE);

test("the back button leaves the map, the site and the need one by one", async ({ given, when, then, get }) => {
  await given.mapPage("kind=building");
  const [ref = ""] = await get.shownRefs();
  await when.selectsRow(ref);
  await when.opensThePassport();
  await when.goesBack();
  await then.panelSays(ref);
  await when.goesBack();
  await then.panelIsClosed();
  await then.countsAre(await get.counts({ field: "kind", op: "=", value: "building" }));
});
