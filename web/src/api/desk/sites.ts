/** The list of sites: what is asked, what is done with several of them, and the questions that people keep. */

import type { components } from "../schema.gen";
import { answerOf, desk, doneOf } from "./http";

type Schemas = components["schemas"];

export type Brief = Schemas["DeskBrief"];
export type DeskPage = Schemas["DeskPage"];
export type Count = Schemas["DeskCounts"]["counts"][number];
export type Spots = Schemas["DeskSpots"];
export type Spot = Spots["spots"][number];
export type SavedView = Schemas["SavedView"];
export type Colleague = Schemas["Colleagues"]["colleagues"][number];
export type Lifecycle = Brief["lifecycle"];
export type Review = "none" | "draft" | "in_review" | "returned";

/** Which sites are asked for; empty texts and lists ask nothing. */
export interface SiteQuery {
  readonly lifecycle: readonly Lifecycle[];
  readonly review: readonly Review[];
  readonly territory: string;
  readonly steward: string;
  readonly changedBy: string;
  readonly text: string;
  /** Criteria as CQL2 text. */
  readonly filter: string;
}

export const ALL_SITES: SiteQuery = {
  lifecycle: [],
  review: [],
  territory: "",
  steward: "",
  changedBy: "",
  text: "",
  filter: "",
};

/** What stands in the address of a request; members that ask nothing are left out. */
function params(query: SiteQuery) {
  return {
    ...(query.lifecycle.length > 0 ? { lifecycle: [...query.lifecycle] } : {}),
    ...(query.review.length > 0 ? { review: [...query.review] } : {}),
    ...(query.territory === "" ? {} : { territory: query.territory }),
    ...(query.steward === "" ? {} : { steward: query.steward }),
    ...(query.changedBy === "" ? {} : { changed_by: query.changedBy }),
    ...(query.text === "" ? {} : { text: query.text }),
    ...(query.filter === "" ? {} : { filter: query.filter }),
  };
}

export async function fetchSites(
  query: SiteQuery,
  page: { readonly sortby?: string; readonly limit?: number; readonly after?: string },
  signal: AbortSignal | null = null,
): Promise<DeskPage> {
  const { sortby = "", limit = 50, after = "" } = page;
  const more = { ...(sortby === "" ? {} : { sortby }), ...(after === "" ? {} : { after }), limit };
  return answerOf(await desk.GET("/api/v1/desk/sites", { params: { query: { ...params(query), ...more } }, signal }));
}

export async function fetchCounts(query: SiteQuery, signal: AbortSignal | null = null): Promise<readonly Count[]> {
  return answerOf(await desk.GET("/api/v1/desk/sites/counts", { params: { query: params(query) }, signal })).counts;
}

export async function fetchSpots(query: SiteQuery, signal: AbortSignal | null = null): Promise<Spots> {
  return answerOf(await desk.GET("/api/v1/desk/sites/spots", { params: { query: params(query) }, signal }));
}

export async function fetchColleagues(signal: AbortSignal | null = null): Promise<readonly Colleague[]> {
  return answerOf(await desk.GET("/api/v1/desk/colleagues", { signal })).colleagues;
}

/** What became of one site of several: its newest version, or what the server answered instead. */
export interface Outcome {
  readonly ref: string;
  readonly status: number;
  readonly detail?: string;
  readonly refusals?: readonly Schemas["Refusal"][];
}

/** The facts of at most 100 sites are still true. */
export async function confirmSites(sites: readonly Brief[]): Promise<readonly Outcome[]> {
  const body = { sites: sites.map(({ ref, version }) => ({ ref, version })) };
  const { results } = answerOf(await desk.POST("/api/v1/desk/sites/confirm", { body }));
  return results;
}

export type ChangeResult = Schemas["ChangeResult"];
export type ChangeOutcome = ChangeResult["results"][number];

/** The same facts for several sites, with where they come from. */
export interface FactsChange {
  readonly values: { readonly [field: string]: unknown };
  readonly fact: { readonly source?: string; readonly as_of?: string };
  readonly reason: string;
}

/** Sets facts of at most 2,000 sites; tried, it says what would become of each. */
export async function changeSites(
  sites: readonly Pick<Brief, "ref" | "version">[],
  { values, fact, reason }: FactsChange,
  tried: boolean,
): Promise<ChangeResult> {
  const body = { sites: sites.map(({ ref, version }) => ({ ref, version })), values, fact, reason, dry_run: tried };
  return answerOf(await desk.POST("/api/v1/desk/sites/change", { body }));
}

/** Says who looks after all sites of a question; gives the references of those that changed. */
export async function assignSteward(query: SiteQuery, steward: string): Promise<readonly string[]> {
  const { changed_by: _, ...sites } = { changed_by: "", ...params(query) };
  const body = { sites, steward };
  return answerOf(await desk.POST("/api/v1/desk/sites/assign", { body })).refs;
}

/** Does an action with one site. */
export async function actOnSite(
  site: Brief,
  action: Schemas["DeskAction"],
  reason: string,
): Promise<Schemas["DeskSite"]> {
  return answerOf(
    await desk.POST("/api/v1/desk/sites/{ref}/{action}", {
      params: { path: { ref: site.ref, action }, header: { "If-Match": `"${site.ref}.${site.version}"` } },
      body: reason === "" ? {} : { reason },
    }),
  );
}

export async function fetchViews(signal: AbortSignal | null = null): Promise<readonly SavedView[]> {
  return answerOf(await desk.GET("/api/v1/desk/views", { signal })).views;
}

export async function keepView(view: Pick<SavedView, "name" | "query" | "shared">): Promise<SavedView> {
  return answerOf(await desk.POST("/api/v1/desk/views", { body: view }));
}

export async function removeView(id: number): Promise<void> {
  doneOf(await desk.DELETE("/api/v1/desk/views/{id}", { params: { path: { id } } }));
}
