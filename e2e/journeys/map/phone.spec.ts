import { PHONE, test } from "../../harness/test";

test.use(PHONE);

test("a need is put in a sheet, answered on the list, and looked at on the map", async ({ given, when, then, get }) => {
  await given.mapPage();
  await when.opensCriteria();
  await then.criteriaShown(true);
  await when.setsLeast("power_kw", "5");
  const answer = await get.counts({ field: "power_kw", op: ">=", value: 5000 });
  await then.criteriaSay(`Show ${answer.meets} sites`);
  await when.leavesCriteria();
  await then.criteriaShown(false);
  await then.countsAre(answer);
  await then.addressHas({ min_power_kw: "5000" });

  const [ref = ""] = await get.shownRefs();
  const site = await get.registry.site(ref);
  await when.selectsRow(ref);
  await then.panelIs(String(site.properties["name_en"]));
  await then.nothingSticksOut();
  await when.closesThePanel();
  await when.showsTheMap();
  await then.mapShowsSites(answer.meets + answer.may_meet);
  await when.goesBack();
  await then.mapIsShown(false);
});
