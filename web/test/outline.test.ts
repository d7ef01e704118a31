import fc from "fast-check";
import type { MultiPolygon, Position } from "geojson";
import { describe, expect, it } from "vitest";
import {
  addHole,
  addPart,
  changed,
  EMPTY,
  geometryOf,
  isInside,
  moveCorner,
  type Outline,
  outlineOf,
  removeCorner,
  removeRing,
} from "../src/domain/desk/outline";
import { commonArea, outlineArea } from "../src/domain/desk/outline-area";
import { divide, join } from "../src/domain/desk/outline-divide";
import { type Act, type Editing, edit, startEditing } from "../src/domain/desk/outline-edit";
import { isFault, readOutline } from "../src/domain/desk/outline-text";

const square = (x: number, y: number, size: number): Position[] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
];

/** Two parts, the first with a hole, with more digits than the editor would ever write. */
const PRECISE: MultiPolygon = {
  type: "MultiPolygon",
  coordinates: [
    [
      [
        [30.123456789012, 50.1],
        [30.2, 50.100000000001],
        [30.2, 50.2],
        [30.1, 50.2],
        [30.123456789012, 50.1],
      ],
      [
        [30.15, 50.14],
        [30.15, 50.16],
        [30.17, 50.16],
        [30.17, 50.14],
        [30.15, 50.14],
      ],
    ],
    [
      [
        [30.3, 50.1],
        [30.4, 50.1],
        [30.4, 50.2],
        [30.300000000000004, 50.2],
        [30.3, 50.1],
      ],
    ],
  ],
};

const drawn = (...parts: readonly Position[][]): Outline =>
  parts.reduce(
    (outline, corners) =>
      addPart(
        outline,
        corners.map(([x = 0, y = 0]) => [x, y]),
      ),
    EMPTY,
  );

const made = (outcome: Outline | string): Outline => {
  if (typeof outcome === "string") throw new Error(outcome);
  return outcome;
};

describe("an outline", () => {
  it("that nobody changed is the very geometry that came", () => {
    expect(geometryOf(outlineOf(PRECISE))).toBe(PRECISE);
  });

  it("keeps every other coordinate to the last bit when one corner is moved", () => {
    const moved = geometryOf(moveCorner(outlineOf(PRECISE), { part: 1, ring: 0, corner: 1 }, [30.41, 50.1]));
    expect(JSON.stringify(moved)).toBe(JSON.stringify(PRECISE).replace("[30.4,50.1]", "[30.41,50.1]"));
  });

  it("stays closed when its first corner is moved", () => {
    const moved = moveCorner(outlineOf(PRECISE), { part: 1, ring: 0, corner: 0 }, [30.29, 50.09]);
    expect(moved.parts[1]?.[0]?.[0]).toEqual([30.29, 50.09]);
    expect(moved.parts[1]?.[0]?.at(-1)).toEqual([30.29, 50.09]);
  });

  it("loses a hole with the third of its corners, and a part with its outer ring", () => {
    const holed = made(
      addHole(drawn(square(0, 0, 10)), [
        [1, 1],
        [2, 1],
        [2, 2],
      ]),
    );
    expect(holed.parts[0]).toHaveLength(2);
    expect(removeCorner(holed, { part: 0, ring: 1, corner: 0 }).parts[0]).toHaveLength(1);
    expect(removeRing(holed, 0, 0).parts).toHaveLength(0);
  });

  it.each([
    [
      "outside",
      [
        [20, 20],
        [21, 20],
        [21, 21],
      ],
      "hole_outside",
    ],
    [
      "across the edge",
      [
        [9, 9],
        [11, 9],
        [9, 11],
      ],
      "hole_outside",
    ],
    [
      "in another hole",
      [
        [1.2, 1.2],
        [1.4, 1.2],
        [1.4, 1.4],
      ],
      "hole_in_hole",
    ],
  ] as const)("takes no hole %s", (_, corners, fault) => {
    const holed = made(
      addHole(drawn(square(0, 0, 10)), [
        [1, 1],
        [2, 1],
        [2, 2],
        [1, 2],
      ]),
    );
    expect(addHole(holed, corners)).toBe(fault);
  });

  it("runs its outer rings against the clock and its holes with it, however they were drawn", () => {
    const turned = drawn(square(0, 0, 10).toReversed());
    expect(turned.parts[0]?.[0]).toEqual([...square(0, 0, 10), [0, 0]]);
    const holed = made(
      addHole(turned, [
        [1, 1],
        [2, 1],
        [2, 2],
        [1, 2],
      ]),
    );
    expect(holed.parts[0]?.[1]).toEqual([
      [1, 2],
      [2, 2],
      [2, 1],
      [1, 1],
      [1, 2],
    ]);
  });
});

