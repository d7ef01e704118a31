/** Outlines of one place as a plan on a sheet: north up, true to scale; for print, for comparing, and where there is no map. */

import type { Geometry, Position } from "geojson";
import type { Fit } from "../api/types";

/** What is drawn of the measures of an outline: the rectangle and the frontage, as far as they are there. */
export function measuresOf({ rectangle, frontage }: Fit): readonly Geometry[] {
  return [rectangle, frontage].filter((one) => one !== null) as Geometry[];
}

export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** One SVG path for each outline or line that was given, in the same order; "" for none or a point. */
  readonly paths: readonly string[];
  /** Where points stand, null for outlines. */
  readonly points: readonly ({ readonly x: number; readonly y: number } | null)[];
  /** Ground metres per unit of the sheet. */
  readonly metresPerUnit: number;
  /** The middle of the sheet in metres east and north of the zero of degrees, along the parallel of the first corner. */
  readonly middle: readonly [number, number];
}

export interface Grid {
  /** Metres between neighbouring crosses: 1, 2 or 5 × 10ⁿ. */
  readonly stepM: number;
  /** Where the crosses of the grid are, in units of the sheet. */
  readonly crosses: readonly { readonly x: number; readonly y: number }[];
}

/** Crosses of the grid are about so far apart, in units of the sheet. */
const GRID_UNITS = 90;

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
  const middle = [(west + east) / 2, (south + north) / 2] as const;
  const at = (position: Position) => {
    const [x, y] = metres(position);
    return {
      x: tenth(width / 2 + (x - middle[0]) / metresPerUnit),
      y: tenth(height / 2 - (y - middle[1]) / metresPerUnit),
    };
  };
  const way = (line: readonly Position[]) =>
    `M${line.map((position) => `${at(position).x} ${at(position).y}`).join("L")}`;
  const path = (one: Geometry | null | undefined) =>
    one?.type === "LineString"
      ? way(one.coordinates)
      : ringsOf(one)
          .map((ring) => `${way(ring)}Z`)
          .join("");
  const point = (one: Geometry | null | undefined) => {
    const [position] = pointOf(one);
    return position ? at(position) : null;
  };
  return { width, height, metresPerUnit, middle, paths: geometries.map(path), points: geometries.map(point) };
}

/** The round grid of a sheet, the crosses on its edge included. */
export function gridOf({ width, height, metresPerUnit, middle }: Sheet): Grid {
  const stepM = roundStep(metresPerUnit * GRID_UNITS);
  const lines = (centre: number, size: number) => {
    const half = (size / 2) * metresPerUnit;
    const first = Math.ceil((centre - half) / stepM);
    const last = Math.floor((centre + half) / stepM);
    return Array.from({ length: last - first + 1 }, (_, i) => ((first + i) * stepM - centre) / metresPerUnit);
  };
  const rows = lines(middle[1], height);
  const crosses = lines(middle[0], width).flatMap((x) =>
    rows.map((y) => ({ x: tenth(width / 2 + x), y: tenth(height / 2 - y) })),
  );
  return { stepM, crosses };
}

/** The smallest of 1, 2, 5 × 10ⁿ that is not less. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const digit = least / power;
  return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
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
