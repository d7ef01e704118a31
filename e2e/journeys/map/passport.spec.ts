import { test } from "../../harness/test";

/** A well documented brownfield: an outline, gas looked for and not there, contamination not known. */
const DOCUMENTED =
  "kind = 'brownfield' AND outlined = TRUE AND gas_m3_h = 0 AND power_kw > 0 AND contamination IS NULL AND readiness >= 2";

test("the passport says every fact with its source and its age, and tells unknown from none", async ({
  given,
  when,
  then,
  get,
}) => {
  const site = await get.site(DOCUMENTED);
  const { properties, detail } = site;
  await given.drawnMap(`q=${site.id}`);
  await when.selectsRow(site.id);
  await when.opensThePassport();

  await then.passport.isOf(String(properties["name_en"]));
  await then.titleIs(new RegExp(`${properties["name_en"]} · Landbank`));
  await then.says(site.id);
  await then.demonstrationIsSaid();
  await then.passport.states("Availability", {
    value: /./,
    source: /Відділ інвестицій · .+/,
    age: /ago|today|yesterday/,
  });
  await then.passport.states("Area of the outline", { value: /\d\sha/, source: /computed by the registry/, age: /./ });
  await then.passport.states("Largest rectangle", { value: /\d\sha/, source: /computed by the registry/ });
  await then.passport.saysUnknown("Soil contamination");
  await then.passport.saysNone("Gas");
  await then.passport.tabulates("Cadastral number", get.rowsOf(detail, "parcels"), get.numbersOf(detail));
  await then.passport.tabulates("Network", get.rowsOf(detail, "utilities"));
  await then.passport.tabulates("By road", get.rowsOf(detail, "access"));
  await then.passport.drawsTheOutline(site.id);
  await then.passport.givesGeoJSON(site.id);

  await when.printsThePage();
  await then.passport.isOnPaper();
});

test("the passport draws the largest rectangle and the frontage along a street", async ({ given, when, then, get }) => {
  const site = await get.site("rectangle_m2 >= 20000 AND frontage_measured_m >= 120");
  await given.drawnMap(`q=${site.id}`);
  await when.selectsRow(site.id);
  await when.opensThePassport();
  const metres = String.raw`[\d,.]+\s(m|km)`;
  await then.passport.drawsMeasures(
    new RegExp(`^Largest rectangle ${metres} × ${metres} \\([\\d,.]+\\sha\\)$`),
    new RegExp(`^Frontage of the outline ${metres}$`),
    "Landbank demonstration roads (CC0-1.0)",
  );
  await then.passport.states("Frontage of the outline", { value: /\d\sm/, source: /computed by the registry/ });
  await then.everybodyCanUseIt("passport with measures");
  await then.nothingIsWrong();
});
