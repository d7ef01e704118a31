import { expect } from "@playwright/test";
import type { Spot } from "../../drivers/desk/outline";
import { test } from "../../harness/desk";

const WEST: readonly Spot[] = [
  [30.5, 50.4],
  [30.503, 50.4],
  [30.503, 50.402],
  [30.5, 50.402],
];
const HOLE: readonly Spot[] = [
  [30.501, 50.4008],
  [30.502, 50.4008],
  [30.5015, 50.4014],
];
const EAST: readonly Spot[] = [
  [30.5045, 50.4],
  [30.507, 50.4],
  [30.507, 50.402],
];

test("a site with a hole and two parts is drawn, and both are edited", async ({ given, when, then }) => {
  await given.outline.watched();
  await given.shell.signedIn("Olena", "editor");
  await when.editor.begins();
  await when.outline.givesPoint([30.5035, 50.401]);
  await when.outline.takes("part");
  await then.outline.says("outline.hint_part");
  await when.outline.clicks(...WEST);
  await when.outline.finishes();
  await then.outline.listsParts(0);
  // A hole that leaves its part is refused, and what was drawn of it stays.
  await when.outline.draws("hole", [30.501, 50.4008], [30.504, 50.4008], [30.5015, 50.4014]);
  await then.outline.says("outline.fault_hole_outside");
  await when.outline.draws("hole", ...HOLE);
  await when.outline.draws("part", ...EAST);
  await then.outline.listsParts(1, 0);

  await when.editor.enters("names", "Завод над річкою");
  await when.editor.chooses("kind", "brownfield");
  const ref = await when.editor.creates();
  const drawn = (await when.editor.site()).geometry;
  await then.outline.savedAs(ref, [[WEST, HOLE], [EAST]]);

  await given.editor.editing(ref);
  await when.outline.looksAtAll();
  await when.outline.drags([30.503, 50.402], [30.5035, 50.4024]);
  await when.outline.drags([30.507, 50.4], [30.5065, 50.3997]);
  await then.outline.savedAs(ref, [
    [[...WEST.slice(0, 2), [30.5035, 50.4024], ...WEST.slice(3)], HOLE],
    [[...EAST.slice(0, 1), [30.5065, 50.3997], ...EAST.slice(2)]],
  ]);
  // Both steps back, and it is the outline that was there, to the last bit.
  await when.outline.undoes();
  await when.outline.undoes();
  await then.editor.geometryIs(drawn);
});

test("a part is divided by a line and joined again", async ({ given, when, then }) => {
  await given.outline.watched();
  await given.shell.signedIn("Olena", "editor");
  const coordinates = [[[...WEST, WEST[0]]]];
  const { ref } = await given.editor.draft(
    { kind: "free_land", names: { uk: "Поле" } },
    { type: "MultiPolygon", coordinates },
  );
  await given.editor.editing(ref);
  await when.outline.looksAtAll();
  await when.outline.draws("line", [30.5014, 50.401], [30.5016, 50.4022]);
  await then.outline.says("outline.fault_line_crosses_often");
  await when.outline.draws("line", [30.5014, 50.3998], [30.5016, 50.4022]);
  await then.outline.listsParts(0, 0);
  await when.editor.pressesOutline("outline.join", { number: 1 });
  await then.outline.listsParts(0);
  await then.shell.everybodyCanUse();
});

