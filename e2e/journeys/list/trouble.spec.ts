import { test } from "../../harness/test";

test("a server that is away at first is said, and asked again by a button", async ({ given, when, then, get }) => {
  await given.serverAway("**/api/**");
  await given.page("/");
  await then.alertSays("The server cannot be reached.");
  await given.serverBack("**/api/**");
  await when.triesAgain();
  await then.countsAre(await get.counts());
  await then.nothingIsWrong();
});

test("a server that breaks meanwhile leaves what is on the screen", async ({ given, when, then, get }) => {
  await given.mapPage();
  const stock = await get.counts();
  await given.serverBroken("**/api/v1/search");
  await when.setsLeast("power_kw", "5");
  await then.alertSays("The server could not answer.");
  await then.countsAre(stock);
  await given.serverBack("**/api/v1/search");
  await when.triesAgain();
  await then.countsAre(await get.counts({ field: "power_kw", op: ">=", value: 5000 }));
  await then.nothingIsWrong();
});

test("without a network what was loaded stays, and the rest comes when the network is back", async ({
  given,
  when,
  then,
  get,
}) => {
  await given.mapPage();
  await given.noNetwork();
  await then.says("No connection. What is shown was loaded before.");
  await when.setsLeast("power_kw", "5");
  await then.alertSays("The server cannot be reached.");
  await given.network();
  await then.countsAre(await get.counts({ field: "power_kw", op: ">=", value: 5000 }));
  await then.nothingIsWrong();
});

test("a passport that cannot be had is asked for again", async ({ given, when, then, get }) => {
  const site = await get.site("kind = 'building'");
  await given.serverBroken("**/api/v1/sites/*");
  await given.page(`/sites/${site.id}`);
  await then.alertSays("The server could not answer.");
  await given.serverBack("**/api/v1/sites/*");
  await when.triesAgain();
  await then.passport.isOf(String(site.properties["name_en"]));
});

test("a link that nobody understands opens the registry all the same", async ({ given, then, get }) => {
  await given.mapPage("min_power_kw=plenty&kind=&bbox=1,2&at=99/99/999&list=best&sortby=beauty&lang=xx");
  await then.countsAre(await get.counts());
  await then.nothingIsWrong();
});
