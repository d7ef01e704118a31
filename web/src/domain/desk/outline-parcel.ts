/** Taking the outline of a cadastral parcel into the outline of a site. */

import type { MultiPolygon, Polygon } from "geojson";
import { union } from "polyclip-ts";
import { crossesItself } from "../area";
import { changed, cornersOf, type Outline, outlineOf, type Part, type Ring, ringOf, rounded } from "./outline";
import { commonArea, outlineArea } from "./outline-area";

/** What becomes of a parcel: the whole outline, a part of its own, one with parts that it touches, nothing new. */
export type ParcelOutcome = "whole" | "part" | "united" | "within" | "crossed";

/** Less than that is the breadth of a line between two surveys. */
const LEAST_NEW_M2 = 1;

type Surfaces = Parameters<typeof union>[0];

/**
 * The outline with the parcel in it. Parts that the parcel overlaps or touches
 * along a side become one with it; parts that it does not reach stay the very
 * arrays that they were. An outline that would cross itself is not made.
 */
export function withParcel(
  outline: Outline,
  parcel: Polygon | MultiPolygon,
): { readonly outline: Outline; readonly outcome: ParcelOutcome } {
  const taken = outlineOf(parcel);
  if (outline.parts.length === 0) return { outline: taken, outcome: "whole" };
  if (outlineArea(taken) - commonArea(outline, parcel) < LEAST_NEW_M2) return { outline, outcome: "within" };
  let parts: readonly Part[] = outline.parts;
  let united = false;
  for (const piece of taken.parts) {
    const met = parts.filter((part) => isOne(part, piece));
    const apart = parts.filter((part) => !met.includes(part));
    const whole = met.length === 0 ? [piece] : unite([...met, piece]);
    if (whole === null) return { outline, outcome: "crossed" };
    united ||= met.length > 0;
    parts = [...apart, ...whole];
  }
  return { outline: changed(parts), outcome: united ? "united" : "part" };
}

/** Whether two parts overlap or touch along a side, so that their union is one. */
const isOne = (a: Part, b: Part): boolean => union([a] as Surfaces, [b] as Surfaces).length === 1;

/** Parts as one, in the coordinates that the registry keeps; null where it would cross itself. */
function unite(parts: readonly Part[]): readonly Part[] | null {
  const [first, ...others] = parts.map((part) => [part] as Surfaces);
  if (!first) return [];
  const whole = union(first, ...others).map((part): Part => {
    const rings = part.map((ring, i) => tidied(ring as Ring, i > 0));
    return rings.filter((ring, i) => i === 0 || cornersOf(ring).length > 2);
  });
  const sound = whole.flat().every((ring) => {
    const corners = cornersOf(ring);
    return corners.length > 2 && !crossesItself(corners.map(([x = 0, y = 0]) => [x, y] as const));
  });
  return sound ? whole : null;
}

/** A ring of rounded corners, none twice in a row. */
function tidied(ring: Ring, hole: boolean): Ring {
  const corners = cornersOf(ring).map(([x = 0, y = 0]) => rounded([x, y]));
  const distinct = corners.filter((corner, i) => {
    const before = corners.at(i - 1);
    return corner[0] !== before?.[0] || corner[1] !== before?.[1];
  });
  return ringOf(distinct, hole);
}
