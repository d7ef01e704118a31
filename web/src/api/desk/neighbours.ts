/** The published sites around a place, with their outlines, to draw to and to see what overlaps. */

import type { MultiPolygon, Polygon } from "geojson";
import type { Bounds } from "../types";
import { answerOf, desk } from "./http";

export interface Neighbour {
  readonly ref: string;
  readonly name: string;
  readonly geometry: Polygon | MultiPolygon;
}

/** More sites than that in sight are not looked at closely enough to draw to. */
const MOST = 200;

/** The sites with outlines in the bounds; none where there are too many of them. */
export async function neighboursIn(bounds: Bounds, signal: AbortSignal): Promise<readonly Neighbour[]> {
  const query = { bbox: [...bounds], limit: MOST };
  const querySerializer = { array: { style: "form", explode: false } } as const;
  const page = answerOf(await desk.GET("/api/v1/sites", { params: { query }, querySerializer, signal }));
  if (page.numberMatched !== undefined && page.numberMatched > MOST) return [];
  return page.features.flatMap(({ id, geometry, properties }): Neighbour[] => {
    if (geometry?.type !== "Polygon" && geometry?.type !== "MultiPolygon") return [];
    return [{ ref: id, name: String(properties["name"] ?? id), geometry: geometry as Polygon | MultiPolygon }];
  });
}
