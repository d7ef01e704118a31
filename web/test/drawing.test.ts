import { describe, expect, it } from "vitest";
import {
  areaFault,
  boundsOf,
  boxArea,
  type Corner,
  crossesItself,
  parseBox,
  polygonArea,
  polygonOf,
} from "../src/domain/area";
import { areaOf, type Drawing, draw, type Stroke, sketch, startDrawing } from "../src/map/drawing";
import { gridCrosses, gridStep } from "../src/map/grid";

const corner = (x: number, y: number, closes = false): Stroke => ({ do: "corner", at: [x, y], closes });
const drawn = (drawing: Drawing, ...strokes: Stroke[]) => strokes.reduce(draw, drawing);

const SQUARE: readonly Corner[] = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
];
const BOW: readonly Corner[] = [
  [0, 0],
  [2, 2],
  [2, 0],
  [0, 2],
];

describe("drawing a rectangle", () => {
  it("ends with its second corner", () => {
    const done = drawn(startDrawing("box"), corner(1, 5), { do: "move", to: [3, 4] }, corner(3, 2));
    expect(done.state).toBe("done");
    expect(areaOf(done)).toEqual(boxArea([1, 2], [3, 5]));
  });

  it("goes on after a press that did not move", () => {
    const pressed = drawn(startDrawing("box"), corner(1, 1), corner(1, 1));
    expect(pressed.state).toBe("drawing");
    expect(pressed.corners).toEqual([[1, 1]]);
    expect(drawn(startDrawing("box"), corner(1, 1), corner(1, 2))).toMatchObject({
      state: "drawing",
      corners: [[1, 1]],
    });
  });
});

describe("drawing a polygon", () => {
  it("closes on its first corner", () => {
    const done = drawn(startDrawing("polygon"), ...SQUARE.map(([x, y]) => corner(x, y)), corner(0, 0, true));
    expect(done.state).toBe("done");
    expect(areaOf(done)).toEqual(polygonArea(SQUARE));
  });

  it("refuses to end while it crosses itself, and says why", () => {
    const crossed = drawn(startDrawing("polygon"), ...BOW.map(([x, y]) => corner(x, y)), { do: "finish" });
    expect(crossed).toMatchObject({ state: "drawing", fault: "crosses_itself" });
    expect(drawn(crossed, { do: "back" })).toMatchObject({ fault: null, corners: BOW.slice(0, 3) });
  });

  it("refuses to end with two corners", () => {
    expect(drawn(startDrawing("polygon"), corner(0, 0), corner(1, 1), { do: "finish" }).fault).toBe("too_few_corners");
  });

  it("can be given up, and takes nothing afterwards", () => {
    const given = drawn(startDrawing("polygon"), corner(0, 0), { do: "cancel" });
    expect(given.state).toBe("cancelled");
    expect(draw(given, corner(1, 1))).toBe(given);
  });

  it("shows corners, sides and face as far as they are there", () => {
    const shown = drawn(startDrawing("polygon"), corner(0, 0), corner(2, 0), { do: "move", to: [2, 2] });
    expect(sketch(shown).features.map((one) => one.geometry.type)).toEqual(["Polygon", "LineString", "Point", "Point"]);
  });
});

describe("an area", () => {
  it("knows when it crosses itself", () => {
    expect(crossesItself(SQUARE)).toBe(false);
    expect(crossesItself(BOW)).toBe(true);
  });

  it("runs against the clock whichever way it was drawn", () => {
    const ring = (corners: readonly Corner[]) => polygonOf(polygonArea(corners)).coordinates[0];
    expect(ring(SQUARE.toReversed())?.length).toBe(5);
    const doubled = (ring(SQUARE.toReversed()) ?? []).reduce((sum, [x = 0, y = 0], i, all) => {
      const [nx = 0, ny = 0] = all[(i + 1) % all.length] ?? [];
      return sum + x * ny - nx * y;
    }, 0);
    expect(doubled).toBeGreaterThan(0);
  });

  it("is read from four numbers", () => {
    expect(parseBox("37.8, 48.6; 37.3 48.9")).toEqual(boxArea([37.3, 48.6], [37.8, 48.9]));
    expect(parseBox("1, 2, 3")).toBe("not_numbers");
    expect(parseBox("1 2 300 4")).toBe("out_of_range");
    expect(parseBox("1 2 1 4")).toBe("empty");
  });

  it("has bounds", () => {
    expect(boundsOf(polygonArea(SQUARE))).toEqual([0, 0, 2, 2]);
    expect(areaFault(polygonArea(SQUARE))).toBeNull();
  });
});

describe("the grid", () => {
  it("gets closer as the map comes closer, and stays small", () => {
    expect([2, 5, 8, 12].map(gridStep)).toEqual([30, 5, 0.5, 0.05]);
    expect(gridCrosses([37.5, 48.7, 37.7, 48.8], 12).features.length).toBeGreaterThan(5);
    expect(gridCrosses([-180, -80, 180, 84], 9).features.length).toBeLessThanOrEqual(400);
  });
});
