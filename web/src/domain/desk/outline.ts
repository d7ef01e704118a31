/**
 * The outline of a site while it is edited: parts with holes, as plain data.
 *
 * Whatever is not touched keeps its coordinates to the last bit: a ring is the
 * very array that came with the record until a hand changes it, and an outline
 * that nobody changed gives back the geometry that it was made of.
 */

import type { MultiPolygon, Polygon, Position } from "geojson";
import type { Corner } from "../area";

/** A closed ring as GeoJSON has it: the last position repeats the first. */
export type Ring = readonly Position[];

/** The outer ring, then the holes. */
export type Part = readonly Ring[];

export interface Outline {
  readonly parts: readonly Part[];
  /** The geometry as it came, as long as nothing was changed. */
  readonly source: Polygon | MultiPolygon | null;
}

/** A corner of a ring of a part, each counted from 0. */
export interface At {
  readonly part: number;
  readonly ring: number;
  readonly corner: number;
}

export const EMPTY: Outline = { parts: [], source: null };

/** Seven decimals, about a centimetre; adding zero makes one zero of the two. */
export const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7 + 0;

export const rounded = ([x, y]: Corner): Position => [round(x), round(y)];

export function outlineOf(geometry: Polygon | MultiPolygon): Outline {
  return { parts: geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates, source: geometry };
}

/** The geometry of an outline, null of an empty one. */
export function geometryOf({ parts, source }: Outline): Polygon | MultiPolygon | null {
  if (source) return source;
  if (parts.length === 0) return null;
  return { type: "MultiPolygon", coordinates: parts as Position[][][] };
}

export const ringAt = (outline: Outline, part: number, ring: number): Ring => outline.parts[part]?.[ring] ?? [];

/** The corners of a ring, without the repeated first. */
export const cornersOf = (ring: Ring): readonly Position[] => ring.slice(0, -1);

/** Closes a ring, and has it run as GeoJSON wants it: outer rings against the clock, holes with it. */
export function ringOf(corners: readonly Position[], hole: boolean): Ring {
  const turned = doubleArea(corners) < 0 === hole ? corners : corners.toReversed();
  return [...turned, turned[0] ?? [0, 0]];
}

/** Twice the area in square degrees, positive where the corners run against the clock. */
export function doubleArea(corners: readonly Position[]): number {
  return corners.reduce((sum, [ax = 0, ay = 0], i) => {
    const [bx = 0, by = 0] = corners[(i + 1) % corners.length] ?? [];
    return sum + ax * by - bx * ay;
  }, 0);
}

/** An outline with another ring in one place; the others stay the same arrays. */
function withRing(outline: Outline, part: number, ring: number, corners: readonly Position[]): Outline {
  const closed: Ring = [...corners, corners[0] ?? [0, 0]];
  return changed(
    outline.parts.map((rings, p) => (p === part ? rings.map((one, r) => (r === ring ? closed : one)) : rings)),
  );
}

/** An outline that is not what came any more. */
export const changed = (parts: readonly Part[]): Outline => ({ parts, source: null });

export function moveCorner(outline: Outline, { part, ring, corner }: At, to: Corner): Outline {
  const corners = cornersOf(ringAt(outline, part, ring));
  return withRing(outline, part, ring, corners.with(corner, rounded(to)));
}

/** Puts a corner behind the one that is named. */
export function insertCorner(outline: Outline, { part, ring, corner }: At, at: Corner): Outline {
  const corners = cornersOf(ringAt(outline, part, ring));
  return withRing(outline, part, ring, corners.toSpliced(corner + 1, 0, rounded(at)));
}

/** Takes a corner away; of a triangle the whole ring, and of an outer ring the part. */
export function removeCorner(outline: Outline, { part, ring, corner }: At): Outline {
  const corners = cornersOf(ringAt(outline, part, ring));
  if (corners.length > 3) return withRing(outline, part, ring, corners.toSpliced(corner, 1));
  return removeRing(outline, part, ring);
}

/** Takes a hole away, or the whole part where the ring is its outer one. */
export function removeRing(outline: Outline, part: number, ring: number): Outline {
  if (ring === 0) return removePart(outline, part);
  return changed(outline.parts.map((rings, p) => (p === part ? rings.toSpliced(ring, 1) : rings)));
}

export function removePart(outline: Outline, part: number): Outline {
  return changed(outline.parts.toSpliced(part, 1));
}

export function addPart(outline: Outline, corners: readonly Corner[]): Outline {
  return changed([...outline.parts, [ringOf(corners.map(rounded), false)]]);
}

/** Why a hole cannot be where it was drawn. */
export type HoleFault = "hole_outside" | "hole_in_hole";

/** Cuts a hole into the part around it. */
export function addHole(outline: Outline, corners: readonly Corner[]): Outline | HoleFault {
  const ring = ringOf(corners.map(rounded), true);
  const part = outline.parts.findIndex(([outer = []]) => contains(outer, ring));
  if (part < 0) return "hole_outside";
  const holes = outline.parts[part]?.slice(1) ?? [];
  if (holes.some((hole) => !apart(hole, ring))) return "hole_in_hole";
  return changed(outline.parts.map((rings, p) => (p === part ? [...rings, ring] : rings)));
}

export function movePart(outline: Outline, part: number, [dx, dy]: Corner): Outline {
  const shifted = ([x = 0, y = 0]: Position): Position => rounded([x + dx, y + dy]);
  return changed(outline.parts.map((rings, p) => (p === part ? rings.map((ring) => ring.map(shifted)) : rings)));
}

/** Whether a ring lies within another, without crossing it. */
function contains(outer: Ring, inner: Ring): boolean {
  return inner.every((corner) => isInside(corner, outer)) && !cross(outer, inner);
}

/** Whether two rings have no ground in common. */
function apart(a: Ring, b: Ring): boolean {
  return !cross(a, b) && !a.some((one) => isInside(one, b)) && !b.some((one) => isInside(one, a));
}

/** Whether any side of one ring crosses any side of the other. */
export function cross(a: Ring, b: Ring): boolean {
  return sidesOf(a).some(([p, q]) => sidesOf(b).some(([r, s]) => crossing(p, q, r, s) !== null));
}

export function sidesOf(ring: Ring): readonly (readonly [Position, Position])[] {
  return ring.slice(1).map((to, i) => [ring[i] ?? to, to] as const);
}

/** Whether a place lies within a ring. */
export function isInside([x = 0, y = 0]: Position, ring: Ring): boolean {
  let inside = false;
  for (const [[ax = 0, ay = 0], [bx = 0, by = 0]] of sidesOf(ring)) {
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Where two sides cross within both, and how far along each, from 0 to 1; null where they do not. */
export function crossing(
  [ax = 0, ay = 0]: Position,
  [bx = 0, by = 0]: Position,
  [cx = 0, cy = 0]: Position,
  [dx = 0, dy = 0]: Position,
): { readonly at: Position; readonly along: number; readonly across: number } | null {
  const scale = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
  if (scale === 0) return null;
  const along = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / scale;
  const across = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / scale;
  if (along <= 0 || along >= 1 || across <= 0 || across >= 1) return null;
  return { at: [ax + along * (bx - ax), ay + along * (by - ay)], along, across };
}
