/** The registry's own layers: area, outlines, marks, clusters, what is under the pointer, and towns. */

import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { Language } from "../api/types";
import { MEDIUM, REGULAR } from "./letters";
import { KINDS, kindColour, type MapTheme } from "./theme";

/** From this zoom on tiles hold outlines instead of clusters. */
export const OUTLINE_ZOOM = 11;

/** Kind of a feature as an expression: its code, or "other". */
const KIND: ExpressionSpecification = ["coalesce", ["get", "kind"], "other"];

/** Colour by kind. */
export function byKind(theme: MapTheme): ExpressionSpecification {
  const arms = KINDS.flatMap((kind) => [kind, kindColour(theme, kind)]);
  return ["match", KIND, ...arms, kindColour(theme, "other")] as unknown as ExpressionSpecification;
}

export const inList = (list: string): ExpressionSpecification => ["==", ["get", "list"], list];

const MEETS: ExpressionSpecification = ["coalesce", ["get", "n_meets"], 0];
const MAY_MEET: ExpressionSpecification = ["coalesce", ["get", "n_may_meet"], 0];
const FAILS: ExpressionSpecification = ["max", 0, ["-", ["get", "count"], ["+", MEETS, MAY_MEET]]];
const LIST_OF_ONE: ExpressionSpecification = [
  "case",
  [">", MEETS, 0],
  "meets",
  [">", MAY_MEET, 0],
  "may_meet",
  "fails",
];

/** All of them, the lowest first. */
export function ownLayers(theme: MapTheme, language: Language): LayerSpecification[] {
  return [
    ...areaLayers(theme),
    ...outlineLayers(theme),
    ...measureLayers(theme),
    townLayer(theme, language),
    ...markLayers(theme),
    ...drawingLayers(theme),
  ];
}

function areaLayers({ colour }: MapTheme): LayerSpecification[] {
  return [
    {
      id: "area-fill",
      type: "fill",
      source: "area",
      paint: { "fill-color": colour["map-area"], "fill-opacity": 0.07 },
    },
    {
      id: "area-line",
      type: "line",
      source: "area",
      paint: { "line-color": colour["map-area"], "line-width": 1.5, "line-dasharray": [4, 2] },
    },
  ];
}

const POLYGONS: ExpressionSpecification = ["==", ["geometry-type"], "Polygon"];
const OUTLINES = { source: "sites", "source-layer": "sites", minzoom: OUTLINE_ZOOM } as const;

/** Outlines of the sites that meet, faint for those that fail. */
export function siteFill(theme: MapTheme): LayerSpecification {
  return {
    ...OUTLINES,
    id: "site-fill",
    type: "fill",
    filter: ["all", POLYGONS, ["!=", ["get", "list"], "may_meet"]],
    paint: { "fill-color": byKind(theme), "fill-opacity": ["case", inList("fails"), 0.06, 0.34] },
  };
}

export function siteLine(theme: MapTheme): LayerSpecification {
  return {
    ...OUTLINES,
    id: "site-line",
    type: "line",
    filter: POLYGONS,
    paint: {
      "line-color": byKind(theme),
      "line-width": ["interpolate", ["linear"], ["zoom"], 11, 1, 16, 2.25],
    },
  };
}

function outlineLayers(theme: MapTheme): LayerSpecification[] {
  const { colour } = theme;
  return [
    siteFill(theme),
    {
      ...OUTLINES,
      id: "site-hatch",
      type: "fill",
      filter: ["all", POLYGONS, inList("may_meet")],
      paint: { "fill-pattern": ["concat", "hatch:", KIND], "fill-opacity": 0.75 },
    },
    siteLine(theme),
    {
      id: "focus-casing",
      type: "line",
      source: "focus",
      filter: POLYGONS,
      layout: { "line-join": "round" },
      paint: { "line-color": colour["map-chosen"], "line-width": 7, "line-opacity": 0.95 },
    },
    {
      id: "focus-line",
      type: "line",
      source: "focus",
      filter: POLYGONS,
      layout: { "line-join": "round" },
      paint: { "line-color": colour["map-selected"], "line-width": 2 },
    },
  ];
}

/** Outlines that stand together, and what was measured of one or of them: the largest rectangle and the frontage. */
function measureLayers({ colour }: MapTheme): LayerSpecification[] {
  const source = "measures";
  const role = (name: string): ExpressionSpecification => ["==", ["get", "role"], name];
  const frontage = role("frontage");
  return [
    {
      id: "measure-together",
      type: "fill",
      source,
      filter: role("together"),
      paint: { "fill-color": colour["map-chosen"], "fill-opacity": 0.28 },
    },
    {
      id: "measure-together-line",
      type: "line",
      source,
      filter: role("together"),
      layout: { "line-join": "round" },
      paint: { "line-color": colour["map-selected"], "line-width": 2 },
    },
    {
      id: "measure-rectangle",
      type: "line",
      source,
      filter: role("rectangle"),
      paint: { "line-color": colour["map-selected"], "line-width": 1.5, "line-dasharray": [3, 2] },
    },
    {
      id: "measure-frontage-rim",
      type: "line",
      source,
      filter: frontage,
      layout: { "line-cap": "round" },
      paint: { "line-color": colour["map-halo"], "line-width": 8 },
    },
    {
      id: "measure-frontage",
      type: "line",
      source,
      filter: frontage,
      layout: { "line-cap": "round" },
      paint: { "line-color": colour["map-area"], "line-width": 5 },
    },
  ];
}

