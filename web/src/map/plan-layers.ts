/** The quiet offline plan: sea, land, waters, borders, the grid of crosses and the names of countries. */

import type { LayerSpecification } from "maplibre-gl";
import type { Language } from "../api/types";
import { REGULAR } from "./letters";
import type { MapTheme } from "./theme";

/** From this zoom on the finer coast is drawn. */
export const DETAIL_ZOOM = 6.5;

export function planLayers(theme: MapTheme, language: Language): LayerSpecification[] {
  const { colour } = theme;
  const lines = (id: string, source: string, line: string, minzoom: number, maxzoom: number): LayerSpecification => ({
    id,
    type: "line",
    source,
    minzoom,
    maxzoom,
    filter: ["==", ["get", "line"], line],
    layout: { "line-join": "round" },
    paint:
      line === "border"
        ? { "line-color": colour["map-border"], "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.5, 8, 1.4] }
        : { "line-color": colour["map-coast"], "line-width": 0.75 },
  });
  const land = (id: string, source: string, minzoom: number, maxzoom: number): LayerSpecification => ({
    id,
    type: "fill",
    source,
    minzoom,
    maxzoom,
    paint: { "fill-color": colour["map-land"], "fill-antialias": false },
  });
  return [
    { id: "sea", type: "background", paint: { "background-color": colour["map-sea"] } },
    land("land", "land", 0, DETAIL_ZOOM),
    land("detail-land", "detail-land", DETAIL_ZOOM, 24),
    {
      id: "rivers",
      type: "line",
      source: "rivers",
      minzoom: 3,
      maxzoom: 8,
      layout: { "line-join": "round", "line-cap": "round" },
      paint: {
        "line-color": colour["map-river"],
        "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.6, 8, 2],
        "line-opacity": ["interpolate", ["linear"], ["zoom"], 7, 1, 8, 0],
      },
    },
    {
      id: "lakes",
      type: "fill",
      source: "lakes",
      maxzoom: 8,
      paint: { "fill-color": colour["map-sea"], "fill-opacity": ["interpolate", ["linear"], ["zoom"], 7, 1, 8, 0] },
    },
    lines("coast", "lines", "coast", 0, DETAIL_ZOOM),
    lines("borders", "lines", "border", 0, DETAIL_ZOOM),
    lines("detail-coast", "detail-lines", "coast", DETAIL_ZOOM, 24),
    lines("detail-borders", "detail-lines", "border", DETAIL_ZOOM, 24),
    {
      id: "grid",
      type: "symbol",
      source: "grid",
      layout: { "icon-image": "cross", "icon-allow-overlap": true, "icon-ignore-placement": true },
    },
    {
      id: "countries",
      type: "symbol",
      source: "countries",
      minzoom: 1.5,
      maxzoom: 8,
      // From afar the large ones only.
      filter: [">=", ["get", "size"], ["step", ["zoom"], 60, 2.5, 25, 3.5, 8, 4.5, 1, 5.5, 0]],
      layout: {
        "text-field": ["get", language],
        "text-font": REGULAR,
        "text-size": ["interpolate", ["linear"], ["zoom"], 2, ["case", [">", ["get", "size"], 100], 12, 10.5], 6, 15],
        "text-letter-spacing": 0.12,
        "text-max-width": 7,
        "text-padding": 6,
        "symbol-sort-key": ["-", ["get", "size"]],
      },
      paint: {
        "text-color": colour["map-country"],
        "text-halo-color": colour["map-halo"],
        "text-halo-width": 1.2,
        "text-opacity": ["interpolate", ["linear"], ["zoom"], 7, 1, 8, 0],
      },
    },
  ];
}
