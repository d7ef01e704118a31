import { test } from "../../harness/desk";
import { PHONE } from "../../harness/test";

const box = (west: number, south: number, east: number, north: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

const REGIONS = JSON.stringify({
  type: "FeatureCollection",
  features: [
    { type: "Feature", properties: { katotth: "UA32", name: "Київська область" }, geometry: box(30, 50, 31, 51) },
    { type: "Feature", properties: { katotth: "UA14", name: "Донецька область" }, geometry: box(37, 47, 38, 49) },
    { type: "Feature", properties: { name: "Без коду" }, geometry: null },
  ],
});

test("territories come from a file, and a user gets a role in one of them", async ({ given, when, then, another }) => {
  await given.shell.signedIn("Olena", "admin");
  await given.admin.page("territories", "nav.territories");
  await then.admin.says("territory.none");
  await then.shell.everybodyCanUse();
  await when.admin.takesTerritories("regions.geojson", REGIONS, "1", 2);
  await then.shell.noticeSays("admin", "territory.taken", { n: 2, placed: 0 });
  await then.shell.everybodyCanUse();
  await then.admin.rowSays("Київська область", "UA32");
  await when.admin.finds("territory.find", "донецька");
  await then.admin.rowCount(1);

  await given.admin.page("users", "nav.users");
  await when.admin.addsUser("Petro", "petro@example.org", "reviewer", "UA32");
  await then.admin.rowSays("Petro", "petro@example.org");
  await then.shell.everybodyCanUse();
  const iryna = await another("Iryna", "editor");
  await given.admin.page("users", "nav.users");
  await when.admin.acts("Iryna", "user.disable", "user.disable");
  await then.admin.rowSays("Iryna", given.admin.t("user.disabled"));
  await iryna.given.shell.page("/desk");
  await iryna.then.shell.headingIs("shell", "sign.title");

  await given.admin.page("audit", "nav.audit");
  await then.admin.rowSays(given.admin.t("audit.territory.put"), "Olena");
  await then.shell.everybodyCanUse();
  await when.admin.choosesIn("audit.action", given.admin.t("audit.account.disable"));
  await then.admin.rowCount(1);
  await then.admin.rowSays("Iryna", "Olena");
});

test("a token is made, used and revoked", async ({ given, when, then }) => {
  await given.shell.signedIn("Olena", "admin");
  await given.admin.page("tokens", "nav.tokens");
  await then.admin.says("token.none");
  await then.shell.everybodyCanUse();
  const text = await when.admin.makesToken("QGIS");
  await then.admin.tokenIs(text, 200);
  await then.shell.everybodyCanUse();
  await when.admin.acts("QGIS", "token.revoke", "token.revoke");
  await then.shell.noticeSays("admin", "token.revoked_done", { name: "QGIS" });
  await then.admin.tokenIs(text, 401);
});

test("other days of a clock are looked at before they are set", async ({ given, when, then }) => {
  await given.shell.signedIn("Olena", "admin");
  await given.admin.page("clocks", "nav.clocks");
  await then.shell.everybodyCanUse();
  await when.admin.tries("availability", "45");
  await then.admin.says("clock.effect", { sites: 0 });
  await then.shell.everybodyCanUse();
  await when.admin.sets();
  await then.shell.noticeSays("admin", "clock.set_done");
  await given.admin.page("audit", "nav.audit");
  await then.admin.rowSays(given.admin.t("audit.clock.set"), "45");
});

test("codes are looked up, what was said of a source is seen and forgotten, jobs are run", async ({
  given,
  when,
  then,
}) => {
  await given.shell.signedIn("Olena", "admin");
  await given.admin.mapping("town");
  await given.admin.page("mappings", "nav.mappings");
  await then.admin.rowSays("town", "3");
  await then.shell.everybodyCanUse();
  await when.admin.opens("town");
  await then.admin.dialogSays("Size");
  await then.shell.everybodyCanUse();
  await when.admin.closes();
  await when.admin.acts("town", "mapping.forget", "mapping.forget");
  await then.admin.says("mapping.none");

  await given.admin.page("codes", "nav.codes");
  await then.admin.rowSays("brownfield", "Landbank");
  await when.admin.finds("code.find", "cadastral_extract");
  await then.admin.rowSays("cadastral_extract", "media_kind");
  await then.shell.everybodyCanUse();

  await given.admin.page("jobs", "nav.jobs");
  await then.shell.everybodyCanUse();
  await when.admin.runs("check");
  await then.shell.noticeSays("admin", "job.asked", { job: given.admin.t("job.check") });
  await then.admin.rowSays(given.admin.t("job.check"), given.admin.t("job.state_completed"));
});

test("who may not administer is offered nothing of it", async ({ given, then }) => {
  await given.shell.signedIn("Petro", "editor");
  await given.shell.page("/desk/admin/users");
  await then.shell.shows("shell", "page.no_right");
});

test.describe("in the hand", () => {
  test.use(PHONE);

  test("no page of administration sticks out", async ({ given, then }) => {
    await given.shell.signedIn("Olena", "admin");
    for (const path of ["users", "territories", "tokens", "codes", "clocks", "mappings", "audit", "jobs"] as const) {
      await given.admin.page(path, `nav.${path}`);
      await then.shell.fits();
    }
  });
});
