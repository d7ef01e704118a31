/** The requests of review, history and corrections. */

import type { components } from "../schema.gen";
import { answerOf, desk } from "./http";

type Schemas = components["schemas"];

export type DeskSite = Schemas["DeskSite"];
export type DeskBrief = Schemas["DeskBrief"];
export type DeskRevision = Schemas["DeskRevision"];
export type DeskHistory = Schemas["DeskHistory"];
export type Difference = Schemas["Difference"];
export type Finding = Schemas["Finding"];
export type Lineage = Schemas["Lineage"];
export type Kin = Schemas["Kin"];
export type LedgerHead = Schemas["LedgerHead"];
export type ActRequest = Schemas["ActRequest"];
export type ActionName = Schemas["ActionName"];
export type Geometry = Schemas["Geometry"];
export type Rule = Schemas["Rule"];
export type Correction = Schemas["DeskCorrection"];
export type CorrectionState = Correction["state"];
export type Decision = Schemas["Decision"];

const ofSite = (ref: string) => ({ path: { ref } });

/** The sites that wait for a second pair of eyes, or were returned to their authors. */
export async function listReview(
  review: "in_review" | "returned",
  territory: string,
  signal: AbortSignal,
): Promise<Schemas["DeskPage"]> {
  const query = { review: [review], limit: 1000, ...(territory === "" ? {} : { territory }) };
  return answerOf(await desk.GET("/api/v1/desk/sites", { params: { query }, signal }));
}

export async function fetchDeskSite(ref: string, signal: AbortSignal | null = null): Promise<DeskSite> {
  return answerOf(await desk.GET("/api/v1/desk/sites/{ref}", { params: ofSite(ref), signal }));
}

export async function fetchDeskHistory(
  ref: string,
  { cursor, limit, geometry }: { readonly cursor: number | null; readonly limit: number; readonly geometry: boolean },
  signal: AbortSignal | null = null,
): Promise<DeskHistory> {
  const query = { limit, ...(cursor === null ? {} : { cursor }), ...(geometry ? { geometry: "true" as const } : {}) };
  return answerOf(await desk.GET("/api/v1/desk/sites/{ref}/history", { params: { ...ofSite(ref), query }, signal }));
}

export async function fetchLineage(ref: string, signal: AbortSignal | null = null): Promise<Lineage> {
  return answerOf(await desk.GET("/api/v1/desk/sites/{ref}/lineage", { params: ofSite(ref), signal }));
}

export async function fetchLedgerHead(signal: AbortSignal | null = null): Promise<LedgerHead> {
  return answerOf(await desk.GET("/api/v1/ledger", { signal }));
}

/** Does something with a site that was read at the version. */
export async function actOn(site: DeskSite, action: Schemas["DeskAction"], body: ActRequest): Promise<DeskSite> {
  const header = { "If-Match": `"${site.ref}.${site.version}"` };
  const params = { path: { ref: site.ref, action }, header };
  return answerOf(await desk.POST("/api/v1/desk/sites/{ref}/{action}", { params, body }));
}

/** What the public sees of a site at an instant, or now; null where it saw nothing. */
export async function fetchPublic(
  ref: string,
  asOf: string | null,
  signal: AbortSignal | null = null,
): Promise<Schemas["SiteDetail"] | null> {
  const query = asOf === null ? {} : { as_of: asOf };
  const { data, error, response } = await desk.GET("/api/v1/sites/{ref}", {
    params: { ...ofSite(ref), query },
    signal,
  });
  if (response.status === 404 || response.status === 410) return null;
  return answerOf({ ...(data === undefined ? {} : { data }), error, response });
}

export async function fetchRules(signal: AbortSignal | null = null): Promise<readonly Rule[]> {
  return answerOf(await desk.GET("/api/v1/rules", { signal })).rules;
}

export async function listDeskCorrections(
  states: readonly CorrectionState[],
  before: number | null,
  signal: AbortSignal,
): Promise<Schemas["DeskCorrections"]> {
  const query = { state: states.join(","), limit: 50, ...(before === null ? {} : { before }) };
  return answerOf(await desk.GET("/api/v1/desk/corrections", { params: { query }, signal }));
}

export async function decideCorrection(id: number, decision: Decision): Promise<Correction> {
  const params = { path: { id: `${id}` } };
  return answerOf(await desk.POST("/api/v1/desk/corrections/{id}/decision", { params, body: decision }));
}
