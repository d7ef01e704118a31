import type { Position } from "geojson";
import { describe, expect, it } from "vitest";
import { changed, EMPTY, outlineOf } from "../src/domain/desk/outline";
import { edit, startEditing } from "../src/domain/desk/outline-edit";
import { actOfKey } from "../src/map/outline-session";
import { handles, outlineSketch } from "../src/map/outline-sketch";
import { snap } from "../src/map/snap";

const SQUARE: Position[] = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [0, 0],
];
const square = () => startEditing(outlineOf({ type: "Polygon", coordinates: [SQUARE] }));
const key = (name: string, held: Partial<{ ctrlKey: boolean; shiftKey: boolean }> = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

describe("snapping", () => {
  const project = (at: readonly [number, number]) => ({ x: at[0] * 10, y: at[1] * 10 });

  it("takes a corner within reach with all its digits, before a side that is nearer", () => {
    const ring: Position[] = [
      [0.123456789012, 0],
      [10, 0],
      [10, 10],
    ];
    expect(snap({ x: 6, y: 1 }, [ring], project)).toEqual([0.123456789012, 0]);
  });

  it("else takes the nearest place on a side", () => {
    expect(snap({ x: 50, y: 4 }, [SQUARE], project)).toEqual([5, 0]);
  });

  it("leaves alone what is out of reach", () => {
    expect(snap({ x: 50, y: 50 }, [SQUARE], project)).toBeNull();
  });
});

describe("keys", () => {
  it.each([
    [key("z", { ctrlKey: true }), { do: "undo" }],
    [key("Z", { ctrlKey: true, shiftKey: true }), { do: "redo" }],
    [key("y", { ctrlKey: true }), { do: "redo" }],
    [key("Delete"), null],
    [key("ArrowUp"), null],
    [key("x"), null],
  ])("mean %o without a selection", (pressed, act) => {
    expect(actOfKey(pressed, square())).toEqual(act);
  });

  it("move, take away and leave the selected corner", () => {
    const at = { part: 0, ring: 0, corner: 1 };
    const now = edit(square(), { do: "select", at });
    expect(actOfKey(key("ArrowLeft"), now)).toEqual({ do: "move", at, to: [10 - 1e-6, 0], begins: true });
    expect(actOfKey(key("ArrowUp", { shiftKey: true }), now)).toEqual({
      do: "move",
      at,
      to: [10, 1e-6 * 10],
      begins: true,
    });
    expect(actOfKey(key("Delete"), now)).toEqual({ do: "remove_corner", at });
    expect(actOfKey(key("Escape"), now)).toEqual({ do: "select", at: null });
  });

  it("end a drawing, take its last corner back and give it up", () => {
    let now = edit(startEditing(EMPTY), { do: "tool", tool: "part" });
    expect(actOfKey(key("Backspace"), now)).toBeNull();
    now = edit(now, { do: "corner", at: [1, 1] });
    expect(actOfKey(key("Backspace"), now)).toEqual({ do: "back" });
    expect(actOfKey(key("Enter"), now)).toEqual({ do: "finish" });
    expect(actOfKey(key("Escape"), now)).toEqual({ do: "tool", tool: "edit" });
  });
});

describe("the sketch", () => {
  it("has every part with its holes, every corner once, and the middles of the sides", () => {
    const now = edit(square(), { do: "select", at: { part: 0, ring: 0, corner: 2 } });
    const { features } = outlineSketch(now);
    expect(features[0]).toEqual({
      type: "Feature",
      properties: { part: 0 },
      geometry: { type: "Polygon", coordinates: [SQUARE] },
    });
    const dots = features.slice(1).map(({ properties, geometry }) => [properties, geometry]);
    expect(dots).toHaveLength(8);
    expect(dots[2]).toEqual([
      { middle: false, first: true, selected: true },
      { type: "Point", coordinates: [10, 10] },
    ]);
    expect(dots[4]).toEqual([
      { middle: true, first: false, selected: false },
      { type: "Point", coordinates: [5, 0] },
    ]);
  });

  it("closes what is being drawn over the pointer, but no line of division", () => {
    const drawn = (tool: "part" | "line") => {
      let now = edit(startEditing(EMPTY), { do: "tool", tool });
      for (const at of [
        [0, 0],
        [4, 0],
      ] as const)
        now = edit(now, { do: "corner", at });
      now = edit(now, { do: "point", to: [4, 4] });
      return outlineSketch(now).features[0]?.geometry;
    };
    expect(drawn("part")).toEqual({
      type: "LineString",
      coordinates: [
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 0],
      ],
    });
    expect(drawn("line")).toEqual({
      type: "LineString",
      coordinates: [
        [0, 0],
        [4, 0],
        [4, 4],
      ],
    });
  });

  it("shows the corners of the selected part alone where there are too many", () => {
    const many = Array.from({ length: 1600 }, (_, i): Position => [Math.cos(i / 255), Math.sin(i / 255)]);
    const outline = changed([[[...many, many[0] ?? []]], [SQUARE]]);
    expect(handles(startEditing(outline))).toHaveLength(0);
    const selected = edit(startEditing(outline), { do: "select", at: { part: 1, ring: 0, corner: 0 } });
    expect(handles(selected)).toHaveLength(8);
  });
});
