/** The layers of cadastral parcels that are loaded, and taking their parcels into a site. */

import { signal } from "@preact/signals-core";
import { sitesWithNumber } from "../../api/desk/editor";
import type { Geometry } from "../../api/desk/geometry";
import {
  fetchReferenceLayers,
  type LayerParcel,
  type ParcelLayer,
  parcelAt,
  parcelNumbered,
} from "../../api/desk/parcels";
import { EMPTY, geometryOf, outlineOf } from "../../domain/desk/outline";
import { type ParcelOutcome, withParcel } from "../../domain/desk/outline-parcel";
import { hasParcel, withParcelSaid } from "../../domain/desk/parcel";
import { type Content, type EditorSession, withQuality } from "./editor";

/** What is loaded; empty until it is known. */
export const parcelLayers = signal<readonly ParcelLayer[]>([]);

/** Whether parcels are drawn on the map, and drawn to. */
export const parcelsShown = signal(true);

/** Asks anew what is loaded. Without an answer the editor is as it is without layers. */
export async function loadParcelLayers(): Promise<void> {
  try {
    parcelLayers.value = (await fetchReferenceLayers()).parcels;
  } catch {
    parcelLayers.value = [];
  }
}

/** What the last taking of a parcel came to, until the next. */
export interface ParcelNews {
  /** What became of the number: added with the layer's words or without, there already, none at that place, or no layer could be asked. */
  readonly record: "from_layer" | "number_only" | "no_layer" | "known" | "nowhere" | "failed" | "unasked";
  readonly number: string;
  readonly parcel: LayerParcel | null;
  /** What became of the outline; null where it was not taken. */
  readonly outline: ParcelOutcome | null;
  /** Other published sites that have the number. */
  readonly held: readonly string[];
}

/** The content with the outline of a parcel in its own. */
function outlined(
  content: Content,
  parcel: LayerParcel,
): { readonly content: Content; readonly outcome: ParcelOutcome } {
  const { geometry } = content;
  const { outline, outcome } = withParcel(
    geometry && geometry.type !== "Point" ? outlineOf(geometry) : EMPTY,
    parcel.geometry,
  );
  const place: Geometry | null = outcome === "within" || outcome === "crossed" ? geometry : geometryOf(outline);
  return { content: { ...content, geometry: place }, outcome };
}

/** Takes a parcel of a layer into the record, with its outline where that is wanted. */
function take(session: EditorSession, parcel: LayerParcel, withOutline: boolean): ParcelNews {
  const before = session.mine.peek();
  const number = parcel.cadastral_number;
  const known = hasParcel(before.record, number);
  const content = known ? before : { ...before, record: withParcelSaid(before.record, parcel) };
  const made = withOutline ? outlined(content, parcel) : { content, outcome: null };
  if (made.content !== before) session.take(withQuality(before, made.content, "cadastral"));
  return { record: known ? "known" : "from_layer", number, parcel, outline: made.outcome, held: [] };
}

/** Takes the outline of a parcel whose number the record has. */
export function takeOutline(session: EditorSession, news: ParcelNews): ParcelNews {
  if (!news.parcel) return news;
  const before = session.mine.peek();
  const { content, outcome } = outlined(before, news.parcel);
  session.take(withQuality(before, content, "cadastral"));
  return { ...news, outline: outcome };
}

/** Adds a parcel by its number: as a layer has it, else the number alone. */
export async function addNumber(session: EditorSession, number: string): Promise<ParcelNews> {
  let parcel: LayerParcel | null = null;
  let failed = false;
  if (parcelLayers.peek().length > 0) {
    try {
      parcel = await parcelNumbered(number);
    } catch {
      failed = true;
    }
  }
  if (parcel) return withHeld(session, take(session, parcel, false));
  const record = parcelLayers.peek().length === 0 ? "no_layer" : failed ? "failed" : "number_only";
  session.add("parcels", { cadastre: "ua", cadastral_number: number });
  return withHeld(session, { record, number, parcel: null, outline: null, held: [] });
}

/** Takes the parcel at a place, with its outline. */
export async function takeAt(session: EditorSession, at: readonly [number, number]): Promise<ParcelNews> {
  const none = { number: "", parcel: null, outline: null, held: [] } as const;
  let parcel: LayerParcel | null;
  try {
    parcel = await parcelAt(at);
  } catch {
    return { ...none, record: "unasked" };
  }
  return parcel ? withHeld(session, take(session, parcel, true)) : { ...none, record: "nowhere" };
}

/** The news with the other published sites that have the number. */
async function withHeld(session: EditorSession, news: ParcelNews): Promise<ParcelNews> {
  try {
    const refs = await sitesWithNumber(news.number, new AbortController().signal);
    return { ...news, held: refs.filter((ref) => ref !== session.ref) };
  } catch {
    return news;
  }
}
