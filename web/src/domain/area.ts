/** The area that an investor draws, types or picks: a box or a simple polygon, in degrees. */

import type { Polygon } from "geojson";
import type { Bounds } from "../api/types";

export type Corner = readonly [number, number];

export type Area =
  | { readonly kind: "box"; readonly bounds: Bounds }
  | { readonly kind: "polygon"; readonly corners: readonly Corner[] };

/** Why an area cannot be used. */
export type AreaFault = "too_few_corners" | "crosses_itself" | "out_of_range" | "not_numbers" | "empty";

/** Five decimals, about a metre; adding zero makes one zero of the two. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5 + 0;

/** A box with its sides in order and five decimals, about a metre. */
export function boxArea(a: Corner, b: Corner): Area {
  const [west, east] = [round(Math.min(a[0], b[0])), round(Math.max(a[0], b[0]))];
  const [south, north] = [round(Math.min(a[1], b[1])), round(Math.max(a[1], b[1]))];
  return { kind: "box", bounds: [west, south, east, north] };
}

export function polygonArea(corners: readonly Corner[]): Area {
  return { kind: "polygon", corners: corners.map(([x, y]) => [round(x), round(y)] as const) };
}

/** The open ring of the area, without the repeated first corner. */
export function cornersOf(area: Area): readonly Corner[] {
  if (area.kind === "polygon") return area.corners;
  const [west, south, east, north] = area.bounds;
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
}

export function polygonOf(area: Area): Polygon {
  const corners = cornersOf(area).map(([x, y]) => [x, y]);
  const ring = signedArea(cornersOf(area)) < 0 ? corners.toReversed() : corners;
  return { type: "Polygon", coordinates: [[...ring, ring[0] ?? []]] };
}

export function boundsOf(area: Area): Bounds {
  const corners = cornersOf(area);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Twice positive for rings that run against the clock. */
function signedArea(corners: readonly Corner[]): number {
  return corners.reduce((sum, [ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % corners.length] ?? [ax, ay];
    return sum + ax * by - bx * ay;
  }, 0);
}

/** Says what is wrong with an area, or null when it can be asked for. */
export function areaFault(area: Area): AreaFault | null {
  const corners = cornersOf(area);
  if (corners.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y))) return "not_numbers";
  if (corners.some(([x, y]) => Math.abs(x) > 180 || Math.abs(y) > 90)) return "out_of_range";
  if (corners.length < 3) return "too_few_corners";
  if (area.kind === "polygon" && crossesItself(corners)) return "crosses_itself";
  if (signedArea(corners) === 0) return "empty";
  return null;
}

/** Reports whether two sides of the ring that are not neighbours meet. */
export function crossesItself(corners: readonly Corner[]): boolean {
  const sides = corners.map((from, i) => [from, corners[(i + 1) % corners.length] ?? from] as const);
  return sides.some(([a, b], i) =>
    sides.some(([c, d], j) => {
      const apart = Math.abs(i - j);
      return j > i && apart > 1 && apart < sides.length - 1 && meet(a, b, c, d);
    }),
  );
}

function meet(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  const turn = (p: Corner, q: Corner, r: Corner) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return turn(a, b, c) !== turn(a, b, d) && turn(c, d, a) !== turn(c, d, b);
}

const EARTH_RADIUS_M = 6_371_008;

/** Width and height in metres along the middle of the bounds. */
export function sizeOf([west, south, east, north]: Bounds): { readonly widthM: number; readonly heightM: number } {
  const radians = Math.PI / 180;
  const middle = ((south + north) / 2) * radians;
  return {
    widthM: (east - west) * radians * EARTH_RADIUS_M * Math.cos(middle),
    heightM: (north - south) * radians * EARTH_RADIUS_M,
  };
}

/** Reads "west, south, east, north"; decimal points only, since the comma parts. */
export function parseBox(text: string): Area | AreaFault {
  const numbers = text
    .split(/[\s,;]+/)
    .filter((part) => part !== "")
    .map(Number);
  const [west, south, east, north] = numbers;
  if (numbers.length !== 4 || numbers.some((n) => !Number.isFinite(n))) return "not_numbers";
  const area = boxArea([west ?? 0, south ?? 0], [east ?? 0, north ?? 0]);
  return areaFault(area) ?? area;
}
