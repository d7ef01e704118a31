/** The grid of crosses that survey plans carry: round degrees, closer as the map comes closer. */

import type { FeatureCollection, Point } from "geojson";
import type { Bounds } from "../api/types";

/** Steps in degrees, each dividing the one before. */
const STEPS = [30, 10, 5, 1, 0.5, 0.1, 0.05, 0.01, 0.005, 0.001, 0.0005];

/** Crosses stand at least this far apart, in pixels. */
const LEAST_GAP_PX = 110;

/** The step whose crosses stand far enough apart at the zoom. */
export function gridStep(zoom: number): number {
  const pixelsPerDegree = (512 * 2 ** zoom) / 360;
  const fitting = STEPS.filter((step) => step * pixelsPerDegree >= LEAST_GAP_PX);
  return fitting.at(-1) ?? 30;
}

/** The crosses in the bounds, a few hundred at the most. */
export function gridCrosses([west, south, east, north]: Bounds, zoom: number): FeatureCollection<Point> {
  const step = gridStep(zoom);
  const features: FeatureCollection<Point>["features"] = [];
  const most = 400;
  for (let y = Math.ceil(Math.max(south, -80) / step); y * step <= Math.min(north, 84); y++)
    for (let x = Math.ceil(west / step); x * step <= east && features.length < most; x++)
      features.push({
        type: "Feature",
        properties: {},
        geometry: { type: "Point", coordinates: [x * step, y * step] },
      });
  return { type: "FeatureCollection", features };
}
