/** The parcels of cadastres that the operator has loaded, for staff to draw to and to fill in sites by. */

import type { MultiPolygon } from "geojson";
import type { components } from "../schema.gen";
import type { Bounds } from "../types";
import { answerOf, desk } from "./http";

export type ParcelLayer = components["schemas"]["ParcelLayerList"]["layers"][number];

export interface CadastralParcel {
  readonly cadastre: string;
  readonly number: string;
  /** Name of its layer. */
  readonly layer: string;
  /** As the cadastre states it. */
  readonly area_m2: number | null;
  readonly purpose: string | null;
  readonly ownership: string | null;
  readonly geometry: MultiPolygon;
}

/** More parcels than that in sight are not looked at closely enough to draw to. */
const MOST = 2000;

export async function fetchParcelLayers(): Promise<readonly ParcelLayer[]> {
  return answerOf(await desk.GET("/api/v1/desk/parcel-layers")).layers;
}

/** The parcels in the bounds; none where there are too many of them. */
export async function parcelsIn(bounds: Bounds, signal: AbortSignal): Promise<readonly CadastralParcel[]> {
  const query = { bbox: [...bounds], limit: MOST };
  const querySerializer = { array: { style: "form", explode: false } } as const;
  const page = answerOf(await desk.GET("/api/v1/desk/parcels", { params: { query }, querySerializer, signal }));
  return page.more ? [] : (page.parcels as unknown as readonly CadastralParcel[]);
}

/** Some parcels whose number begins so, in the order of their numbers. */
export async function parcelsNumbered(number: string, signal: AbortSignal): Promise<readonly CadastralParcel[]> {
  const query = { number, limit: 20 };
  const page = answerOf(await desk.GET("/api/v1/desk/parcels", { params: { query }, signal }));
  return page.parcels as unknown as readonly CadastralParcel[];
}
