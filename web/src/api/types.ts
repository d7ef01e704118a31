/**
 * The words of the contract that the screens use. All shapes come from the
 * generated schema; only what the schema cannot say is said here.
 */

import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export const LANGUAGES = ["uk", "en", "ru"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Words in several languages. A language may be missing. */
export type Text = { readonly [language in Language]?: string };

export type FieldTable = Schemas["FieldTable"];
export type Group = Schemas["Group"];
export type Code = Schemas["Code"];

/** One row of the table of fields. Which names there are is read at run time, so that any text may be one. */
export type Field = Omit<Schemas["Field"], "name"> & { readonly name: string };

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

/** Reads bounds, which the schema knows as an array of any length. */
export function boundsOfArray(numbers: readonly number[] | null | undefined): Bounds | null {
  const [west, south, east, north] = numbers ?? [];
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  return [west, south, east, north];
}

export type Settings = Omit<Schemas["Settings"], "bounds" | "default_language"> & {
  readonly bounds: Bounds | null;
  readonly default_language: Language;
};

export type Territory = Omit<Schemas["Territory"], "bbox"> & { readonly bbox: Bounds | null };

/** The three lists, in the order of screens. */
export const LISTS = ["meets", "may_meet", "fails"] as const satisfies readonly Schemas["List"][];
export type List = (typeof LISTS)[number];

export type Value = string | number | boolean | readonly string[] | null;

/** One condition that a site fails, and by how much where that can be said. */
export type Failure = Omit<Schemas["Failure"], "got" | "want"> & {
  readonly got: Value;
  readonly want: Value | readonly Value[];
};

/** The flat public values of a site by name, null where unknown. */
export interface SiteProperties {
  readonly ref: string;
  /** Names of the fields that were checked and found to be none. */
  readonly none: readonly string[];
  readonly missing?: readonly string[];
  readonly failures?: readonly Failure[];
  /** Where a profile or preferences were part of the question. */
  readonly score?: Score;
  readonly [field: string]: unknown;
}

export interface Site {
  readonly id: string;
  readonly geometry: Schemas["Geometry"] | null;
  readonly bbox: Bounds | null;
  readonly properties: SiteProperties;
}

/** One of the three lists of an answer. */
export interface Page {
  readonly count: number;
  readonly sites: readonly Site[];
  readonly cursor: string | null;
}

/** Number of sites per field and value; the value "" stands for unknown. */
export type Facets = Schemas["SearchResult"]["facets"];

export interface Answer {
  readonly revision: number;
  readonly lists: { readonly [list in List]?: Page };
  readonly facets: Facets;
}

export type Parcel = Schemas["Parcel"];
export type Offer = Schemas["Offer"];
export type Utility = Schemas["Utility"];
export type Access = Schemas["Access"];
export type Building = Schemas["Building"];
export type Medium = Schemas["Medium"];
export type ReadinessItem = Schemas["ReadinessItem"];
export type Contact = Schemas["Contact"];

/** The evidence behind one field of a site. */
export type Fact = Schemas["Fact"];
export type Detail = Schemas["Detail"];

/** Everything public of one site. */
export interface SiteDetail extends Site {
  readonly detail: Detail;
  readonly revision: number;
}

export type Profile = Schemas["Profile"];
export type ProfileCondition = Schemas["ProfileCondition"];
export type Preference = Schemas["Preference"];
export type Score = Schemas["Score"];
export type Contribution = Schemas["Contribution"];
export type Lift = Schemas["Lift"];
export type Spread = Schemas["Spread"];
export type Tally = Schemas["Tally"];
export type Relaxation = Schemas["Relaxation"];
export type RelaxResult = Schemas["RelaxResult"];
export type Fit = Schemas["Fit"];
/** Adjoining sites as one. */
export type Assembly = Omit<Schemas["Assembly"], "bbox" | "sites"> & {
  readonly bbox: Bounds | null;
  readonly sites: readonly {
    readonly ref: string;
    readonly properties: SiteProperties;
    readonly geometry: Schemas["Geometry"];
  }[];
};
export type Assemblies = Omit<Schemas["AssemblyResult"], "sets"> & { readonly sets: readonly Assembly[] };
export type Rank = Schemas["Rank"];
export type RankResult = Schemas["RankResult"];
