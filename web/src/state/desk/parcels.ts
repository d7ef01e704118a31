/** Which layers of cadastral parcels there are: asked once. */

import { signal } from "@preact/signals-core";
import { fetchParcelLayers, type ParcelLayer } from "../../api/desk/parcels";

export const parcelLayers = signal<readonly ParcelLayer[]>([]);
let asked: Promise<void> | null = null;

/** Asks for the layers where nobody has yet. Without an answer there are none, and the next page asks again. */
export function wantParcelLayers(): Promise<void> {
  asked ??= fetchParcelLayers().then(
    (layers) => {
      parcelLayers.value = layers;
    },
    () => {
      asked = null;
    },
  );
  return asked;
}

/** The layer of a name. */
export const parcelLayer = (name: string): ParcelLayer | undefined =>
  parcelLayers.value.find((layer) => layer.name === name);
