/** What the map shows of an outline that is being edited, and what lies under the pointer. */

import type { Feature, FeatureCollection, Position } from "geojson";
import type { Corner } from "../domain/area";
import { type At, cornersOf, sidesOf } from "../domain/desk/outline";
import type { Editing } from "../domain/desk/outline-edit";

/** Beyond so many corners only those of the selected part are shown; the others would hide the outline. */
const MOST_CORNERS = 1500;

/** Puts an editing into the features of the source "drawing". */
export function outlineSketch(editing: Editing): FeatureCollection {
  const { outline, selected } = editing;
  const features: Feature[] = outline.parts.map((part, i): Feature => {
    const coordinates = part as Position[][];
    return { type: "Feature", properties: { part: i }, geometry: { type: "Polygon", coordinates } };
  });
  if (editing.tool === "edit")
    for (const { at, place, middle } of handles(editing)) {
      const chosen = !middle && sameCorner(at, selected);
      features.push(dot(place, { middle, first: chosen, selected: chosen }));
    }
  return { type: "FeatureCollection", features: [...features, ...trail(editing)] };
}

/** What is being drawn: its line, closed where it is no line of division, and its corners. */
function trail({ tool, corners, pointer }: Editing): Feature[] {
  if (tool === "edit" || corners.length === 0) return [];
  const line = pointer ? [...corners, pointer] : [...corners];
  const closed = tool !== "line" && line.length > 2 ? [...line, line[0] ?? [0, 0]] : line;
  const features: Feature[] = corners.map((place, i) =>
    dot(place, { first: i === 0 && tool !== "line" && corners.length > 2 }),
  );
  if (line.length > 1)
    features.unshift({
      type: "Feature",
      properties: { drawn: true },
      geometry: { type: "LineString", coordinates: closed.map(([x, y]) => [x, y]) },
    });
  return features;
}

/** A corner, or the middle of a side, where a corner can be put. */
export interface Handle {
  readonly at: At;
  readonly place: Position;
  readonly middle: boolean;
}

/** The handles of an outline, corners first. */
export function handles({ outline, selected }: Editing): readonly Handle[] {
  const count = outline.parts.flat().reduce((sum, ring) => sum + ring.length, 0);
  const corners: Handle[] = [];
  const middles: Handle[] = [];
  for (const [part, rings] of outline.parts.entries()) {
    if (count > MOST_CORNERS && part !== (selected?.part ?? -1)) continue;
    for (const [ring, positions] of rings.entries()) {
      for (const [corner, place] of cornersOf(positions).entries())
        corners.push({ at: { part, ring, corner }, place, middle: false });
      for (const [corner, [[ax = 0, ay = 0], [bx = 0, by = 0]]] of sidesOf(positions).entries())
        middles.push({ at: { part, ring, corner }, place: [(ax + bx) / 2, (ay + by) / 2], middle: true });
    }
  }
  return [...corners, ...middles];
}

export const sameCorner = (a: At, b: At | null): boolean =>
  b !== null && a.part === b.part && a.ring === b.ring && a.corner === b.corner;

function dot([x = 0, y = 0]: Position | Corner, properties: Feature["properties"]): Feature {
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: [x, y] } };
}
