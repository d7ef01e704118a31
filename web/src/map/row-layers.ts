/**
 * The rows of a file as points: what becomes of each is told by fill, rim and
 * size, and by colour besides. The sites of the desk's list are rows too: solid
 * where the public sees them, hollow where it does not.
 */

import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { MapTheme } from "./theme";

export const ROW_SOURCE = "rows";
export const ROW_LAYER = "row";

const byState = (states: { readonly [state: string]: unknown }, other: unknown): ExpressionSpecification =>
  [
    "case",
    ["to-boolean", ["get", "held"]],
    states["held"] ?? other,
    [
      "match",
      ["get", "state"],
      ...Object.entries(states)
        .filter(([name]) => name !== "held")
        .flat(),
      other,
    ],
  ] as unknown as ExpressionSpecification;

/** `tiled` tells whether the rows come as vector tiles, not as features. */
export function rowLayer({ colour }: MapTheme, tiled: boolean): LayerSpecification {
  const radius = byState({ ended: 3, unchanged: 3, skipped: 2.5, invalid: 5, held: 5.5 }, 4.5);
  return {
    id: ROW_LAYER,
    type: "circle",
    source: ROW_SOURCE,
    ...(tiled ? { "source-layer": "rows" } : {}),
    layout: {
      // What has to be looked at lies above what is well.
      "circle-sort-key": byState({ invalid: 3, held: 4, changed: 2, new: 1 }, 0),
    },
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 4, ["*", 0.6, radius], 10, radius],
      "circle-color": byState(
        {
          new: colour["kind-free_land"],
          changed: colour["kind-building"],
          invalid: colour["map-land"],
          held: colour["map-chosen"],
          shown: colour["map-cluster"],
          pending: colour["map-chosen"],
          hidden: colour["map-land"],
        },
        colour["kind-other"],
      ),
      "circle-stroke-width": byState(
        { invalid: 2.5, held: 2, hidden: 1.8, pending: 1.5, unchanged: 0.5, skipped: 0.5 },
        1,
      ),
      "circle-stroke-color": byState(
        {
          invalid: colour["kind-brownfield"],
          held: colour["map-selected"],
          hidden: colour["map-cluster"],
          pending: colour["map-cluster"],
        },
        colour["map-mark-rim"],
      ),
    },
  };
}