test("what nobody touches comes back bit for bit", async ({ given, when, then }) => {
  await given.outline.watched();
  await given.shell.signedIn("Olena", "editor");
  // All digits that the registry keeps, a hole, and an order of corners of its own.
  const precise = {
    type: "MultiPolygon",
    coordinates: [
      [
        [
          [30.5000001, 50.4],
          [30.503, 50.4000003],
          [30.503, 50.402],
          [30.5, 50.402],
          [30.5000001, 50.4],
        ],
        [
          [30.501, 50.4008],
          [30.5015, 50.4014],
          [30.502, 50.4008123],
          [30.501, 50.4008],
        ],
      ],
      [
        [
          [30.5045, 50.4],
          [30.507, 50.4],
          [30.5071235, 50.402],
          [30.5045, 50.4],
        ],
      ],
    ],
  };
  const { ref } = await given.editor.draft({ kind: "free_land", names: { uk: "Поле" } }, precise);
  const before = await given.outline.outline(ref);
  expect(before).toEqual(precise.coordinates);
  await given.editor.editing(ref);
  await when.outline.looksAtAll();
  await when.editor.enters("names", "Поле біля лісу");
  await then.editor.stateIs("saved");
  await then.editor.recordHas({ names: { uk: "Поле біля лісу" } });
  await then.outline.keptAllBut(ref, before, 0);
  // One corner moves; all others are what they were.
  await when.outline.drags([30.5045, 50.4], [30.5042, 50.3996]);
  await then.outline.keptAllBut(ref, before, 1);
});

test("parcels of the cadastre are taken by number and by click, and corners are drawn to them", async ({
  given,
  when,
  then,
}) => {
  const plot = (west: number): readonly Spot[] => [
    [west, 50.4],
    [west + 0.002, 50.4],
    [west + 0.002, 50.402],
    [west, 50.402],
  ];
  await given.outline.cadastre("town", [
    { number: "3222486200:03:001:0001", ring: plot(30.5) },
    { number: "3222486200:03:001:0002", ring: plot(30.502) },
    { number: "3222486200:03:001:0003", ring: plot(30.506) },
  ]);
  await given.outline.watched();
  await given.shell.signedIn("Olena", "editor");
  await when.editor.begins();
  await when.editor.enters("names", "Ділянка з кадастру");
  await when.editor.opensGroup("tenure");
  await when.outline.addsParcel("3222486200:03", "3222486200:03:001:0001");
  await then.outline.listsParts(0);
  const ref = await when.editor.creates();
  // Its outline is that of the cadastre to the last bit; the place is known as well as the cadastre knows it.
  expect(await given.outline.outline(ref)).toEqual([[[...plot(30.5), plot(30.5)[0]]]]);
  const parcel = {
    cadastre: "ua",
    area_m2: 25_000,
    purpose: "11.02",
    ownership: "communal",
  };
  await then.editor.recordHas({
    location_quality: "cadastral",
    parcels: [{ ...parcel, cadastral_number: "3222486200:03:001:0001" }],
    facts: { ownership: { source: "State cadastre" }, purposes: { source: "State cadastre" } },
  });
  // The one beside it becomes one with it; the one apart stays a part of its own, and what nobody clicked stays away.
  await when.outline.takes("parcel");
  await then.outline.says("outline.hint_parcel");
  await then.shell.everybodyCanUse();
  await when.outline.clicks([30.503, 50.401]);
  await then.outline.listsParts(0);
  await when.outline.clicks([30.507, 50.401]);
  await then.outline.listsParts(0, 0);
  await when.outline.clicks([30.505, 50.401]);
  await then.editor.stateIs("saved");
  await then.editor.recordHas({
    parcels: ["0001", "0002", "0003"].map((end) => ({ ...parcel, cadastral_number: `3222486200:03:001:${end}` })),
  });
  // A number that the cadastre does not have is added alone, and that is said.
  await when.editor.opensGroup("tenure");
  await when.outline.writesParcel("3222486200:03:001:9999");
  await then.editor.says("parcel.told_unknown");
  await then.outline.listsParts(0, 0);
  // What is drawn beside a parcel has exactly its corner.
  const { ref: other } = await given.editor.draft(
    { kind: "free_land", names: { uk: "Поле" } },
    { type: "Point", coordinates: [30.505, 50.403] },
  );
  await given.editor.editing(other);
  await when.outline.looksAtAll();
  await when.outline.draws("part", [30.50401, 50.40201], [30.5055, 50.4025], [30.505, 50.4032]);
  await then.outline.savedWith(other, [30.504, 50.402]);
});
