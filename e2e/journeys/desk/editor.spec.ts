import { test } from "../../harness/desk";

const TWO_PARTS = {
  type: "MultiPolygon",
  coordinates: [
    [
      [
        [30.5, 50.4],
        [30.51, 50.4],
        [30.51, 50.41],
        [30.5, 50.41],
        [30.5, 50.4],
      ],
      [
        [30.504, 50.404],
        [30.504, 50.406],
        [30.506, 50.406],
        [30.506, 50.404],
        [30.504, 50.404],
      ],
    ],
    [
      [
        [30.512, 50.4],
        [30.52, 50.4],
        [30.52, 50.41],
        [30.512, 50.41],
        [30.512, 50.4],
      ],
    ],
  ],
};

const RECORD = { kind: "brownfield", names: { uk: "Завод", en: "Works" } };

test("by keyboard alone a site is described, and published by another person, never by its author", async ({
  given,
  when,
  then,
  another,
}) => {
  await given.shell.signedIn("Olena", "reviewer");
  given.shell.byKeyboard();
  await when.editor.begins();
  await then.shell.everybodyCanUse();
  await when.editor.pastes("POLYGON ((30.5 50.4, 30.51 50.4, 30.51 50.41, 30.5 50.41, 30.5 50.4))");
  await when.editor.enters("names", "Старий завод");
  await when.editor.chooses("kind", "brownfield");
  await then.editor.stateIs("device");
  const ref = await when.editor.creates();
  await when.editor.opensGroup("place");
  await when.editor.chooses("location_quality", "surveyed");
  // Entered in hectares, kept in square metres.
  await when.editor.enters("area.declared_m2", "12.5");
  await when.editor.opensGroup("utilities");
  await when.editor.adds("utilities");
  await when.editor.enters("utilities[electricity].distance_m", "0.3");
  await when.editor.opensGroup("record");
  await when.editor.chooses("internal.deputy", await given.editor.me());
  await then.editor.stateIs("saved");
  await then.editor.recordHas({ kind: "brownfield", names: { uk: "Старий завод" }, area: { declared_m2: 125000 } });
  await then.editor.recordHas({ utilities: [{ network: "electricity", distance_m: 300 }] });
  await then.shell.everybodyCanUse();

  await when.editor.does("submit");
  await then.editor.standsAs("in_review", "in_review");
  given.shell.trouble(/409/);
  await when.editor.publishes("checked on the spot");
  await then.editor.refusalSays(/published by somebody|оприлюднює той|публикует тот/);

  const petro = await another("Petro", "reviewer");
  petro.given.shell.byKeyboard();
  await petro.given.editor.editing(ref);
  await petro.when.editor.does("return", "The area is wrong");
  await petro.then.editor.standsAs("draft", "returned");

  await given.editor.editing(ref);
  await when.editor.opensGroup("place");
  await when.editor.enters("area.declared_m2", "78");
  await then.editor.stateIs("saved");
  await when.editor.does("submit");
  await then.editor.standsAs("in_review", "in_review");
  await petro.given.editor.editing(ref);
  await petro.when.editor.publishes("checked on the spot");
  await petro.then.editor.standsAs("published");
});

test("an outline with parts and a hole comes back bit for bit, whatever else is changed", async ({
  given,
  when,
  then,
}) => {
  await given.shell.signedIn("Olena", "editor");
  const { ref } = await given.editor.draft(RECORD, TWO_PARTS);
  await given.editor.editing(ref);
  await when.editor.enters("names", "Завод на Подолі");
  await then.editor.stateIs("saved");
  await then.editor.recordHas({ names: { uk: "Завод на Подолі", en: "Works" } });
  await then.editor.geometryIs(TWO_PARTS);
  // A part more: those that were there are as they were, the hole too.
  await when.editor.pastes("POLYGON ((30.53 50.4, 30.54 50.4, 30.54 50.41, 30.53 50.4))", true);
  await then.editor.stateIs("saved");
  const third = [
    [
      [30.53, 50.4],
      [30.54, 50.4],
      [30.54, 50.41],
      [30.53, 50.4],
    ],
  ];
  await then.editor.geometryIs({ type: "MultiPolygon", coordinates: [...TWO_PARTS.coordinates, third] });
  await when.editor.pressesOutline("outline.undo");
  await then.editor.stateIs("saved");
  await then.editor.geometryIs(TWO_PARTS);
});

test("what is pressed beside the map while it starts is done once it has", async ({ given, when, then }) => {
  await given.shell.signedIn("Olena", "editor");
  const { ref } = await given.editor.draft(RECORD, TWO_PARTS);
  const mapComes = await given.editor.mapIsLate();
  await given.editor.editing(ref);
  await when.editor.pressesOutline("outline.remove_of", { name: when.editor.o("outline.part_name", { number: 2 }) });
  mapComes();
  await then.editor.stateIs("saved");
  await then.editor.geometryIs({ type: "MultiPolygon", coordinates: TWO_PARTS.coordinates.slice(0, 1) });
});

