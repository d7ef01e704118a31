/** Drawing to what is there: a corner of a neighbour, else its side. */

import type { MultiPolygon, Polygon, Position } from "geojson";
import type { Corner } from "../domain/area";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Within so many pixels of a corner or a side the pointer means it. */
export const SNAP_PX = 10;

/**
 * The corner of a ring within reach of a point, taken with all its digits so
 * that neighbours share it; else the nearest place on a side; else null.
 */
export function snap(
  to: Point,
  rings: readonly (readonly Position[])[],
  project: (at: Corner) => Point,
): Corner | null {
  let corner: { readonly far: number; readonly at: Corner } | null = null;
  let side: { readonly far: number; readonly at: Corner } | null = null;
  for (const ring of rings) {
    let before: { readonly at: Corner; readonly on: Point } | null = null;
    for (const [x = 0, y = 0] of ring) {
      const at: Corner = [x, y];
      const on = project(at);
      const far = Math.hypot(on.x - to.x, on.y - to.y);
      if (far <= SNAP_PX && far < (corner?.far ?? Infinity)) corner = { far, at };
      if (before) {
        const near = nearest(to, before.on, on);
        if (near.far <= SNAP_PX && near.far < (side?.far ?? Infinity))
          side = { far: near.far, at: between(before.at, at, near.along) };
      }
      before = { at, on };
    }
  }
  return corner?.at ?? side?.at ?? null;
}

/** How far along a side the nearest place lies, from 0 to 1, and how far off. */
function nearest(to: Point, a: Point, b: Point): { readonly along: number; readonly far: number } {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((to.x - a.x) * dx + (to.y - a.y) * dy) / length));
  return { along, far: Math.hypot(a.x + along * dx - to.x, a.y + along * dy - to.y) };
}

const between = (a: Corner, b: Corner, along: number): Corner => [
  a[0] + along * (b[0] - a[0]),
  a[1] + along * (b[1] - a[1]),
];

export const ringsOf = (geometry: Polygon | MultiPolygon): readonly (readonly Position[])[] =>
  geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
