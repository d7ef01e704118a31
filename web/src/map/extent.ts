/** Windows on the world. */

import type { Bounds } from "../api/types";

/** The bounds made larger on every side by a share of their size. */
export function grown([west, south, east, north]: Bounds, share: number): Bounds {
  const [x, y] = [(east - west) * share, (north - south) * share];
  return [west - x, south - y, east + x, north + y];
}

export function covers(outer: Bounds | null, inner: Bounds): boolean {
  if (!outer) return false;
  const wide = (outer[2] - outer[0]) / (inner[2] - inner[0]);
  const inside = outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
  // A window much larger than the view was made for another zoom and holds too much.
  return inside && wide < 30;
}
