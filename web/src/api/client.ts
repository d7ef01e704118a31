/** The requests of the screens. Every one takes a signal, so that it can be given up when it is overtaken. */

import { problemOf } from "./problem";
import type { Answer, FieldTable, Language, List, Page, Settings, Site, SiteDetail, Territory } from "./types";
import { LANGUAGES } from "./types";

async function request(path: string, signal: AbortSignal | null, body?: unknown): Promise<unknown> {
  const response = await fetch(path, {
    signal,
    ...(body === undefined
      ? {}
      : { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response.status, answer);
  return answer;
}

export async function fetchFields(signal: AbortSignal | null = null): Promise<FieldTable> {
  return (await request("/api/v1/fields", signal)) as FieldTable;
}

export async function fetchSettings(signal: AbortSignal | null = null): Promise<Settings> {
  const settings = (await request("/api/v1/settings", signal)) as Settings;
  const language = LANGUAGES.find((one) => one === settings.default_language) ?? ("uk" satisfies Language);
  return { ...settings, default_language: language };
}

export async function fetchTerritories(signal: AbortSignal | null = null): Promise<readonly Territory[]> {
  const answer = (await request("/api/v1/territories", signal)) as { territories: Territory[] };
  return answer.territories;
}

/** What a search asks for; the criteria as CQL2 text, "" for all sites. */
export interface Question {
  readonly filter: string;
  readonly lists: readonly List[];
  readonly facets: readonly string[];
  readonly sortby: readonly string[];
  readonly limit: number;
  readonly cursor: string | null;
}

export async function search(question: Question, signal: AbortSignal | null = null): Promise<Answer> {
  const { filter, lists, facets, sortby, limit, cursor } = question;
  const answer = (await request("/api/v1/search", signal, {
    ...(filter === "" ? {} : { filter }),
    ...(sortby.length === 0 ? {} : { sortby }),
    ...(facets.length === 0 ? {} : { facets }),
    ...(cursor === null ? {} : { cursor }),
    lists,
    limit,
    geometry: "point",
  })) as { revision: number; lists: { [list in List]?: WirePage }; facets?: Answer["facets"] };
  const pages = Object.entries(answer.lists).map(([list, page]) => [list, pageOf(page)]);
  return { revision: answer.revision, lists: Object.fromEntries(pages), facets: answer.facets ?? {} };
}

interface WirePage {
  readonly count: number;
  readonly features: readonly Site[];
  readonly cursor: string | null;
}

const pageOf = ({ count, features, cursor }: WirePage): Page => ({ count, sites: features, cursor });

export async function fetchSite(ref: string, signal: AbortSignal | null = null): Promise<SiteDetail> {
  return (await request(`/api/v1/sites/${encodeURIComponent(ref)}`, signal)) as SiteDetail;
}

/** The address of a site's GeoJSON. */
export const siteAddress = (ref: string) => `/api/v1/sites/${encodeURIComponent(ref)}`;

/** The address of tiles with the criteria, for a map. */
export function tilesAddress(filter: string, lists: readonly List[]): string {
  const query = new URLSearchParams({ lists: lists.join(",") });
  if (filter !== "") query.set("filter", filter);
  return `${location.origin}/ogc/collections/sites/tiles/WebMercatorQuad/{z}/{y}/{x}?${query.toString()}`;
}
