import { PHONE, test } from "../../harness/test";

test("a site without an outline and with few facts has an honest passport", async ({ given, then, get }) => {
  const site = await get.site("outlined = FALSE AND power_kw IS NULL AND confirmation = 'candidate'");
  await given.passport(site.id);
  await then.passport.isOf(String(site.properties["name_en"]));
  await then.says("A candidate: found by machine or copied from a list");
  await then.passport.saysUnknown("Power available");
  await then.nothingSticksOut();
});

test("an unknown number is said, with the way to the map", async ({ given, when, then }) => {
  given.trouble(/404/);
  await given.passport("KRM-1999-9999");
  await then.says("There is no site KRM-1999-9999.");
  await then.titleIs(/Landbank/);
  await when.goesToTheMap();
  await then.listIs("meets");
});

test.describe("in the hand", () => {
  test.use(PHONE);

  test("the passport fits a phone, and its way back leads to the site on the list", async ({
    given,
    when,
    then,
    get,
  }) => {
    const site = await get.site("kind = 'building' AND readiness >= 2");
    await given.passport(site.id);
    await then.nothingSticksOut();
    await when.goesToTheMap();
    await then.panelIs(String(site.properties["name_en"]));
  });
});
