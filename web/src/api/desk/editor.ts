/** The requests of the site editor: the table of members, one site, checks, actions, division. */

import type { components } from "../schema.gen";
import type { Geometry } from "./geometry";
import { answerOf, desk, type Tagged, taggedOf } from "./http";

type Schemas = components["schemas"];

export type DeskSite = Schemas["DeskSite"];
export type Finding = Schemas["Finding"];
export type Assessment = Schemas["Assessment"];
export type Member = Schemas["Member"];
export type MemberTable = Schemas["MemberTable"];
export type ActionName = Schemas["ActionName"];
export type ActRequest = Schemas["ActRequest"];
export type Lineage = Schemas["Lineage"];

/** A record as forms edit it: plain JSON, whose members the table of members tells. */
export type Plain = { readonly [member: string]: unknown };

const asRecord = (record: Plain) => record as Schemas["Record"];
const asShape = (geometry: Geometry) => geometry as unknown as Schemas["Geometry"];

export async function fetchMembers(signal: AbortSignal | null = null): Promise<MemberTable> {
  return answerOf(await desk.GET("/api/v1/members", { signal }));
}

export async function fetchSite(ref: string, signal: AbortSignal | null = null): Promise<Tagged<DeskSite>> {
  return taggedOf(await desk.GET("/api/v1/desk/sites/{ref}", { params: { path: { ref } }, signal }));
}

export async function createSite(record: Plain, geometry: Geometry): Promise<Tagged<DeskSite>> {
  const body = { record: asRecord(record), geometry: asShape(geometry) };
  return taggedOf(await desk.POST("/api/v1/desk/sites", { body }));
}

/** Changes what differs: a merge patch of the record, and the geometry only where it was changed. */
export async function changeSite(
  ref: string,
  tag: string,
  change: { readonly record?: Plain; readonly geometry?: Geometry },
): Promise<Tagged<DeskSite>> {
  const body = {
    ...(change.record ? { record: change.record as Readonly<Record<string, never>> } : {}),
    ...(change.geometry ? { geometry: asShape(change.geometry) } : {}),
  };
  const params = { path: { ref }, header: { "If-Match": tag } };
  return taggedOf(await desk.PATCH("/api/v1/desk/sites/{ref}", { params, body }));
}

/** What the rules find in a content; of a new site where the reference is null. */
export async function checkSite(
  ref: string | null,
  record: Plain,
  geometry: Geometry,
  signal: AbortSignal,
): Promise<Schemas["Findings"]> {
  const body = { record: asRecord(record), geometry: asShape(geometry) };
  if (ref === null) return answerOf(await desk.POST("/api/v1/desk/sites/check", { body, signal }));
  return answerOf(await desk.POST("/api/v1/desk/sites/{ref}/check", { params: { path: { ref } }, body, signal }));
}

export async function actOnSite(
  ref: string,
  tag: string,
  action: Schemas["DeskAction"],
  body: ActRequest,
): Promise<Tagged<DeskSite>> {
  const params = { path: { ref, action }, header: { "If-Match": tag } };
  return taggedOf(await desk.POST("/api/v1/desk/sites/{ref}/{action}", { params, body }));
}

export async function fetchLineage(ref: string): Promise<Lineage> {
  return answerOf(await desk.GET("/api/v1/desk/sites/{ref}/lineage", { params: { path: { ref } } }));
}

/** One of several sites that a division makes. */
export interface Content {
  readonly record: Plain;
  readonly geometry: Geometry;
}

export async function splitSite(
  ref: string,
  tag: string,
  parts: readonly Content[],
  remainder: string,
  reason: string,
): Promise<readonly DeskSite[]> {
  const params = { path: { ref }, header: { "If-Match": tag } };
  const body = {
    parts: parts.map((one) => ({ record: asRecord(one.record), geometry: asShape(one.geometry) })),
    ...(remainder === "" ? {} : { remainder }),
    reason,
  };
  return answerOf(await desk.POST("/api/v1/desk/sites/{ref}/split", { params, body })).parts;
}

export async function mergeSites(
  sites: readonly { readonly ref: string; readonly version: number }[],
  whole: Content,
  remainder: string,
  reason: string,
): Promise<DeskSite> {
  const body = {
    sites: sites.map(({ ref, version }) => ({ ref, version })),
    record: asRecord(whole.record),
    geometry: asShape(whole.geometry),
    ...(remainder === "" ? {} : { remainder }),
    reason,
  };
  return answerOf(await desk.POST("/api/v1/desk/sites/merge", { body }));
}

/** Sites that hold a cadastral number, as the desk's search finds them. */
export async function sitesWithNumber(number: string, signal: AbortSignal): Promise<readonly string[]> {
  const query = { cadastral_numbers: number, limit: 5 } as Record<string, unknown>;
  const page = answerOf(await desk.GET("/api/v1/sites", { params: { query: query as never }, signal }));
  return page.features.map(({ id }) => String(id));
}
