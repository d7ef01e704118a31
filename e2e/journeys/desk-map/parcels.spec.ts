import { expect } from "@playwright/test";
import type { Spot } from "../../drivers/desk/outline";
import type { Plot } from "../../drivers/desk/parcels";
import { test } from "../../harness/desk";

/** Digits that nobody hits with a pointer. */
const SOUTH: Plot = {
  number: "5322081200:00:001:0001",
  corners: [
    [30.5000013, 50.4000027],
    [30.5030041, 50.4000033],
    [30.5030057, 50.4010009],
    [30.5000019, 50.4010011],
  ],
};
const NORTH: Plot = {
  number: "5322081200:00:001:0002",
  corners: [
    [30.5000019, 50.4010011],
    [30.5030057, 50.4010009],
    [30.5030061, 50.4020017],
    [30.5000023, 50.4020021],
  ],
};
const WHOLE = [SOUTH.corners[0], SOUTH.corners[1], NORTH.corners[2], NORTH.corners[3]] as readonly Spot[];
const SOURCE = "Державний земельний кадастр";
const FACT = { source: SOURCE, method: "registry", as_of: "2026-03-31" };

const ring = (corners: readonly Spot[]) => [[...corners, corners[0]]];
const sorted = (spots: readonly Spot[]) => spots.map(([x, y]) => `${x} ${y}`).toSorted();

test("a parcel is added by its number, with what the cadastre says and with its outline", async ({
  given,
  when,
  then,
}) => {
  await given.outline.watched();
  await given.shell.signedIn("Olena", "editor");
  await given.parcels.layer(SOURCE, SOUTH, NORTH);
  const point = { type: "Point", coordinates: [30.5015, 50.401] };
  const { ref } = await given.editor.draft({ kind: "free_land", names: { uk: "Поле" } }, point);
  await given.editor.editing(ref);
  await when.editor.opensGroup("tenure");
  await then.parcels.credits(SOURCE);
  await when.parcels.types("53220812");
  await when.parcels.takesSuggestion(1);
  await then.parcels.says("parcel.from_layer", { number: NORTH.number });
  await then.editor.stateIs("saved");
  await then.editor.recordHas({
    parcels: [
      { cadastre: "ua", cadastral_number: NORTH.number, area_m2: 25000, purpose: "01.01", ownership: "private" },
    ],
    facts: { cadastral_numbers: FACT, purposes: FACT, ownership: FACT },
  });
  await then.editor.geometryIs(point);

  await when.parcels.takesOutline();
  await then.parcels.says("parcel.outline_whole");
  await then.editor.geometryIs({ type: "MultiPolygon", coordinates: [ring(NORTH.corners)] });
  await then.shell.everybodyCanUse();

  // A number that no layer has is added alone, and that is said.
  await when.parcels.adds("5322081200:00:001:9999");
  await then.parcels.says("parcel.number_only", { number: "5322081200:00:001:9999" });
  await then.editor.stateIs("saved");
  await then.editor.recordHas({
    parcels: [{ cadastral_number: NORTH.number }, { cadastre: "ua", cadastral_number: "5322081200:00:001:9999" }],
  });
  await when.parcels.adds(NORTH.number);
  await then.parcels.says("parcel.known", { number: NORTH.number });
});

test("parcels are taken by clicks, unite, and are given back step by step", async ({ given, when, then }) => {
  await given.outline.watched();
  await given.shell.signedIn("Olena", "editor");
  await given.parcels.layer(SOURCE, SOUTH, NORTH);
  const point = { type: "Point", coordinates: [30.5015, 50.401] };
  const { ref } = await given.editor.draft({ kind: "free_land", names: { uk: "Поле" } }, point);
  await given.editor.editing(ref);
  await when.outline.looksAtAll();
  await when.outline.takes("parcel");
  await then.outline.says("outline.hint_parcel");
  await when.outline.clicks([30.5015, 50.4005]);
  await then.parcels.says("parcel.outline_whole");
  await when.outline.clicks([30.5015, 50.4015]);
  await then.parcels.says("parcel.outline_united");
  await then.outline.listsParts(0);
  await when.outline.clicks([30.5045, 50.4005]);
  await then.parcels.says("parcel.nowhere");
  await then.editor.stateIs("saved");
  await then.editor.recordHas({ parcels: [{ cadastral_number: SOUTH.number }, { cadastral_number: NORTH.number }] });
  const corners = (await given.outline.outline(ref))[0]?.[0]?.slice(0, -1) ?? [];
  expect(sorted(corners)).toEqual(expect.arrayContaining(sorted(WHOLE)));
  await then.shell.everybodyCanUse();
  await when.outline.undoes();
  await then.editor.geometryIs({ type: "MultiPolygon", coordinates: [ring(SOUTH.corners)] });
});

test("what is drawn snaps to the corners of parcels, to the last digit", async ({ given, when, then }) => {
  await given.outline.watched();
  await given.shell.signedIn("Olena", "editor");
  await given.parcels.layer(SOURCE, SOUTH);
  const { ref } = await given.editor.draft(
    { kind: "free_land", names: { uk: "Поле" } },
    { type: "Point", coordinates: [30.5015, 50.401] },
  );
  await given.editor.editing(ref);
  await when.outline.looksAtAll();
  await then.parcels.credits(SOURCE);
  // Each some metres off the corner that is meant.
  await when.outline.draws("part", ...SOUTH.corners.map(([x, y]): Spot => [x + 0.00002, y - 0.00001]));
  await then.editor.stateIs("saved");
  const corners = (await given.outline.outline(ref))[0]?.[0]?.slice(0, -1) ?? [];
  expect(sorted(corners)).toEqual(sorted(SOUTH.corners));
});

test("without a layer nothing speaks of one", async ({ given, when, then, session }) => {
  await given.outline.watched();
  await given.shell.signedIn("Olena", "editor");
  const { ref } = await given.editor.draft(
    { kind: "free_land", names: { uk: "Поле" } },
    { type: "Point", coordinates: [30.5015, 50.401] },
  );
  await given.editor.editing(ref);
  await when.outline.looksAtAll();
  await expect(session.main.getByRole("button", { name: given.outline.o("outline.parcel") })).toHaveCount(0);
  await when.editor.opensGroup("tenure");
  await when.parcels.adds(SOUTH.number);
  await then.parcels.says("parcel.no_layer", { number: SOUTH.number });
  await then.editor.stateIs("saved");
  await then.editor.recordHas({ parcels: [{ cadastre: "ua", cadastral_number: SOUTH.number }] });
});

test("administrators see whose the layers are", async ({ given, then, session }) => {
  await given.shell.signedIn("Olena", "admin");
  await given.parcels.layer(SOURCE, SOUTH, NORTH);
  await given.admin.page("territories", "nav.territories");
  const row = session.main.getByRole("row", { name: "village" });
  await expect(row).toContainText(SOURCE);
  await expect(row).toContainText(given.admin.t("reference.parcels", { n: 2 }));
  await then.shell.everybodyCanUse();
});