describe("the area", () => {
  it("is the geodesic one within a thousandth", () => {
    // ST_Area(geography) of PostGIS 3.3 for the box 30 50, 30.01 50.01.
    const box = drawn([
      [30, 50],
      [30.01, 50],
      [30.01, 50.01],
      [30, 50.01],
    ]);
    expect(Math.abs(outlineArea(box) / 797_383.14 - 1)).toBeLessThan(0.001);
  });

  it("in common with a neighbour is what both cover, holes left out", () => {
    const outline = made(
      addHole(drawn(square(0, 0, 1)), [
        [0.6, 0.2],
        [0.9, 0.2],
        [0.9, 0.8],
        [0.6, 0.8],
      ]),
    );
    const half = {
      type: "Polygon" as const,
      coordinates: [
        [
          [0.5, 0],
          [1, 0],
          [1, 1],
          [0.5, 1],
          [0.5, 0],
        ],
      ],
    };
    const whole = outlineArea(
      drawn([
        [0.5, 0],
        [1, 0],
        [1, 1],
        [0.5, 1],
      ]),
    );
    const hole = outlineArea(
      drawn([
        [0.6, 0.2],
        [0.9, 0.2],
        [0.9, 0.8],
        [0.6, 0.8],
      ]),
    );
    expect(commonArea(outline, half) / (whole - hole)).toBeCloseTo(1, 4);
    expect(
      commonArea(outline, {
        type: "Polygon",
        coordinates: [
          [
            [5, 5],
            [6, 5],
            [6, 6],
            [5, 5],
          ],
        ],
      }),
    ).toBe(0);
  });
});

describe("dividing", () => {
  it("gives each side its holes, and the sides share the corners on the line", () => {
    const holed = made(
      addHole(drawn(square(0, 0, 10)), [
        [1, 4],
        [2, 4],
        [2, 6],
        [1, 6],
      ]),
    );
    const sides = made(
      divide(holed, [
        [5, -1],
        [6, 5],
        [5, 11],
      ]),
    );
    expect(sides.parts.map((part) => part.length).toSorted()).toEqual([1, 2]);
    const [one, other] = sides.parts.map((part) => new Set(part[0]?.map(String)));
    const shared = [...(one ?? [])].filter((corner) => other?.has(corner));
    expect(shared.toSorted()).toEqual(["5.1666667,0", "5.1666667,10", "6,5"].toSorted());
  });

  it.each([
    [
      "misses",
      [
        [20, 0],
        [20, 10],
      ],
      "line_misses",
    ],
    [
      "ends within",
      [
        [5, -1],
        [5, 5],
      ],
      "line_crosses_often",
    ],
    [
      "crosses a hole",
      [
        [1.5, -1],
        [1.5, 11],
      ],
      "line_crosses_hole",
    ],
    [
      "crosses itself",
      [
        [5, -1],
        [5, 8],
        [7, 8],
        [4, 4],
      ],
      "line_crosses_itself",
    ],
  ] as const)("says that a line %s", (_, line, fault) => {
    const holed = made(
      addHole(drawn(square(0, 0, 10)), [
        [1, 4],
        [2, 4],
        [2, 6],
        [1, 6],
      ]),
    );
    expect(
      divide(
        holed,
        line.map(([x, y]) => [x, y]),
      ),
    ).toBe(fault);
  });

  it("keeps the area, and joining the sides again gives it back", () => {
    const fraction = fc.double({ min: 0.1, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(fraction, fraction, fraction, (bottom, top, bend) => {
        const whole = drawn(square(30, 50, 0.01));
        const at = (share: number) => 30 + share * 0.01;
        const sides = divide(whole, [
          [at(bottom), 49.99],
          [at(bend), 50.005],
          [at(top), 50.02],
        ]);
        if (typeof sides === "string") throw new Error(sides);
        const lost = Math.abs(outlineArea(sides) / outlineArea(whole) - 1);
        const again = join(sides, 0, 1);
        if (typeof again === "string") throw new Error(again);
        return lost < 1e-5 && again.parts.length === 1 && Math.abs(outlineArea(again) / outlineArea(whole) - 1) < 1e-5;
      }),
    );
  });

  it("does not join what lies apart", () => {
    expect(join(drawn(square(0, 0, 1), square(5, 5, 1)), 0, 1)).toBe("parts_apart");
  });
});

describe("editing", () => {
  const corner = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }));
  const small = fc.nat({ max: 3 });
  const at = fc.record({ part: small, ring: fc.nat({ max: 1 }), corner: small });
  const acts = fc.array(
    fc.oneof(
      fc.record({
        do: fc.constant("tool" as const),
        tool: fc.constantFrom("edit" as const, "part" as const, "hole" as const, "line" as const),
      }),
      fc.record({ do: fc.constant("corner" as const), at: corner }),
      fc.constant({ do: "finish" as const }),
      fc.constant({ do: "undo" as const }),
      fc.constant({ do: "redo" as const }),
      fc.record({ do: fc.constant("join" as const), first: small, second: small }),
      fc.record({ do: fc.constant("move" as const), at, to: corner, begins: fc.constant(true) }),
      fc.record({ do: fc.constant("remove_corner" as const), at }),
    ),
    { maxLength: 60 },
  );
  const there = ({ outline }: Editing, act: Act) =>
    (act.do !== "move" && act.do !== "remove_corner") ||
    act.at.corner < (outline.parts[act.at.part]?.[act.at.ring]?.length ?? 0) - 1;

  it("takes back all steps to the very outline it began with", () => {
    fc.assert(
      fc.property(acts, (list) => {
        let now = startEditing(outlineOf(PRECISE));
        for (const act of list) if (there(now, act)) now = edit(now, act);
        for (let i = 0; i < 400; i++) now = edit(now, { do: "undo" });
        expect(geometryOf(now.outline)).toBe(PRECISE);
      }),
    );
  });

  it("always has closed rings", () => {
    fc.assert(
      fc.property(acts, (list) => {
        let now = startEditing(EMPTY);
        for (const act of list) if (there(now, act)) now = edit(now, act);
        for (const ring of now.outline.parts.flat()) {
          expect(ring.length).toBeGreaterThan(3);
          expect(ring[0]).toEqual(ring.at(-1));
        }
      }),
    );
  });

  it("keeps the drawing when it cannot be finished, and says why", () => {
    let now = edit(startEditing(EMPTY), { do: "tool", tool: "part" });
    for (const place of [
      [0, 0],
      [2, 2],
      [2, 0],
      [0, 2],
    ] as const)
      now = edit(now, { do: "corner", at: place });
    now = edit(now, { do: "finish" });
    expect(now).toMatchObject({
      fault: "crosses_itself",
      corners: [
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
      ],
      outline: EMPTY,
    });
  });

  it("makes one step of a corner that is dragged", () => {
    let now = startEditing(outlineOf(PRECISE));
    const place = { part: 0, ring: 0, corner: 1 };
    now = edit(now, { do: "move", at: place, to: [30.21, 50.1], begins: true });
    now = edit(now, { do: "move", at: place, to: [30.22, 50.1], begins: false });
    expect(now.past).toHaveLength(1);
    expect(geometryOf(edit(now, { do: "undo" }).outline)).toBe(PRECISE);
  });
});