function townLayer({ colour }: MapTheme, language: Language): LayerSpecification {
  return {
    id: "towns",
    type: "symbol",
    source: "towns",
    minzoom: 4,
    layout: {
      "text-field": ["get", language],
      "text-font": MEDIUM,
      "text-size": ["interpolate", ["linear"], ["zoom"], 5, 11, 11, 14],
      "text-max-width": 8,
      // Names stand beside the clusters, on whichever side is free.
      "text-variable-anchor": ["top", "bottom", "right", "left"],
      "text-radial-offset": 1.9,
      "text-justify": "auto",
      "text-padding": 2,
      "symbol-sort-key": ["get", "order"],
    },
    paint: { "text-color": colour["map-town"], "text-halo-color": colour["map-halo"], "text-halo-width": 1.6 },
  };
}

/** Close by, the outline of the focus says enough. */
const UNLESS_OUTLINED: ExpressionSpecification = [
  "step",
  ["zoom"],
  1,
  14,
  ["case", ["==", ["get", "outlined"], true], 0, 1],
];

export function siteName({ colour }: MapTheme, font: string[]): LayerSpecification {
  return {
    id: "site-name",
    type: "symbol",
    source: "sites",
    "source-layer": "labels",
    minzoom: 12,
    layout: {
      "text-field": ["coalesce", ["get", "name"], ["get", "ref"], ""],
      "text-font": font,
      "text-size": 12,
      "text-anchor": "top",
      "text-offset": [0, 1.1],
      "text-max-width": 11,
      "text-padding": 6,
    },
    paint: { "text-color": colour["map-town"], "text-halo-color": colour["map-halo"], "text-halo-width": 1.6 },
  };
}

function markLayers(theme: MapTheme): LayerSpecification[] {
  const { colour } = theme;
  const icon = (image: ExpressionSpecification) => ({
    "icon-image": image,
    "icon-allow-overlap": true,
    "icon-ignore-placement": true,
  });
  return [
    {
      id: "focus-ring",
      type: "circle",
      source: "focus",
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": 16,
        "circle-color": colour["map-chosen"],
        "circle-opacity": UNLESS_OUTLINED,
        "circle-stroke-opacity": UNLESS_OUTLINED,
        "circle-stroke-color": colour["map-selected"],
        "circle-stroke-width": ["case", ["==", ["get", "role"], "selected"], 2, 0],
      },
    },
    {
      id: "site-mark",
      type: "symbol",
      source: "sites",
      "source-layer": "labels",
      minzoom: OUTLINE_ZOOM,
      layout: {
        ...icon(["concat", "mark:", KIND, ":", ["coalesce", ["get", "list"], "meets"]]),
        "icon-size": ["interpolate", ["linear"], ["zoom"], 11, 0.8, 15, 1],
      },
    },
    siteName(theme, REGULAR),
    {
      id: "cluster",
      type: "symbol",
      source: "sites",
      "source-layer": "clusters",
      maxzoom: OUTLINE_ZOOM,
      layout: {
        ...icon([
          "case",
          ["==", ["get", "count"], 1],
          ["concat", "mark:", KIND, ":", LIST_OF_ONE],
          ["concat", "cluster:", MEETS, ":", MAY_MEET, ":", FAILS],
        ]),
        "icon-ignore-placement": false,
        "symbol-sort-key": ["get", "count"],
      },
    },
    {
      id: "focus-mark",
      type: "symbol",
      source: "focus",
      filter: ["==", ["geometry-type"], "Point"],
      layout: icon(["concat", "mark:", KIND, ":", ["coalesce", ["get", "list"], "meets"]]),
      paint: { "icon-opacity": UNLESS_OUTLINED },
    },
  ];
}

function drawingLayers({ colour }: MapTheme): LayerSpecification[] {
  return [
    {
      id: "drawing-fill",
      type: "fill",
      source: "drawing",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": colour["map-area"], "fill-opacity": 0.12 },
    },
    {
      id: "drawing-line",
      type: "line",
      source: "drawing",
      filter: ["!=", ["geometry-type"], "Point"],
      paint: { "line-color": colour["map-area"], "line-width": 2 },
    },
    {
      id: "drawing-corner",
      type: "circle",
      source: "drawing",
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": ["case", ["==", ["get", "first"], true], 6, ["==", ["get", "middle"], true], 3, 4],
        "circle-color": ["case", ["==", ["get", "selected"], true], colour["map-area"], colour["map-mark-rim"]],
        "circle-opacity": ["case", ["==", ["get", "middle"], true], 0.6, 1],
        "circle-stroke-color": colour["map-area"],
        "circle-stroke-width": ["case", ["==", ["get", "middle"], true], 1, 2],
      },
    },
  ];
}
