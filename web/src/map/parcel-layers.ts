/** The parcels of a cadastre below the outline that is edited: thin lines, and their numbers at a close look. */

import type { FeatureCollection, MultiPolygon } from "geojson";
import type { LayerSpecification } from "maplibre-gl";
import { REGULAR } from "./letters";
import type { MapTheme } from "./theme";

export const PARCEL_SOURCE = "parcels";

/** A parcel to be drawn. */
export interface DrawnParcel {
  readonly number: string;
  readonly geometry: MultiPolygon;
}

export const parcelFeatures = (parcels: readonly DrawnParcel[]): FeatureCollection => ({
  type: "FeatureCollection",
  features: parcels.map(({ number, geometry }) => ({ type: "Feature", properties: { number }, geometry })),
});

export function parcelLayers({ colour }: MapTheme): LayerSpecification[] {
  return [
    {
      id: "parcel-line",
      type: "line",
      source: PARCEL_SOURCE,
      layout: { "line-join": "round" },
      paint: { "line-color": colour["map-area"], "line-width": 0.9, "line-opacity": 0.7 },
    },
    {
      id: "parcel-number",
      type: "symbol",
      source: PARCEL_SOURCE,
      minzoom: 16,
      layout: { "text-field": ["get", "number"], "text-font": REGULAR, "text-size": 11 },
      paint: { "text-color": colour["map-town"], "text-halo-color": colour["map-halo"], "text-halo-width": 1.5 },
    },
  ];
}
