/**
 * The style of the map as functions of a theme and a language: the quiet
 * offline plan below, the registry's own layers above. On a street style of
 * somebody else only the upper part is laid.
 */

import type { SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { Language } from "../api/types";
import { planLayers } from "./plan-layers";
import { ownLayers } from "./site-layers";
import type { MapTheme } from "./theme";

const EMPTY = { type: "FeatureCollection" as const, features: [] };

const geojson = (): SourceSpecification => ({ type: "geojson", data: EMPTY });

/** Sources of the plan; all start empty and are filled when their data has come. */
const PLAN_SOURCES = ["land", "lines", "lakes", "rivers", "countries", "detail-land", "detail-lines", "grid"] as const;
const OWN_SOURCES = ["towns", "area", "drawing", "focus", "measures"] as const;

export type GeoJSONName = (typeof PLAN_SOURCES)[number] | (typeof OWN_SOURCES)[number];

/** The offline plan with the registry's layers on it. */
export function planStyle(theme: MapTheme, language: Language, tiles: string): StyleSpecification {
  return {
    version: 8,
    name: "Landbank plan",
    sources: { ...Object.fromEntries(PLAN_SOURCES.map((name) => [name, geojson()])), ...ownSources(tiles) },
    layers: [...planLayers(theme, language), ...ownLayers(theme, language)],
  };
}

/** A street style with the registry's layers on it. */
export function streetStyle(
  street: StyleSpecification,
  theme: MapTheme,
  language: Language,
  tiles: string,
  fontFaces: NonNullable<StyleSpecification["font-faces"]>,
): StyleSpecification {
  return {
    ...street,
    "font-faces": { ...street["font-faces"], ...fontFaces },
    sources: { ...street.sources, ...ownSources(tiles) },
    layers: [...street.layers, ...ownLayers(theme, language)],
  };
}

function ownSources(tiles: string): { [name: string]: SourceSpecification } {
  return {
    ...Object.fromEntries(OWN_SOURCES.map((name) => [name, geojson()])),
    sites: { type: "vector", tiles: [tiles], minzoom: 0, maxzoom: 16 },
  };
}
