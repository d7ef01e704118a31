/** How large outlines are, and what they have in common, before the server has measured them. */

import type { MultiPolygon, Polygon, Position } from "geojson";
import { intersection } from "polyclip-ts";
import { cornersOf, doubleArea, type Outline, type Part, type Ring } from "./outline";

/** The axes of the WGS 84 ellipsoid: NIMA TR8350.2, 3rd edition, table 3.1. */
const SEMI_MAJOR_M = 6_378_137;
const ECCENTRICITY_2 = 0.006_694_379_990_14;

/**
 * The area of a ring in m², by the lengths of a degree on the ellipsoid at its
 * middle latitude. For rings of some kilometres that is within one thousandth
 * of the geodesic area, which the server measures and the record keeps.
 */
function ringArea(ring: Ring): number {
  const corners = cornersOf(ring);
  const latitudes = corners.map(([, y = 0]) => y);
  const middle = (((Math.min(...latitudes) + Math.max(...latitudes)) / 2) * Math.PI) / 180;
  const root = Math.sqrt(1 - ECCENTRICITY_2 * Math.sin(middle) ** 2);
  const east = (SEMI_MAJOR_M / root) * Math.cos(middle);
  const north = (SEMI_MAJOR_M * (1 - ECCENTRICITY_2)) / root ** 3;
  const [x0 = 0, y0 = 0] = corners[0] ?? [];
  // Taken from a corner, or the digits would go into the distance from the equator.
  const near = corners.map(([x = 0, y = 0]): Position => [x - x0, y - y0]);
  return Math.abs(doubleArea(near) / 2) * east * north * (Math.PI / 180) ** 2;
}

/** The area of a part in m², its holes taken off. */
export function partArea([outer = [], ...holes]: Part): number {
  return holes.reduce((sum, hole) => sum - ringArea(hole), ringArea(outer));
}

/** The area of an outline in m². */
export function outlineArea({ parts }: Outline): number {
  return parts.reduce((sum, part) => sum + partArea(part), 0);
}

/** The area in m² that an outline has in common with another geometry. */
export function commonArea({ parts }: Outline, other: Polygon | MultiPolygon): number {
  const theirs = other.type === "Polygon" ? [other.coordinates] : other.coordinates;
  if (parts.length === 0 || theirs.length === 0) return 0;
  const common = intersection(parts as Pairs, theirs as Pairs);
  return common.reduce((sum, part) => sum + partArea(part), 0);
}

type Pairs = Parameters<typeof intersection>[0];
