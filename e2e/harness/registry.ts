/** The API as a client sees it: what the screens are compared with. */

import type { Text } from "./words";

export const LISTS = ["meets", "may_meet", "fails"] as const;
export type List = (typeof LISTS)[number];

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly display: { readonly unit: string; readonly factor: number; readonly decimals: number } | null;
  readonly label: Text;
  readonly codes: readonly { readonly code: string; readonly label: Text }[];
}

export interface Territory {
  readonly code: string;
  readonly level: number;
  readonly name: Text;
  readonly bbox: readonly [number, number, number, number] | null;
  readonly sites: number;
}

export interface Site {
  readonly id: string;
  readonly bbox?: readonly [number, number, number, number];
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
  readonly properties: { readonly [name: string]: unknown } & {
    readonly missing?: readonly string[];
    readonly failures?: readonly {
      readonly field: string;
      readonly got: unknown;
      readonly want: unknown;
      readonly gap?: number | null;
    }[];
  };
  readonly detail: { readonly [part: string]: unknown };
}

export interface Condition {
  readonly field: string;
  readonly op: string;
  readonly value?: unknown;
}

/** What is asked; nothing asks for the whole stock. */
export interface Need {
  readonly profile?: string;
  readonly must?: readonly Condition[];
  readonly filter?: string;
  readonly within?: unknown;
}

/** A need for sites that touch a rectangle. */
export const within = ([west, south, east, north]: readonly [number, number, number, number]) => ({
  within: {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  },
});

export interface Together {
  readonly count: number;
  readonly sets: readonly {
    readonly list: List;
    readonly area_m2: number;
    readonly sites: readonly { readonly ref: string; readonly properties: Site["properties"] }[];
  }[];
}

interface Page {
  readonly numberMatched: number;
  readonly numberReturned: number;
  readonly features: readonly Site[];
  readonly links: readonly { readonly rel: string; readonly href: string }[];
}

interface Answer {
  readonly lists: { readonly [list in List]: { readonly count: number; readonly features: readonly Site[] } };
  readonly facets: { readonly [field: string]: { readonly [code: string]: number } };
}

export class Registry {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async #get(path: string, init?: RequestInit): Promise<unknown> {
    const answer = await fetch(new URL(path, this.url), init);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }

  async field(name: string): Promise<Field> {
    const { fields } = (await this.#get("/api/v1/fields")) as { fields: Field[] };
    const found = fields.find((field) => field.name === name);
    if (!found) throw new Error(`The table of fields has no ${name}.`);
    return found;
  }

  async territories(): Promise<readonly Territory[]> {
    return ((await this.#get("/api/v1/territories")) as { territories: Territory[] }).territories;
  }

  /** The three lists, with at most `limit` sites each. */
  async ask(
    need: Need = {},
    options: { limit?: number; facets?: readonly string[]; sortby?: readonly string[] } = {},
  ): Promise<Answer> {
    const body = { ...need, lists: LISTS, limit: 100, ...options };
    return (await this.#get("/api/v1/search", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    })) as Answer;
  }

  /** How many sites are in each list. */
  async counts(need: Need = {}): Promise<{ [list in List]: number }> {
    const { lists } = await this.ask(need, { limit: 1 });
    return { meets: lists.meets.count, may_meet: lists.may_meet.count, fails: lists.fails.count };
  }

  /** Adjoining sites that meet a filter together, at most four. */
  async together(filter: string): Promise<Together> {
    return (await this.#get("/api/v1/search/assemblies", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ filter, most: 4, limit: 20 }),
    })) as Together;
  }

  /** One page of the collection; `address` may be the link to the next one. */
  async page(address: string): Promise<Page> {
    return (await this.#get(address)) as Page;
  }

  async site(ref: string): Promise<Site> {
    return (await this.#get(`/api/v1/sites/${encodeURIComponent(ref)}`)) as Site;
  }

  /** A published site that the CQL2 filter is true of, the first by reference. */
  async siteWhere(filter: string): Promise<Site> {
    const { features } = await this.page(`/api/v1/sites?${new URLSearchParams({ filter, sortby: "ref", limit: "1" })}`);
    const [first] = features;
    if (!first) throw new Error(`No site is published of which is true: ${filter}`);
    return this.site(first.id);
  }
}