describe("what is pasted", () => {
  it.each([
    ["POINT(30 50)", { type: "Point", coordinates: [30, 50] }],
    [
      "srid=4326; polygon ((0 0, 1 0, 1 1, 0 0))",
      {
        type: "Polygon",
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
    ],
    [
      "MULTIPOLYGON Z (((0 0 5,1 0 5,1 1 5,0 0 5)))",
      {
        type: "MultiPolygon",
        coordinates: [
          [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 0],
            ],
          ],
        ],
      },
    ],
    [
      '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[30,50]}}',
      { type: "Point", coordinates: [30, 50] },
    ],
    [JSON.stringify({ type: "FeatureCollection", features: [{ type: "Feature", geometry: PRECISE }] }), PRECISE],
  ])("is read: %s", (text, geometry) => {
    expect(readOutline(text)).toEqual(geometry);
  });

  it.each([
    ["", { fault: "empty", at: "1" }],
    ["LINESTRING(0 0, 1 1)", { fault: "wkt", at: "1" }],
    ["SRID=3857;POINT(0 0)", { fault: "reference", at: "1" }],
    ["POLYGON((0 0, 1 0, 1 1, 0 0)", { fault: "wkt", at: "29" }],
    ["POLYGON((0 0, 1 0, 1 x, 0 0))", { fault: "wkt", at: "19" }],
    ["POLYGON((0 0, 1 0, 1 1, 0 1))", { fault: "open_ring", at: "$.coordinates[0]" }],
    ["POLYGON((0 0, 1 0, 0 0))", { fault: "short_ring", at: "$.coordinates[0]" }],
    ["POLYGON((0 0, 1 0, 1 91, 0 0))", { fault: "range", at: "$.coordinates[0][2]" }],
    ['{"type":"LineString","coordinates":[]}', { fault: "kind", at: "$" }],
    ['{"type":"FeatureCollection","features":[{},{}]}', { fault: "several", at: "$.features" }],
    [
      '{"type":"MultiPolygon","coordinates":[[[[0,0],[1,"0"],[1,1],[0,0]]]]}',
      { fault: "number", at: "$.coordinates[0][0][1]" },
    ],
  ])("is refused with its place: %s", (text, fault) => {
    expect(readOutline(text)).toEqual(fault);
  });

  it("never breaks on any text", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), fc.stringMatching(/^(POINT|POLYGON|MULTIPOLYGON) ?[(), 0-9.eE-]*$/)),
        (text) => {
          const read = readOutline(text);
          expect(isFault(read) ? read.at : read.type).not.toBe("");
        },
      ),
    );
  });
});

it("knows the inside of a ring", () => {
  const ring = [...square(0, 0, 2), [0, 0]];
  expect([isInside([1, 1], ring), isInside([3, 1], ring), isInside([-1, 1], ring)]).toEqual([true, false, false]);
  expect(changed([]).source).toBeNull();
});
