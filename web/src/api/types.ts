/** Shapes of the HTTP contract that the map reads. */

import type { Geometry, Point } from "geojson";

export const LANGUAGES = ["uk", "en", "ru"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Words in several languages. A language may be missing. */
export type Text = { readonly [language in Language]?: string };

export type FieldType = "text" | "code" | "codes" | "number" | "integer" | "boolean" | "date" | "instant";

export interface Code {
  readonly code: string;
  readonly label: Text;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
}

/** How screens show a number: value × factor, in unit. */
export interface Display {
  readonly unit: string;
  readonly factor: number;
  readonly decimals: number;
}

/** One row of the table of fields. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly unit: string;
  readonly display: Display | null;
  readonly group: string;
  readonly label: Text;
  readonly help: Text | null;
  readonly codes: readonly Code[];
  readonly operators: readonly string[];
  readonly standard: string;
  readonly filter: boolean;
  readonly sort: boolean;
  readonly facet: boolean;
  readonly weight: boolean;
  readonly computed: boolean;
  readonly clock: string;
}

export interface Group {
  readonly name: string;
  readonly label: Text;
}

export interface FieldTable {
  readonly languages: readonly Language[];
  readonly groups: readonly Group[];
  readonly fields: readonly Field[];
}

export interface Settings {
  readonly demonstration: boolean;
  readonly street_style_url: string | null;
  readonly default_language: Language;
  /** West, south, east, north of the published stock; null when there is none. */
  readonly bounds: Bounds | null;
  readonly revision: number;
  readonly title: Text | null;
}

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

export interface Territory {
  readonly code: string;
  readonly level: number;
  readonly parent: string | null;
  readonly name: Text;
  readonly bbox: Bounds | null;
  readonly sites: number;
}

/** The three lists, in the order of screens. */
export const LISTS = ["meets", "may_meet", "fails"] as const;
export type List = (typeof LISTS)[number];

export type Value = string | number | boolean | readonly string[] | null;

/** One condition that a site fails, and by how much where that can be said. */
export interface Failure {
  readonly field: string;
  readonly op: string;
  readonly got: Value;
  readonly want: Value | readonly Value[];
  readonly gap: number | null;
  readonly unit: string | null;
}

/** The flat public values of a site, null where unknown. */
export interface SiteProperties {
  readonly ref: string;
  /** Names of the fields that were checked and found to be none. */
  readonly none: readonly string[];
  readonly missing?: readonly string[];
  readonly failures?: readonly Failure[];
  readonly [field: string]: unknown;
}

export interface Site {
  readonly id: string;
  readonly geometry: Geometry | null;
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
export type Facets = { readonly [field: string]: { readonly [value: string]: number } };

export interface Answer {
  readonly revision: number;
  readonly lists: { readonly [list in List]?: Page };
  readonly facets: Facets;
}

/** Where a site is drawn when only one point is wanted. */
export type Place = Point["coordinates"];

export interface Parcel {
  readonly cadastre?: string;
  readonly cadastral_number?: string;
  readonly raw_number?: string;
  readonly area_m2?: number;
  readonly share_pct?: number;
  readonly land_category?: string;
  readonly purpose?: string;
  readonly ownership?: string;
  readonly right?: string;
  readonly registry_status?: string;
  readonly normative_value?: number;
  readonly normative_value_currency?: string;
  readonly normative_value_on?: string;
}

export interface Offer {
  readonly mode?: string;
  readonly price_amount?: number;
  readonly currency?: string;
  readonly price_basis?: string;
  readonly vat_included?: boolean;
  readonly price_as_of?: string;
  readonly lease_min_months?: number;
  readonly lease_max_months?: number;
  readonly available_from?: string;
  readonly procedure?: string;
  readonly url?: string;
}

export interface Utility {
  readonly network: string;
  readonly state?: string;
  readonly distance_m?: number;
  readonly capacity_total?: number;
  readonly capacity_available?: number;
  readonly capacity_basis?: string;
  readonly capacity_as_of?: string;
  readonly valid_until?: string;
  readonly asset?: string;
  readonly voltage_kv?: number;
  readonly diameter_mm?: number;
  readonly connection_months?: number;
  readonly provider?: string;
}

export interface Access {
  readonly mode: string;
  readonly state?: string;
  readonly basis?: string;
  readonly target?: string;
  readonly straight_m?: number;
  readonly route_m?: number;
  readonly drive_min_car?: number;
  readonly drive_min_truck?: number;
  readonly quality?: string;
  readonly axle_load_t?: number;
  readonly siding_state?: string;
  readonly as_of?: string;
}

export interface Building {
  readonly name?: string;
  readonly count?: number;
  readonly type?: string;
  readonly floor_area_m2?: number;
  readonly footprint_m2?: number;
  readonly floors?: number;
  readonly clear_height_m?: number;
  readonly crane_t?: number;
  readonly year_first?: number;
  readonly year_last?: number;
  readonly vacancy?: string;
  readonly condition?: string;
  readonly heritage?: string;
  readonly hazardous?: string;
}

export interface Planning {
  readonly doc_type?: string;
  readonly zone_code?: string;
  readonly zone_label?: string;
  readonly history_urls?: readonly string[];
}

export interface Environment {
  readonly contamination_origin?: string;
  readonly studied_on?: string;
  readonly studied_year?: number;
  readonly contaminated_m2?: number;
}

export interface ReadinessItem {
  readonly item: string;
  readonly state?: string;
  readonly issued_on?: string;
  readonly valid_until?: string;
  readonly url?: string;
}

export interface Contact {
  readonly organisation?: string;
  readonly role?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly languages?: readonly string[];
  readonly answer_days?: number;
  readonly tested_on?: string;
}

/** The evidence behind one field of a site. */
export interface Fact {
  readonly state?: string;
  readonly source?: string;
  readonly method?: string;
  readonly as_of?: string;
  readonly verified_by?: string;
  readonly verified_on?: string;
  readonly note?: string;
}

export interface Provenance {
  readonly source: {
    readonly code: string;
    readonly name: string;
    readonly producer: string | null;
    readonly url: string | null;
    readonly licence: string | null;
  };
  readonly as_of: string | null;
  readonly imported_at: string | null;
  readonly published_at: string | null;
  readonly version: number;
}

export interface Detail {
  readonly names: Text;
  readonly summary: Text;
  readonly activity?: string;
  readonly reserved_until?: string;
  readonly parcels: readonly Parcel[];
  readonly offers: readonly Offer[];
  readonly utilities: readonly Utility[];
  readonly access: readonly Access[];
  readonly buildings: readonly Building[];
  readonly environment: Environment;
  readonly planning: Planning;
  readonly readiness: readonly ReadinessItem[];
  readonly contact: Contact;
  readonly facts: { readonly [field: string]: Fact };
  readonly territories: readonly { readonly code: string; readonly level: number; readonly name: Text }[];
  readonly provenance: Provenance;
}

/** Everything public of one site. */
export interface SiteDetail extends Site {
  readonly detail: Detail;
  readonly revision: number;
}
