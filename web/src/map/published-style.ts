/**
 * The sites as a style for maps of others. The layers of the map itself are used
 * where they can be; marks, hatches and clusters are pictures that this page
 * draws, so circles and letters stand for them.
 */

import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import { byKind, inList, OUTLINE_ZOOM, siteFill, siteLine, siteName } from "./site-layers";
import { MAP_COLOURS, type MapTheme } from "./theme";

/** A family that is there everywhere: without a glyph server letters come from the machine's fonts. */
const FONT = ["sans-serif"];

const SINGLE: ExpressionSpecification = ["==", ["get", "count"], 1];

/** The layers, the lowest first; their source is called "sites". */
export function publishedLayers(theme: MapTheme): LayerSpecification[] {
  const { colour } = theme;
  const labels = { source: "sites", "source-layer": "labels" } as const;
  const clusters = { source: "sites", "source-layer": "clusters", maxzoom: OUTLINE_ZOOM } as const;
  const rim = { "circle-stroke-color": colour["map-mark-rim"], "circle-stroke-width": 1.5 } as const;
  return [
    { id: "ground", type: "background", paint: { "background-color": colour["map-land"] } },
    siteFill(theme),
    siteLine(theme),
    {
      ...labels,
      id: "site-point",
      type: "circle",
      minzoom: OUTLINE_ZOOM,
      paint: {
        ...rim,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 4.5, 15, 6],
        "circle-color": byKind(theme),
        // What may meet and what fails is hollow.
        "circle-opacity": ["case", inList("meets"), 1, 0.35],
      },
    },
    siteName(theme, FONT),
    {
      ...clusters,
      id: "cluster",
      type: "circle",
      paint: {
        ...rim,
        "circle-radius": ["case", SINGLE, 5, ["interpolate", ["linear"], ["log10", ["get", "count"]], 0.3, 10, 4, 26]],
        "circle-color": ["case", SINGLE, byKind(theme), colour["map-cluster"]],
      },
    },
    {
      ...clusters,
      id: "cluster-count",
      type: "symbol",
      filter: ["!", SINGLE],
      layout: {
        "text-field": ["to-string", ["get", "count"]],
        "text-font": FONT,
        "text-size": 12,
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": colour["map-on-cluster"] },
    },
  ];
}

/** What the server needs to know of how sites look. */
export function published(theme: MapTheme) {
  const colours = Object.fromEntries(MAP_COLOURS.map((name) => [name, theme.colour[name]]));
  return { colours, layers: publishedLayers(theme) };
}
