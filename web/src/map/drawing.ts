/** Drawing an area, as a pure machine: what the hand does goes in, corners and a verdict come out. */

import type { Feature, FeatureCollection } from "geojson";
import { type Area, type AreaFault, areaFault, boxArea, type Corner, cornersOf, polygonArea } from "../domain/area";

export type DrawMode = "box" | "polygon";

export interface Drawing {
  readonly mode: DrawMode;
  /** Corners that are set. */
  readonly corners: readonly Corner[];
  /** Where the pointer is: the next corner. */
  readonly pointer: Corner | null;
  readonly state: "drawing" | "done" | "cancelled";
  /** Why the last attempt to finish was refused. */
  readonly fault: AreaFault | null;
}

export type Stroke =
  | { readonly do: "move"; readonly to: Corner }
  | { readonly do: "corner"; readonly at: Corner; readonly closes: boolean }
  | { readonly do: "back" }
  | { readonly do: "finish" }
  | { readonly do: "cancel" };

export function startDrawing(mode: DrawMode): Drawing {
  return { mode, corners: [], pointer: null, state: "drawing", fault: null };
}

export function draw(drawing: Drawing, stroke: Stroke): Drawing {
  if (drawing.state !== "drawing") return drawing;
  switch (stroke.do) {
    case "move":
      return { ...drawing, pointer: stroke.to };
    case "back":
      return { ...drawing, corners: drawing.corners.slice(0, -1), fault: null };
    case "cancel":
      return { ...drawing, state: "cancelled" };
    case "finish":
      return finish(drawing);
    case "corner":
      return addCorner(drawing, stroke.at, stroke.closes);
  }
}

function addCorner(drawing: Drawing, at: Corner, closes: boolean): Drawing {
  if (closes && drawing.mode === "polygon" && drawing.corners.length > 2) return finish(drawing);
  const last = drawing.corners.at(-1);
  if (last && last[0] === at[0] && last[1] === at[1]) return drawing;
  const next = { ...drawing, corners: [...drawing.corners, at], pointer: at, fault: null };
  return drawing.mode === "box" && next.corners.length === 2 ? finish(next) : next;
}

function finish(drawing: Drawing): Drawing {
  const area = areaOf(drawing);
  const fault = area === null ? "too_few_corners" : areaFault(area);
  if (fault === null) return { ...drawing, state: "done", fault: null };
  // A box of no size is a slip of the hand: begin again at its corner.
  if (drawing.mode === "box") return { ...drawing, corners: drawing.corners.slice(0, 1), fault: null };
  return { ...drawing, fault };
}

/** The area of the corners that are set, null while there are too few. */
export function areaOf({ mode, corners }: Drawing): Area | null {
  const [first, second] = corners;
  if (mode === "box") return first && second ? boxArea(first, second) : null;
  return corners.length < 3 ? null : polygonArea(corners);
}

/** What the map shows while drawing. */
export function sketch(drawing: Drawing): FeatureCollection {
  const trail = drawing.pointer ? [...drawing.corners, drawing.pointer] : drawing.corners;
  const [first, last] = [trail[0], trail.at(-1)];
  const features: Feature[] = [];
  const ring = drawing.mode === "box" && first && last ? cornersOf(boxArea(first, last)) : trail;
  if (ring.length > 2) {
    const closed = [...ring, ring[0] ?? [0, 0]].map(([x, y]) => [x, y]);
    features.push({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [closed] } });
  }
  if (ring.length > 1)
    features.push({
      type: "Feature",
      properties: {},
      geometry: { type: "LineString", coordinates: ring.map(([x, y]) => [x, y]) },
    });
  drawing.corners.forEach(([x, y], i) => {
    features.push({
      type: "Feature",
      properties: { first: i === 0 && drawing.mode === "polygon" && drawing.corners.length > 2 },
      geometry: { type: "Point", coordinates: [x, y] },
    });
  });
  return { type: "FeatureCollection", features };
}
