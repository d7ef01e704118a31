/** Facts: of the registry, and of what is on the screen. */

import type { Condition, Field, Need, Registry, Site, Territory } from "../harness/registry";
import type { Drawn } from "./map-window";
import type { Session } from "./session";

/** The screen's three counts. */
export interface Counts {
  readonly meets: number;
  readonly may_meet: number;
  readonly fails: number;
}

export class Get {
  readonly #session: Session;
  readonly registry: Registry;

  constructor(session: Session) {
    this.#session = session;
    this.registry = session.registry;
  }

  field(name: string): Promise<Field> {
    return this.registry.field(name);
  }

  counts(...must: readonly Condition[]): Promise<Counts> {
    return this.registry.counts({ must });
  }

  countsOf(need: Need): Promise<Counts> {
    return this.registry.counts(need);
  }

  site(filter: string): Promise<Site> {
    return this.registry.siteWhere(filter);
  }

  async territory(name: string): Promise<Territory> {
    const found = (await this.registry.territories()).find((one) => one.name.en === name);
    if (!found) throw new Error(`There is no territory ${name}.`);
    return found;
  }

  /** The counts that the tabs show. */
  async shownCounts(): Promise<Counts> {
    const read = async (list: string) =>
      Number((await this.#session.tab(list).locator(".tab-count").textContent())?.replaceAll(/\D/g, ""));
    return { meets: await read("meets"), may_meet: await read("may_meet"), fails: await read("fails") };
  }

  /** The references of the rows on the screen. */
  async shownRefs(): Promise<readonly string[]> {
    const links = await this.#session.rows
      .locator("h3 a")
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    return links.map((href) => new URL(href).searchParams.get("site") ?? "");
  }

  drawn(layer: string): Promise<readonly Drawn[]> {
    return this.#session.map.drawn(layer);
  }

  /** How many sites the clusters on the map stand for. */
  async clustered(): Promise<number> {
    const clusters = await this.drawn("cluster");
    return clusters.reduce((sum, { properties }) => sum + Number(properties["count"] ?? 1), 0);
  }

  /** The cluster of the most sites. */
  async largestCluster(): Promise<Drawn> {
    const clusters = await this.drawn("cluster");
    const [largest] = clusters.toSorted((a, b) => Number(b.properties["count"]) - Number(a.properties["count"]));
    if (!largest) throw new Error("There is no cluster on the map.");
    return largest;
  }

  /** The mark of a site, where outlines are drawn. */
  async markOf(ref: string): Promise<Drawn> {
    const found = (await this.drawn("site-mark")).find(({ properties }) => properties["ref"] === ref);
    if (!found) throw new Error(`There is no mark of ${ref} on the map.`);
    return found;
  }

  /** Longitude and latitude of a site's mark. */
  async placeOf({ properties }: Site): Promise<readonly [number, number]> {
    const { longitude, latitude } = properties;
    if (typeof longitude !== "number" || typeof latitude !== "number")
      throw new Error(`${properties["ref"]} has no place.`);
    return [longitude, latitude];
  }

  /** How many rows a part of the passport has. */
  rowsOf(detail: Site["detail"], part: string): number {
    const rows = detail[part];
    return Array.isArray(rows) ? rows.length : 0;
  }

  /** The cadastral numbers of a site. */
  numbersOf(detail: Site["detail"]): readonly string[] {
    return (detail["parcels"] as { cadastral_number: string }[]).map((parcel) => parcel.cadastral_number);
  }

  /** Everything that the source of a site wrote in its own words. */
  textsOf(site: Site): readonly string[] {
    const texts = (value: unknown): string[] => {
      if (typeof value === "string") return [value];
      return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
    };
    const { territories: _, summary: __, names: ___, ...written } = site.detail;
    return [...texts(site.properties), ...texts(written)].filter((text) => /\p{Script=Cyrillic}/u.test(text));
  }

  /** The colour of the sea, which differs between light and dark; empty while the map has no such layer. */
  async seaColour(): Promise<string> {
    return String((await this.#session.map.paint("sea", "background-color")) ?? "");
  }

  zoom(): Promise<number> {
    return this.#session.map.zoom();
  }

  center(): Promise<readonly [number, number]> {
    return this.#session.map.center();
  }

  /** The parameters of the address, without where the map looks. */
  parameters(): { readonly [name: string]: string } {
    const query = new URL(this.#session.page.url()).searchParams;
    query.delete("at");
    return Object.fromEntries(query);
  }

  /** West, south, east, north of the rectangle that the address asks for. */
  areaOfAddress(): readonly [number, number, number, number] {
    const [west, south, east, north] = (this.parameters()["bbox"] ?? "").split(",").map(Number);
    if (west === undefined || south === undefined || east === undefined || north === undefined)
      throw new Error("The address asks for no rectangle.");
    return [west, south, east, north];
  }

  /** The corners of the polygon that the address asks for. */
  polygonOfAddress(): readonly (readonly number[])[] {
    const numbers = (this.parameters()["within"] ?? "").split(",").map(Number);
    return Array.from({ length: numbers.length / 2 }, (_, i) => numbers.slice(2 * i, 2 * i + 2));
  }
}
