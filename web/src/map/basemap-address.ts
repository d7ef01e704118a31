/** The names of what the map's worker gives of the offline basemap, as addresses that the map can ask for. */

import type { Bounds } from "../api/types";

export const SCHEME = "basemap";

export const PARTS = ["land", "lines", "countries", "lakes", "rivers"] as const;
export type Part = (typeof PARTS)[number];

export const addressOf = (part: Part): string => `${SCHEME}://${part}`;

/** The finer coast, or its lines, of a window of the world. */
export const detailAddress = (part: "land" | "lines", window: Bounds): string =>
  `${SCHEME}://detail/${part}/${window.join(",")}`;

export interface Wish {
  readonly part: Part;
  /** Of the finer coast, the window that is wanted. */
  readonly window: Bounds | null;
}

/** What an address asks for; null for what is none of them. */
export function wishOf(address: string): Wish | null {
  const [first = "", second = "", third = ""] = address.replace(`${SCHEME}://`, "").split("/");
  const part = PARTS.find((one) => one === (first === "detail" ? second : first));
  if (!part) return null;
  if (first !== "detail") return { part, window: null };
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = third.split(",").map(Number);
  return [west, south, east, north].every(Number.isFinite) ? { part, window: [west, south, east, north] } : null;
}