test("by keyboard alone two editors change the same: each value is chosen, nothing is lost", async ({
  given,
  when,
  then,
  another,
}) => {
  await given.shell.signedIn("Olena", "editor");
  const { ref } = await given.editor.draft(RECORD, TWO_PARTS);
  const petro = await another("Petro", "editor");
  given.shell.byKeyboard();
  petro.given.shell.byKeyboard();
  await given.editor.editing(ref);
  await petro.given.editor.editing(ref);
  await petro.when.editor.enters("names", "Завод Петра");
  await petro.when.editor.chooses("occupancy", "fully_vacant");
  await petro.then.editor.stateIs("saved");
  given.shell.trouble(/412|ERR_INTERNET_DISCONNECTED|Failed to load/);
  // Both at once, however slow the hands are.
  await when.editor.losesNetwork(true);
  await when.editor.enters("names", "Завод Олени");
  await when.editor.chooses("kind", "free_land");
  await then.editor.stateIs("device");
  await when.editor.losesNetwork(false);
  await then.editor.stateIs("conflict");
  await then.editor.says("conflict.title");
  await then.shell.everybodyCanUse();
  await when.editor.choosesInConflict("mine");
  await when.editor.pressesButton("conflict.save");
  await then.editor.stateIs("saved");
  await then.editor.recordHas({ names: { uk: "Завод Олени" }, kind: "free_land", occupancy: "fully_vacant" });
});

test("work goes on without a network and after the tab was closed", async ({ given, when, then }) => {
  await given.shell.signedIn("Olena", "editor");
  const { ref } = await given.editor.draft(RECORD, TWO_PARTS);
  await given.editor.editing(ref);
  given.shell.trouble(/ERR_INTERNET_DISCONNECTED|Failed to load/);
  await when.editor.losesNetwork(true);
  await when.editor.enters("names", "Завод без мережі");
  await then.editor.stateIs("device");
  await when.editor.closesTab();
  await when.editor.losesNetwork(false);
  await given.editor.editing(ref);
  await then.editor.shows("names", "Завод");
  await then.editor.offersWork();
  await then.shell.everybodyCanUse();
  await when.editor.pressesButton("found_draft.restore");
  await then.editor.stateIs("saved");
  await then.editor.recordHas({ names: { uk: "Завод без мережі" } });
});

test("by keyboard alone a site is split by its parts, and its old link leads to them", async ({
  given,
  when,
  then,
  another,
}) => {
  await given.shell.signedIn("Olena", "reviewer");
  const { ref } = await given.editor.draft(RECORD, TWO_PARTS);
  await given.editor.editing(ref);
  await when.editor.does("submit");
  await then.editor.standsAs("in_review", "in_review");
  const petro = await another("Petro", "reviewer");
  given.shell.byKeyboard();
  petro.given.shell.byKeyboard();
  await petro.given.editor.editing(ref);
  await petro.when.editor.publishes("known");
  await petro.then.editor.standsAs("published");
  await given.editor.editing(ref);
  await when.editor.does("split", "Sold in two");
  await then.editor.isAt(ref, false);
  const parts = await when.editor.partsOf(ref);
  const [first = ""] = parts;
  await petro.given.editor.editing(first);
  await petro.when.editor.publishes("known");
  await petro.then.editor.standsAs("published");
  await petro.then.editor.publicLinkLeadsTo(ref, parts);
});

/** The smallest picture there is: one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

test("photos and documents are kept with a site", async ({ given, when, then }) => {
  await given.shell.signedIn("Olena", "editor");
  const { ref } = await given.editor.draft(RECORD, TWO_PARTS);
  await given.editor.editing(ref);
  await when.editor.opensMedia();
  const letter = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
  await when.editor.sends(
    { name: "gate.png", mimeType: "image/png", buffer: PIXEL },
    { name: "letter.pdf", mimeType: "application/pdf", buffer: letter },
  );
  await when.editor.saysOfMedium(0, "The gate");
  await then.editor.mediaAre({ kind: "photo", title: { en: "The gate" } }, { file_name: "letter.pdf" });
  await when.editor.publishesMedium(0);
  await then.editor.mediaAre({ title: { en: "The gate" }, public: true }, { file_name: "letter.pdf" });
  await then.shell.everybodyCanUse();

  given.shell.trouble(/400/);
  await when.editor.sendsInVain({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("hello") });
  await when.editor.removesMedium(1);
  await then.editor.mediaAre({ title: { en: "The gate" } });
});
