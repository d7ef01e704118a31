/** What has to be on the pages. */

import { expect } from "@playwright/test";
import { violations } from "../harness/axe";
import { foreignWords } from "../harness/letters";
import { NOTHING, overflow } from "../harness/overflow";
import type { List } from "../harness/registry";
import type { Language } from "../harness/words";
import { type Counts, Get } from "./get";
import { NeedThen } from "./need";
import type { Session, Stop } from "./session";
import { ThenPassport } from "./then-passport";

export class Then {
  readonly #session: Session;
  readonly #get: Get;
  readonly passport: ThenPassport;
  readonly need: NeedThen;

  constructor(session: Session) {
    this.#session = session;
    this.#get = new Get(session);
    this.passport = new ThenPassport(session);
    this.need = new NeedThen(session);
  }

  // The lists.

  /** The three tabs show these counts. */
  async countsAre(counts: Counts): Promise<void> {
    await expect.poll(() => this.#get.shownCounts(), { message: "the counts on the tabs" }).toEqual(counts);
  }

  /** So many sites meet. */
  async meets(count: number): Promise<void> {
    await expect.poll(async () => (await this.#get.shownCounts()).meets, { message: "sites that meet" }).toBe(count);
  }

  /** Every site of the stock is in exactly one list. */
  async countsArePartsOf(stock: number, { meets, may_meet, fails }: Counts): Promise<void> {
    expect(meets + may_meet + fails, "the lists together").toBe(stock);
    expect(Math.min(meets, may_meet, fails), "the shortest list").toBeGreaterThan(0);
  }

  async listIs(list: List): Promise<void> {
    await expect(this.#session.tab(list)).toHaveAttribute("aria-selected", "true");
  }

  async rowsShown(count: number): Promise<void> {
    await expect(this.#session.rows).toHaveCount(count);
  }

  /** The first rows are these sites in this order. */
  async firstRowsAre(refs: readonly string[]): Promise<void> {
    await expect
      .poll(async () => (await this.#get.shownRefs()).slice(0, refs.length), { message: "the first rows" })
      .toEqual(refs);
  }

  async rowSays(ref: string, text: string | RegExp): Promise<void> {
    await expect(this.#session.row(ref)).toContainText(text);
  }

  async everyRowSays(text: string | RegExp): Promise<void> {
    const rows = await this.#session.rows.all();
    expect(rows.length, "rows on the screen").toBeGreaterThan(0);
    for (const row of rows) await expect(row).toContainText(text);
  }

  async rowIsHovered(ref: string): Promise<void> {
    await expect(this.#session.row(ref)).toHaveClass(/row-hovered/);
  }

  async rowIsChosen(ref: string): Promise<void> {
    await expect(this.#session.row(ref).getByRole("link")).toHaveAttribute("aria-current", "true");
  }

  async noRowIsChosen(): Promise<void> {
    await expect(this.#session.rows.locator("[aria-current]")).toHaveCount(0);
  }

  async listIsEmpty(text: string): Promise<void> {
    await expect(this.#session.results.locator(".empty")).toContainText(text);
  }

  async listEnds(text: string): Promise<void> {
    await expect(this.#session.results.locator(".list-end")).toHaveText(text);
  }

  // The need.

  async chipsAre(texts: readonly string[]): Promise<void> {
    await expect(this.#session.need.locator("button.chip")).toHaveText([...texts]);
  }

  async boundIs(field: string, end: "min" | "max", text: string): Promise<void> {
    await expect(this.#session.bound(field, end)).toHaveValue(text);
  }

  async boundIsWrong(field: string, end: "min" | "max"): Promise<void> {
    await expect(this.#session.bound(field, end)).toHaveAttribute("aria-invalid", "true");
  }

  /** The address asks for an area of one's own. */
  async areaIsAsked(): Promise<void> {
    await expect(this.#session.page).toHaveURL(/[?&](bbox|within)=/);
  }

  async codeIsTicked(field: string, code: string, ticked = true): Promise<void> {
    await expect(this.#session.code(field, code)).toBeChecked({ checked: ticked });
  }

  /** Beside a code stands the number of sites that would fit. */
  async codeCounts(field: string, code: string, count: number): Promise<void> {
    const box = this.#session.page.locator(`input[name="${field}"][value="${code}"]`);
    const option = this.#session.criteria.locator("li").filter({ has: box });
    await expect(option.locator("small"), `${field} ${code}`).toHaveText(new RegExp(`^${count}\\b`));
  }

  async criteriaSay(text: string | RegExp): Promise<void> {
    await expect(this.#session.criteria).toContainText(text);
  }

  async criteriaShown(shown: boolean): Promise<void> {
    await expect(this.#session.criteria).toBeVisible({ visible: shown });
  }

  async addressHas(parameters: { readonly [name: string]: string }): Promise<void> {
    await expect.poll(() => this.#get.parameters(), { message: "parameters of the address" }).toEqual(parameters);
  }

  async chipSays(text: RegExp): Promise<void> {
    await expect(this.#session.need.locator("button.chip")).toContainText([text]);
  }

  // The map.

  /** The clusters drawn stand for so many sites. */
  async mapShowsSites(count: number): Promise<void> {
    await expect.poll(() => this.#get.clustered(), { message: "sites in the clusters", timeout: 30_000 }).toBe(count);
  }

  /** The references of the outlines drawn pass the test. */
  async outlinesAre(test: (refs: readonly string[]) => boolean): Promise<void> {
    const outlines = async () =>
      (await this.#get.drawn("site-line")).map(({ properties }) => String(properties["ref"]));
    await expect
      .poll(async () => test(await outlines()), { message: "outlines on the map", timeout: 30_000 })
      .toBe(true);
  }

  /** A site stands out on the map in a role: hovered or selected. */
  async mapPointsOut(role: "hovered" | "selected", shown = true): Promise<void> {
    const roles = async () => (await this.#get.drawn("focus-ring")).map(({ properties }) => properties["role"]);
    await expect.poll(async () => (await roles()).includes(role), { message: `${role} on the map` }).toBe(shown);
  }

  async mapIsShown(shown = true): Promise<void> {
    await expect(this.#session.mapRegion).toBeVisible({ visible: shown });
  }

  async zoomIs(test: (zoom: number) => boolean): Promise<void> {
    await expect.poll(async () => test(await this.#get.zoom()), { message: "the zoom fits" }).toBe(true);
  }

  async panelIs(name: string): Promise<void> {
    await expect(this.#session.panel.getByRole("heading", { level: 2 })).toHaveText(name);
  }

  async panelSays(text: string | RegExp): Promise<void> {
    await expect(this.#session.panel).toContainText(text);
  }

  async panelIsClosed(): Promise<void> {
    await expect(this.#session.panel).toHaveCount(0);
  }

  // The page.

  async says(text: string | RegExp): Promise<void> {
    await expect(this.#session.main).toContainText(text);
  }

  async titleIs(title: string | RegExp): Promise<void> {
    await expect(this.#session.page).toHaveTitle(title);
  }

  /** Every page says that the sites are made up. */
  async demonstrationIsSaid(): Promise<void> {
    await expect(this.#session.page.locator(".demo-banner")).toContainText(this.#session.word("demo.text"));
  }

  async alertSays(text: string | RegExp): Promise<void> {
    await expect(this.#session.page.getByRole("alert").first()).toContainText(text);
  }

  async nothingIsWrong(): Promise<void> {
    await expect(this.#session.page.getByRole("alert")).toHaveCount(0);
  }

  async languageIs(language: Language): Promise<void> {
    await expect(this.#session.page.locator("html")).toHaveAttribute("lang", language);
    await expect(this.#session.languageButton(language)).toHaveAttribute("aria-pressed", "true");
  }

  async themeIs(theme: "light" | "dark"): Promise<void> {
    await expect(this.#session.page.locator("html")).toHaveAttribute("data-theme", theme);
  }

  async seaIs(colour: string): Promise<void> {
    await expect.poll(() => this.#get.seaColour(), { message: "colour of the sea" }).toBe(colour);
  }

  async seaIsNot(colour: string): Promise<void> {
    // While a style is being exchanged there is no sea, and so no colour.
    await expect
      .poll(async () => (await this.#get.seaColour()) || colour, { message: "colour of the sea" })
      .not.toBe(colour);
  }

  /** No visible word, label or hint is in another language, but for what sources wrote. */
  async everyWordIsIn(language: Language, sources: readonly string[] = []): Promise<void> {
    await expect
      .poll(() => foreignWords(this.#session.page, language, sources), { message: `words that are not ${language}` })
      .toEqual([]);
  }

  /** Axe finds nothing. What it finds does not keep it from looking at the next state. */
  async everybodyCanUseIt(state: string): Promise<void> {
    await this.#hasSettled();
    expect.soft(await violations(this.#session.page, "everything"), `axe: ${state}`).toEqual([]);
  }

  /** Axe finds no text that its ground swallows. */
  async everybodyCanReadIt(state: string): Promise<void> {
    await this.#hasSettled();
    expect.soft(await violations(this.#session.page, "colours"), `axe: ${state}`).toEqual([]);
  }

  /** Nothing is being asked for: what waits for an answer is dimmed, and its contrast is not the page's. */
  async #hasSettled(): Promise<void> {
    await expect(this.#session.page.locator('[data-busy="true"]')).toHaveCount(0);
  }

  /** Nothing is wider than the screen, and no empty screen follows below. */
  async nothingSticksOut(): Promise<void> {
    expect(await overflow(this.#session.page), "pixels outside of the page").toEqual(NOTHING);
  }

  /** A picture of the page, for people to look at. */
  async isPictured(file: string, whole: boolean): Promise<void> {
    await this.#session.page.screenshot({ path: file, fullPage: whole });
  }

  async focusIsIn(place: "main" | "panel" | "criteria"): Promise<void> {
    const target = this.#session[place];
    await expect
      .poll(
        () =>
          target.evaluate((element) => element === document.activeElement || element.contains(document.activeElement)),
        { message: `focus in ${place}` },
      )
      .toBe(true);
  }

  async focusIsOn(stop: Stop): Promise<void> {
    await expect(this.#session.stop(stop)).toBeFocused();
  }

  async passportIsOpen(ref: string): Promise<void> {
    await expect(this.#session.page).toHaveURL(new RegExp(`/sites/${ref}`));
    await expect(this.#session.main.getByRole("heading", { level: 1 })).toBeVisible();
  }

  async focusIsOnRow(ref: string): Promise<void> {
    await expect(this.#session.row(ref).getByRole("link")).toBeFocused();
  }
}
