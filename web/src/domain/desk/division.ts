/** Splitting a site into its parts and joining several: what goes where, before the server looks at the land. */

import type { MultiPolygon, Polygon } from "geojson";
import { union } from "polyclip-ts";
import { outlineOf } from "./outline";
import { outlineArea } from "./outline-area";
import type { Plain } from "./record-edit";

/** Each part as an outline of its own. A polygon of one part gives back its coordinates to the last bit. */
export function partsOf(geometry: Polygon | MultiPolygon): readonly Polygon[] {
  const { parts } = outlineOf(geometry);
  return parts.map((part) => ({ type: "Polygon", coordinates: part as Polygon["coordinates"] }));
}

export const areaOf = (geometry: Polygon | MultiPolygon): number => outlineArea(outlineOf(geometry));

/** What all of them cover, as one outline. */
export function joined(geometries: readonly (Polygon | MultiPolygon)[]): Polygon | MultiPolygon | null {
  const [first, ...others] = geometries.map(
    (one) => (one.type === "Polygon" ? [one.coordinates] : one.coordinates) as Parameters<typeof union>[0],
  );
  if (!first) return null;
  const whole = union(first, ...others);
  const [only] = whole;
  if (whole.length === 1 && only) return { type: "Polygon", coordinates: only };
  return { type: "MultiPolygon", coordinates: whole };
}

/** The record of a part: what is said of the whole, but for the figures that are the whole's alone. */
export function recordOfPart(record: Plain, number: number, names: Plain): Plain {
  const { area: _, homes: __, ...rest } = record;
  const numbered = Object.entries(names).map(([language, name]) => [language, `${String(name)} ${number}`]);
  return { ...rest, ...(numbered.length > 0 ? { names: Object.fromEntries(numbered) } : {}) };
}
