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

test("a code is added, found in the form of another person, ended, and offered no more", async ({
  given,
  when,
  then,
  another,
}) => {
  const EMPTY = "Empty/порожня";
  const labels = { uk: "Вітрові парки", en: "Wind parks", ru: "Ветровые парки" };
  await given.shell.signedIn("Olena", "admin");
  await given.admin.page("codes?list=purpose", "nav.codes");
  await when.admin.addsCode("14.99", labels);
  await then.shell.noticeSays("admin", "code.added", { code: "14.99" });
  await then.admin.rowSays("14.99", labels.en, given.admin.t("code.own_code"));

  const petro = await another("Petro", "editor");
  petro.given.shell.byKeyboard();
  const outline = { type: "Point", coordinates: [30.5, 50.4] };
  const record = { kind: "free_land", names: { uk: "Поле" }, allowed_uses: ["port"], parcels: [{ cadastre: "ua" }] };
  const { ref } = await petro.given.editor.draft(record, outline);
  await petro.given.editor.editing(ref);
  await petro.when.editor.opensGroup("tenure");
  await petro.when.editor.opensElement("parcels", 1);
  await petro.when.editor.takesProposal("parcels[1].purpose", "вітров");
  await petro.then.editor.shows("parcels[1].purpose", "14.99");
  await petro.then.editor.saysAt("parcels[1].purpose", labels.en);
  await petro.then.editor.stateIs("saved");
  await petro.then.editor.recordHas({ parcels: [{ cadastre: "ua", purpose: "14.99" }] });
  await petro.then.shell.everybodyCanUse();

  await when.admin.opensCode("14.99");
  await then.admin.dialogSays(given.admin.t("code.held", { published: 0, drafts: 1 }));
  await when.admin.endsCode("2026-01-31");
  await then.admin.dialogSays(given.admin.t("code.end_now"));
  await then.shell.everybodyCanUse();
  await when.admin.savesCode();
  await given.admin.page("codes?list=use", "nav.codes");
  await when.admin.opensCode("port");
  await when.admin.endsCode("2026-01-31");
  await when.admin.savesCode();
  // Imports read codes by their labels: two cannot be called alike.
  given.shell.trouble(/409/);
  await when.admin.opensCode("housing");
  await when.admin.callsCode({ en: "PORT ACTIVITY" });
  await then.admin.fieldSays("code.label_en", /port/);
  await then.shell.everybodyCanUse();
  await when.admin.closes();
  await given.admin.page("codes?list=kind", "nav.codes");
  await then.admin.says("code.closed");
  await when.admin.opensCode("free_land");
  await when.admin.callsCode({ uk: EMPTY, en: EMPTY, ru: EMPTY });
  await then.admin.rowSays("free_land", EMPTY, given.admin.t("code.own_words"));
  await then.shell.everybodyCanUse();

  await petro.given.editor.editing(ref);
  const ended = petro.session.word("controls", "code.ended", { label: "" });
  await petro.then.editor.saysAt("kind", EMPTY);
  await petro.then.editor.saysAt("allowed_uses", ended);
  await petro.when.editor.opensGroup("tenure");
  await petro.when.editor.opensElement("parcels", 1);
  await petro.then.editor.finds("parcels[1].purpose", "V-18");
  await petro.then.editor.saysAt("parcels[1].purpose", ended);
  await petro.then.editor.proposes("parcels[1].purpose", "вітров", 0);

  const other = await petro.given.editor.draft({ kind: "free_land", names: { uk: "Луг" } }, outline);
  await petro.given.editor.editing(other.ref);
  await petro.then.editor.saysNotAt("allowed_uses", ended);

  await given.admin.page("audit", "nav.audit");
  await then.admin.rowSays(given.admin.t("audit.code.change"), "free_land", "Olena");
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
