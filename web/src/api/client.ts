/** The requests of the screens. Every one takes a signal, so that it can be given up when it is overtaken. */

import createClient from "openapi-fetch";
import { BASE, wholeAddressOf } from "./base";
import { problemOf } from "./problem";
import type { components, paths } from "./schema.gen";
import type {
  Answer,
  Assemblies,
  FieldTable,
  List,
  Page,
  Preference,
  Profile,
  RankResult,
  RelaxResult,
  Settings,
  Site,
  SiteDetail,
  SiteProperties,
  Spread,
  Territory,
} from "./types";
import { boundsOfArray, LANGUAGES } from "./types";

type Schemas = components["schemas"];

const client = createClient<paths>({ baseUrl: BASE });

/** What a request ends with, as openapi-fetch gives it. */
interface Outcome<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The answer of a request that went well; everything else is thrown as a problem. */
function answerOf<T>({ data, error, response }: Outcome<T>): T {
  if (data === undefined) throw problemOf(response.status, error);
  return data;
}

export async function fetchFields(signal: AbortSignal | null = null): Promise<FieldTable> {
  return answerOf(await client.GET("/api/v1/fields", { signal }));
}

export async function fetchSettings(signal: AbortSignal | null = null): Promise<Settings> {
  const settings = answerOf(await client.GET("/api/v1/settings", { signal }));
  const language = LANGUAGES.find((one) => one === settings.default_language) ?? "uk";
  return { ...settings, bounds: boundsOfArray(settings.bounds), default_language: language };
}

export async function fetchTerritories(signal: AbortSignal | null = null): Promise<readonly Territory[]> {
  const answer = answerOf(await client.GET("/api/v1/territories", { signal }));
  return answer.territories.map((one) => ({ ...one, bbox: boundsOfArray(one.bbox) }));
}

/** What a project needs: conditions as CQL2 text, "" for none; a profile by its pinned name; own preferences in the place of its. */
export interface Need {
  readonly filter: string;
  readonly profile: string | null;
  readonly prefer: readonly Preference[] | null;
}

/** What a search asks for. */
export interface Question extends Need {
  readonly lists: readonly List[];
  readonly facets: readonly string[];
  readonly sortby: readonly string[];
  readonly limit: number;
  readonly cursor: string | null;
}

export async function search(question: Question, signal: AbortSignal | null = null): Promise<Answer> {
  const answer = answerOf(await client.POST("/api/v1/search", { body: bodyOf(question), signal }));
  const pages = Object.entries(answer.lists).map(([list, page]) => [list, pageOf(page)]);
  return { revision: answer.revision, lists: Object.fromEntries(pages), facets: answer.facets };
}

/** Members that ask nothing are left out. The names of fields come from the table of fields, not from the schema. */
function bodyOf({ lists, facets, sortby, limit, cursor, ...need }: Question): Schemas["SearchRequest"] {
  return {
    ...needOf(need),
    ...(need.prefer === null ? {} : { prefer: [...need.prefer] }),
    ...(sortby.length === 0 ? {} : { sortby: sortby as Schemas["SortKey"][] }),
    ...(facets.length === 0 ? {} : { facets: facets as Schemas["FacetField"][] }),
    ...(cursor === null ? {} : { cursor }),
    lists: [...lists],
    limit,
    geometry: "point",
  };
}

function needOf({ filter, profile }: Need) {
  return { ...(filter === "" ? {} : { filter }), ...(profile === null ? {} : { profile }) };
}

export async function fetchProfiles(signal: AbortSignal | null = null): Promise<readonly Profile[]> {
  return answerOf(await client.GET("/api/v1/profiles", { signal })).profiles;
}

/** How the stock is spread over the values of fields, each under the conditions on other fields. */
export async function fetchSpreads(
  need: Need,
  fields: readonly string[],
  signal: AbortSignal | null = null,
): Promise<readonly Spread[]> {
  const body = { ...needOf(need), fields: [...fields] };
  return answerOf(await client.POST("/api/v1/search/distribution", { body, signal })).fields;
}

/** What would let most sites in. */
export async function fetchRelaxations(need: Need, signal: AbortSignal | null = null): Promise<RelaxResult> {
  return answerOf(await client.POST("/api/v1/search/relaxations", { body: needOf(need), signal }));
}

/** Adjoining sites that meet the need as one. */
export async function fetchAssemblies(need: Need, signal: AbortSignal | null = null): Promise<Assemblies> {
  const answer = answerOf(
    await client.POST("/api/v1/search/assemblies", { body: { ...needOf(need), most: 4, limit: 20 }, signal }),
  );
  const sets = answer.sets.map(({ sites, ...set }) => ({
    ...set,
    bbox: boundsOfArray(set.bbox),
    sites: sites.map((site) => ({ ...site, properties: site.properties as SiteProperties })),
  }));
  return { ...answer, sets };
}

/** How firm the places of the first sites of a list are. */
export async function fetchRanks(need: Need, list: List, signal: AbortSignal | null = null): Promise<RankResult> {
  const body = { ...needOf(need), ...(need.prefer === null ? {} : { prefer: [...need.prefer] }), list, among: 200 };
  return answerOf(await client.POST("/api/v1/search/ranks", { body, signal }));
}

function pageOf({ count, features, cursor }: Schemas["SearchList"]): Page {
  return { count, cursor, sites: features.map(siteOf) };
}

/** Fields are read by names that the table of fields gives, so that the properties are opened up to any name. */
function siteOf({ id, geometry, bbox, properties }: Schemas["SearchFeature"] | Schemas["SiteDetail"]): Site {
  return { id, geometry, bbox: boundsOfArray(bbox), properties: properties as SiteProperties };
}

export async function fetchSite(ref: string, signal: AbortSignal | null = null): Promise<SiteDetail> {
  const answer = answerOf(await client.GET("/api/v1/sites/{ref}", { params: { path: { ref } }, signal }));
  return { ...siteOf(answer), detail: answer.detail, revision: answer.revision };
}

/** The site as the public saw it at an instant. */
export async function fetchSiteThen(ref: string, at: string, signal: AbortSignal | null = null): Promise<Site> {
  const params = { path: { ref }, query: { as_of: at } };
  return siteOf(answerOf(await client.GET("/api/v1/sites/{ref}", { params, signal })));
}

/** The address of a site's GeoJSON. */
export const siteAddress = (ref: string) => `/api/v1/sites/${encodeURIComponent(ref)}`;

/** The address of tiles with the criteria, for a map. */
export function tilesAddress(filter: string, lists: readonly List[]): string {
  const query = new URLSearchParams({ lists: lists.join(",") });
  if (filter !== "") query.set("filter", filter);
  return wholeAddressOf(`/ogc/collections/sites/tiles/WebMercatorQuad/{z}/{y}/{x}?${query.toString()}`);
}
