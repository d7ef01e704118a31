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
