/** What has to be on the passport of a site. */

import { expect, type Locator } from "@playwright/test";
import type { Session } from "./session";

export class ThenPassport {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async isOf(name: string): Promise<void> {
    await expect(this.#session.main.getByRole("heading", { level: 1 })).toHaveText(name);
  }

  /** A fact with its value, its source and its age in one row. */
  async states(
    label: string,
    fact: { readonly value: string | RegExp; readonly source?: RegExp; readonly age?: RegExp },
  ): Promise<void> {
    const cells = this.#fact(label).getByRole("cell");
    await expect(cells.nth(0)).toContainText(fact.value);
    if (fact.source) await expect(cells.nth(1)).toHaveText(fact.source);
    if (fact.age) await expect(cells.nth(2)).toHaveText(fact.age);
  }

  /** What nobody knows is written as not known, never as nothing. */
  async saysUnknown(label: string): Promise<void> {
    const inTable = this.#fact(label).getByText(this.#session.word("value.unknown"));
    const byName = this.#session.main.locator(".unknown-list").filter({ hasText: label });
    await expect(inTable.or(byName).first()).toBeVisible();
  }

  /** What was looked for and is not there is written as checked and none. */
  async saysNone(label: string): Promise<void> {
    const row = this.#session.main
      .getByRole("row")
      .filter({ has: this.#session.page.getByRole("rowheader", { name: label }) });
    await expect(row.first()).toContainText(this.#session.word("fact.checked_none"));
  }

  /** The table with this head lists so many rows, and these words are among them. */
  async tabulates(head: string, rows: number, words: readonly string[] = []): Promise<void> {
    const table = this.#session.main
      .getByRole("table")
      .filter({ has: this.#session.page.getByRole("columnheader", { name: head, exact: true }) });
    await expect(table.locator("tbody").getByRole("row")).toHaveCount(rows);
    for (const word of words) await expect(table).toContainText(word);
  }

  /** The GeoJSON beside the site is the site. */
  async givesGeoJSON(ref: string): Promise<void> {
    const link = this.#session.main.getByRole("link", { name: "GeoJSON" }).first();
    const href = (await link.getAttribute("href")) ?? "";
    const answer = await fetch(new URL(href, this.#session.page.url()));
    expect(answer.status, href).toBe(200);
    expect(answer.headers.get("content-type"), href).toContain("application/geo+json");
    expect(await answer.json()).toMatchObject({ type: "Feature", id: ref });
  }

  /** The outline is drawn on the map of the page. */
  async drawsTheOutline(ref: string): Promise<void> {
    const drawn = async () =>
      (await this.#session.map.drawn("site-line")).some(({ properties }) => properties["ref"] === ref);
    await expect.poll(drawn, { message: `outline of ${ref}`, timeout: 30_000 }).toBe(true);
  }

  /** What was measured is drawn on the outline and said below it: the rectangle, and the frontage with whose roads it is by. */
  async drawsMeasures(rectangle: RegExp, frontage: RegExp, roads: string): Promise<void> {
    const { main, map } = this.#session;
    for (const layer of ["measure-rectangle", "measure-frontage"])
      await expect.poll(async () => (await map.drawn(layer)).length, { message: layer }).toBeGreaterThan(0);
    await expect(main.locator(".measure-rectangle")).toHaveText(rectangle);
    await expect(main.locator(".measure-frontage")).toHaveText(frontage);
    await expect(main.locator("figcaption")).toContainText(roads);
  }

  /** On paper: the plan stands in for the map, and there is nothing to press. */
  async isOnPaper(): Promise<void> {
    const { main, page } = this.#session;
    await expect(main.getByRole("img", { name: this.#session.word("outline.plan") })).toBeVisible();
    await expect(main.locator(".outline-map")).toBeHidden();
    await expect(page.getByRole("button").and(page.locator(":visible"))).toHaveCount(0);
  }

  #fact(label: string): Locator {
    return this.#session.main
      .locator(".fact-table")
      .getByRole("row")
      .filter({ has: this.#session.page.getByRole("rowheader", { name: label, exact: true }) });
  }
}
