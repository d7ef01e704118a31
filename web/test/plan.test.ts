import type { Geometry } from "geojson";
import { describe, expect, it } from "vitest";
import { gridOf, sheetOf } from "../src/domain/plan";

const square = (west: number, south: number, side: number): Geometry => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ],
  ],
});

describe("a sheet", () => {
  it("draws outlines in one frame, north up, the larger one filling it", () => {
    const sheet = sheetOf([square(0, 0, 0.01), square(0, 0, 0.005)], 200, 200, 20);
    expect(sheet?.paths).toEqual(["M20 180L180 180L180 20L20 20L20 180Z", "M20 180L100 180L100 100L20 100L20 180Z"]);
    expect(sheet?.metresPerUnit).toBeCloseTo(6.95, 2);
  });

  it("draws a point where there is no outline, and nothing where there is no place", () => {
    const sheet = sheetOf([{ type: "Point", coordinates: [30, 50] }, null], 200, 100, 10);
    expect(sheet?.points).toEqual([{ x: 100, y: 50 }, null]);
    expect(sheet?.paths).toEqual(["", ""]);
    expect(sheetOf([null, undefined], 200, 100, 10)).toBeNull();
  });

  it("has a round grid over the whole of it", () => {
    const side = 200 / 111_195;
    const sheet = sheetOf([square(0, 0, side)], 720, 400, 50);
    expect(sheet?.metresPerUnit).toBeCloseTo(200 / 300, 3);
    expect(sheet?.paths).toEqual(["M210 350L510 350L510 50L210 50L210 350Z"]);
    const grid = sheet && gridOf(sheet);
    expect(grid?.stepM).toBe(100);
    expect([...new Set(grid?.crosses.map(({ x }) => x))]).toEqual([60, 210, 360, 510, 660]);
    expect([...new Set(grid?.crosses.map(({ y }) => y))]).toEqual([350, 200, 50]);
  });
});
