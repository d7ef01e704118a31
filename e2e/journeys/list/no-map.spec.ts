import { test } from "../../harness/test";

test("without WebGL the list, the criteria, the panel and the passport work", async ({ given, when, then, get }) => {
  await given.mapPage();
  await then.says("This browser cannot draw the map.");
  await when.setsLeast("power_kw", "5");
  await when.typesArea("37.3, 48.6, 37.8, 48.9");
  await then.areaIsAsked();
  await then.chipSays(/Area on the map/);
  const [ref = ""] = await get.shownRefs();
  const site = await get.registry.site(ref);
  await when.selectsRow(ref);
  await then.panelIs(String(site.properties["name_en"]));
  await then.everybodyCanUseIt("no map");
  await when.opensThePassport();
  await then.passport.isOf(String(site.properties["name_en"]));
  await then.nothingIsWrong();
});
