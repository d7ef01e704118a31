/** The list of sites at the desk: tabs, choosing many, what is done with them; and the heaps of work at home. */

import { expect, type Locator } from "@playwright/test";
import { MapWindow } from "../map-window";
import type { DeskSession } from "./session";

type Plain = { readonly [name: string]: unknown };

class Sites {
  readonly session: DeskSession;

  constructor(session: DeskSession) {
    this.session = session;
  }

  w(key: string, params: { readonly [name: string]: string | number } = {}): string {
    return this.session.word("sites", key, params);
  }

  get rows(): Locator {
    return this.session.main.locator(".sites-table tbody tr");
  }

  get dialog(): Locator {
    return this.session.page.getByRole("dialog");
  }

  tab(name: string): Locator {
    return this.session.main.getByRole("tab", { name: new RegExp(`^${this.w(`tab.${name}`)}`) });
  }
}

export class SitesGiven extends Sites {
  /** The list, counted. */
  async list(query = ""): Promise<void> {
    await this.session.open(`/desk/sites${query}`);
    await expect(this.session.main.locator('.sites-table[data-busy="false"], .empty').first()).toBeVisible();
  }
}

export class SitesWhen extends Sites {
  async choosesTab(name: string): Promise<void> {
    await this.tab(name).click();
  }

  async ticks(...refs: readonly string[]): Promise<void> {
    for (const ref of refs) await this.session.main.locator(`tr[data-key="${ref}"] input[type="checkbox"]`).check();
  }

  /** Presses a button for the chosen sites and agrees. */
  async does(action: "submit" | "publish"): Promise<void> {
    const name = this.w(`bulk.${action}`);
    await this.session.main.getByRole("button", { name, exact: true }).click();
    await this.dialog.getByRole("button", { name, exact: true }).click();
  }

  async closesResult(): Promise<void> {
    await this.dialog.getByRole("button", { name: this.w("bulk.close"), exact: true }).click();
  }

  /** Opens the dialog for the chosen sites and says what a fact is to be. */
  async saysOfChosen(field: string, value: string, source: string): Promise<void> {
    await this.session.main.getByRole("button", { name: this.w("change.open"), exact: true }).click();
    await this.dialog.getByLabel(this.w("change.field"), { exact: true }).selectOption(field);
    await this.dialog.locator(".proposal-value .number, .proposal-value select").fill(value);
    await this.dialog.getByLabel(this.w("change.source")).fill(source);
    await this.dialog.getByRole("button", { name: this.w("change.try"), exact: true }).click();
  }

  async agreesToChange(sites: number): Promise<void> {
    await this.dialog.getByRole("button", { name: this.w("change.apply", { n: sites }), exact: true }).click();
  }

  async takesChangeBack(): Promise<void> {
    await this.dialog.getByRole("button", { name: new RegExp(this.w("change.undo", { n: "\\d+" })) }).click();
  }

  async savesView(name: string): Promise<void> {
    await this.session.main
      .locator("summary, button")
      .filter({ hasText: this.w("views.title") })
      .first()
      .click();
    await this.session.page.getByRole("button", { name: this.w("views.keep"), exact: true }).click();
    await this.dialog.getByLabel(this.w("views.name"), { exact: true }).fill(name);
    await this.dialog.getByRole("button", { name: this.w("views.keep_button"), exact: true }).click();
  }
}

export class SitesThen extends Sites {
  /** The list has these sites, in any order. */
  async lists(...refs: readonly string[]): Promise<void> {
    await expect(this.rows).toHaveCount(refs.length);
    const keys = await this.rows.evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset["key"] ?? ""));
    expect(keys.toSorted()).toEqual([...refs].toSorted());
  }

  /** The map beside the list draws a mark for each of the sites. */
  async marks(sites: number): Promise<void> {
    const map = new MapWindow(this.session.page);
    await expect.poll(async () => (await map.drawn("row")).length).toBe(sites);
  }

  async tabCounts(name: string, count: number): Promise<void> {
    await expect(this.tab(name)).toHaveText(new RegExp(`${count}$`));
  }

  async resultIs(done: number, failed: number): Promise<void> {
    await expect(this.dialog).toContainText(this.w("bulk.result", { done, failed }));
  }

  /** What a change of several sites does or did: of so many each, and the old and new values. */
  async changeIs(
    key: "change.tried" | "change.done",
    counts: { readonly changed: number; readonly unchanged: number; readonly refused: number },
    values: readonly (readonly [string, string])[],
  ): Promise<void> {
    await expect(this.dialog).toContainText(this.w(key, counts));
    const rows = this.dialog.locator("table.data tbody tr");
    await expect(rows).toHaveCount(values.length);
    const said = await rows.evaluateAll((all) =>
      all.map((row) =>
        ["del", "ins"].map((name) => (row.querySelector(name)?.textContent ?? "").replaceAll("\u00a0", " ")),
      ),
    );
    expect(said).toEqual(values);
  }

  async changeIsTakenBack(sites: number): Promise<void> {
    await expect(this.dialog).toContainText(this.w("change.undone", { n: sites, left: 0 }));
  }

  /** A fact of the newest record, and its source. */
  async factIs(ref: string, path: readonly string[], value: unknown, source: string | undefined): Promise<void> {
    const { body } = await this.session.api("GET", `/api/v1/desk/sites/${ref}`);
    const { record } = body as { readonly record: Plain };
    expect(path.reduce<unknown>((at, name) => (at as Plain | undefined)?.[name], record)).toEqual(value);
    const facts = record["facts"] as { readonly [field: string]: { readonly source?: string } } | undefined;
    expect(facts?.["area_declared_m2"]?.source).toBe(source);
  }

  async viewIsKept(name: string): Promise<void> {
    await expect(this.session.notices).toContainText(this.w("views.kept", { name }));
  }

  /** At home so much waits in a heap. */
  async heapIs(name: string, count: number): Promise<void> {
    await expect(this.session.main.locator(`[data-heap="${name}"] .heap-count`)).toHaveText(String(count));
  }
}
