/** Several outlines of one place on one sheet: north up, true to scale, so that what was added and removed is seen. */

import type { Geometry, Position } from "geojson";

export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** One SVG path for each outline that was given, in the same order; "" for none or a point. */
  readonly paths: readonly string[];
  /** Where points stand, null for outlines. */
  readonly points: readonly ({ readonly x: number; readonly y: number } | null)[];
  /** Ground metres per unit of the sheet. */
  readonly metresPerUnit: number;
}

const METRES_PER_DEGREE = 111_195;

/** A point alone is drawn with so much ground around it. */
const AROUND_POINT_M = 60;

/** Draws the outlines in one frame; null where none of them has a place. */
export function sheetOf(
  geometries: readonly (Geometry | null | undefined)[],
  width: number,
  height: number,
  margin: number,
): Sheet | null {
  const all = geometries.flatMap((one) => ringsOf(one).flat().concat(pointOf(one)));
  const first = all[0];
  if (!first) return null;
  const squeeze = Math.cos(((first[1] ?? 0) * Math.PI) / 180);
  const metres = ([x = 0, y = 0]: Position) => [x * METRES_PER_DEGREE * squeeze, y * METRES_PER_DEGREE] as const;
  const placed = all.map(metres);
  const [west, east] = span(placed.map(([x]) => x));
  const [south, north] = span(placed.map(([, y]) => y));
  const metresPerUnit = Math.max((east - west) / (width - 2 * margin), (north - south) / (height - 2 * margin));
  const at = (position: Position) => {
    const [x, y] = metres(position);
    return {
      x: tenth(width / 2 + (x - (west + east) / 2) / metresPerUnit),
      y: tenth(height / 2 - (y - (south + north) / 2) / metresPerUnit),
    };
  };
  const path = (one: Geometry | null | undefined) =>
    ringsOf(one)
      .map((ring) => `M${ring.map((position) => `${at(position).x} ${at(position).y}`).join("L")}Z`)
      .join("");
  const point = (one: Geometry | null | undefined) => {
    const [position] = pointOf(one);
    return position ? at(position) : null;
  };
  return { width, height, metresPerUnit, paths: geometries.map(path), points: geometries.map(point) };
}

/** The least and the greatest, with some ground around where they are one. */
function span(values: readonly number[]): readonly [number, number] {
  const [least, most] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as readonly [number, number]);
  return most - least > 1 ? [least, most] : [least - AROUND_POINT_M, most + AROUND_POINT_M];
}

const tenth = (value: number) => Math.round(value * 10) / 10;

function pointOf(geometry: Geometry | null | undefined): Position[] {
  return geometry?.type === "Point" ? [geometry.coordinates] : [];
}

function ringsOf(geometry: Geometry | null | undefined): Position[][] {
  if (geometry?.type === "Polygon") return geometry.coordinates;
  if (geometry?.type === "MultiPolygon") return geometry.coordinates.flat();
  return [];
}

/** The area that two outlines tell apart is said by PostGIS; here only whether they are the same, corner by corner. */
export function sameOutline(a: Geometry | null | undefined, b: Geometry | null | undefined): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
