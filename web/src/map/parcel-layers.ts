/** Cadastral parcels below what is drawn: thin lines, and their numbers where there is room for them. */

import type { LayerSpecification } from "maplibre-gl";
import { MEDIUM } from "./letters";
import type { MapTheme } from "./theme";

export const PARCEL_SOURCE = "parcels";

/** The lowest zoom whose tiles have parcels, and that from which they are not made finer. */
export const PARCEL_ZOOMS = { minzoom: 13, maxzoom: 17 } as const;

/** Numbers are long: below that, they would hide the lines. */
const NUMBER_ZOOM = 16.5;

export function parcelLayers({ colour }: MapTheme): readonly LayerSpecification[] {
  return [
    {
      id: "parcel-line",
      type: "line",
      source: PARCEL_SOURCE,
      "source-layer": "parcels",
      paint: {
        "line-color": colour["map-town"],
        "line-opacity": 0.55,
        "line-width": ["interpolate", ["linear"], ["zoom"], 13, 0.4, 16, 0.9, 19, 1.4],
      },
    },
    {
      id: "parcel-number",
      type: "symbol",
      source: PARCEL_SOURCE,
      "source-layer": "parcels",
      minzoom: NUMBER_ZOOM,
      layout: {
        "text-field": ["get", "number"],
        "text-font": MEDIUM,
        "text-size": 11,
        "text-max-width": 30,
      },
      paint: { "text-color": colour["map-town"], "text-halo-color": colour["map-halo"], "text-halo-width": 1.4 },
    },
  ];
}
