/** What cadastres say: the layers that are loaded, and their parcels by number and by place. */

import type { MultiPolygon } from "geojson";
import { wholeAddressOf } from "../base";
import type { components } from "../schema.gen";
import type { Bounds } from "../types";
import { answerOf, desk } from "./http";

type Schemas = components["schemas"];

export type ReferenceLayers = Schemas["ReferenceLayers"];
export type ParcelLayer = ReferenceLayers["parcels"][number];

export interface LayerParcel extends Omit<Schemas["LayerParcels"]["parcels"][number], "geometry"> {
  readonly geometry: MultiPolygon;
}

/** More parcels than that in sight are not looked at closely enough to draw to. */
const MOST_NEAR = 600;

/** As many suggestions as are read at a glance. */
const MOST_SUGGESTED = 8;

type Question = {
  readonly number?: string;
  readonly prefix?: string;
  readonly at?: number[];
  readonly bbox?: number[];
  readonly limit: number;
};

async function find(query: Question, signal: AbortSignal | null) {
  const { parcels, more } = answerOf(await desk.GET("/api/v1/desk/parcels", { params: { query }, signal }));
  return { parcels: parcels as unknown as readonly LayerParcel[], more };
}

export async function fetchReferenceLayers(signal: AbortSignal | null = null): Promise<ReferenceLayers> {
  return answerOf(await desk.GET("/api/v1/desk/reference-layers", { signal }));
}

/** The parcel of a number, of the newest layer; null where no layer has it. */
export async function parcelNumbered(number: string): Promise<LayerParcel | null> {
  return (await find({ number, limit: 1 }, null)).parcels[0] ?? null;
}

/** The parcel at a place, of the newest layer; null where no layer has one there. */
export async function parcelAt([longitude, latitude]: readonly [number, number]): Promise<LayerParcel | null> {
  return (await find({ at: [longitude, latitude], limit: 1 }, null)).parcels[0] ?? null;
}

export async function parcelsBeginning(prefix: string, signal: AbortSignal): Promise<readonly LayerParcel[]> {
  return (await find({ prefix, limit: MOST_SUGGESTED }, signal)).parcels;
}

/** The parcels in the bounds; none where there are too many of them. */
export async function parcelsIn(bounds: Bounds, signal: AbortSignal): Promise<readonly LayerParcel[]> {
  const { parcels, more } = await find({ bbox: [...bounds], limit: MOST_NEAR }, signal);
  return more ? [] : parcels;
}

/** The address of the parcels as vector tiles, for a map. */
export const parcelTiles = (): string => wholeAddressOf("/api/v1/desk/parcels/tiles/{z}/{y}/{x}");
