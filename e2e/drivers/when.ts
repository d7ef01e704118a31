/** What people do on the pages. */

import type { Locator } from "@playwright/test";
import type { List } from "../harness/registry";
import type { Language } from "../harness/words";
import { NeedWhen } from "./need";
import type { Session, Stop } from "./session";

/** Longer ways by the Tab key mean that something cannot be reached. */
const MOST_TABS = 400;

export class When {
  readonly #session: Session;
  readonly need: NeedWhen;

  constructor(session: Session) {
    this.#session = session;
    this.need = new NeedWhen(session);
  }

  // The need.

  async setsLeast(field: string, text: string): Promise<void> {
    await this.#setsBound(field, "min", text);
  }

  async setsMost(field: string, text: string): Promise<void> {
    await this.#setsBound(field, "max", text);
  }

  async #setsBound(field: string, end: "min" | "max", text: string): Promise<void> {
    const input = this.#session.bound(field, end);
    await this.#reveal(field, input);
    await input.fill(text);
    await input.press("Enter");
  }

  async ticks(field: string, code: string): Promise<void> {
    const box = this.#session.code(field, code);
    await this.#reveal(field, box);
    await box.click();
  }

  async findsCriterion(text: string): Promise<void> {
    await this.#session.criteria.getByRole("searchbox", { name: this.#session.word("criteria.find") }).fill(text);
  }

  /** Brings the editor of a field onto the screen, by looking for it as a person would. */
  async #reveal(field: string, input: Locator): Promise<void> {
    if (await input.isVisible()) return;
    const { label } = await this.#session.registry.field(field);
    await this.findsCriterion(label[this.#session.language] ?? field);
    await input.scrollIntoViewIfNeeded();
  }

  async choosesTerritory(typed: string): Promise<void> {
    const { territory, page } = this.#session;
    await this.findsCriterion("");
    await territory.fill(typed);
    await page.getByRole("option").filter({ hasText: typed }).first().click();
  }

  /** Opens the list of territories without choosing one. */
  async beginsToChooseTerritory(typed: string): Promise<void> {
    await this.#session.territory.fill(typed);
  }

  async typesArea(text: string): Promise<void> {
    await this.findsCriterion("");
    await this.#session.box.fill(text);
    await this.#session.box.press("Enter");
  }

  async takesMapViewAsArea(): Promise<void> {
    await this.#session.criteria.getByRole("button", { name: this.#session.word("area.view") }).click();
  }

  /** Draws a rectangle between two places. */
  async drawsBox(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const { page, map, mapRegion } = this.#session;
    await mapRegion.getByRole("button", { name: this.word("area.box"), exact: true }).click();
    const [a, b] = [await map.place(...from), await map.place(...to)];
    await page.mouse.move(a.x, a.y);
    await page.mouse.down();
    await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2);
    await page.mouse.move(b.x, b.y);
    await page.mouse.up();
  }

  /** Draws a polygon corner by corner and finishes it by the button. */
  async drawsPolygon(corners: readonly (readonly [number, number])[]): Promise<void> {
    const { page, map, mapRegion } = this.#session;
    await mapRegion.getByRole("button", { name: this.word("area.polygon"), exact: true }).click();
    for (const corner of corners) {
      const { x, y } = await map.place(...corner);
      await page.mouse.click(x, y);
    }
    await page.getByRole("button", { name: this.word("draw.finish") }).click();
  }

  async searchesFor(text: string): Promise<void> {
    await this.#session.search.fill(text);
    await this.#session.search.press("Enter");
  }

  async takesAway(chip: string | RegExp): Promise<void> {
    await this.#session.chip(chip).click();
  }

  /** Takes one of the beginnings that are offered while nothing is asked. */
  async takesUp(beginning: string | RegExp): Promise<void> {
    await this.#session.chip(beginning).click();
  }

  async clearsTheNeed(): Promise<void> {
    await this.#session.need.getByRole("button", { name: this.#session.word("need.clear") }).click();
  }

  async opensCriteria(): Promise<void> {
    await this.#session.openCriteria.click();
  }

  /** On a phone: leaves the sheet by its button that says how many sites there are. */
  async leavesCriteria(): Promise<void> {
    await this.#session.criteria.locator(".sheet-foot .button-main").click();
  }

  async opensGroup(label: string): Promise<void> {
    await this.#session.criteria.getByRole("button", { name: label, expanded: false }).click();
  }

  // The lists.

  async looksAt(list: List): Promise<void> {
    await this.#session.tab(list).click();
  }

  async sortsBy(field: string): Promise<void> {
    await this.#session.results.getByRole("combobox").selectOption(field);
  }

  async turnsTheOrder(): Promise<void> {
    await this.#session.results.getByRole("button", { name: this.#session.word("sort.direction") }).click();
  }

  /** Goes to the end of what is loaded; the next page comes by itself. */
  async scrollsToTheEnd(): Promise<void> {
    await this.#session.results.locator(".more, .list-end").scrollIntoViewIfNeeded();
  }

  /** Presses a button that an empty list offers. */
  async takesTheWayOut(words: string): Promise<void> {
    await this.#session.results.locator(".empty").getByRole("button", { name: words }).click();
  }

  async pointsAtRow(ref: string): Promise<void> {
    await this.#session.row(ref).hover();
  }

  async selectsRow(ref: string): Promise<void> {
    await this.#session.row(ref).getByRole("link").click();
  }

  // The map.

  async pointsAtPlace(longitude: number, latitude: number): Promise<void> {
    const { x, y } = await this.#session.map.place(longitude, latitude);
    // Two steps: a pointer that comes from nowhere has not moved over the map.
    await this.#session.page.mouse.move(x - 3, y);
    await this.#session.page.mouse.move(x, y);
  }

  async clicksPoint({ x, y }: { readonly x: number; readonly y: number }): Promise<void> {
    await this.#session.page.mouse.click(x, y);
  }

  async pressesOnMap(key: string): Promise<void> {
    await this.#session.mapRegion.getByRole("button", { name: this.#session.word(key), exact: true }).click();
  }

  async zoomsToTheSite(): Promise<void> {
    await this.#session.panel.getByRole("button", { name: this.#session.word("site.zoom") }).click();
  }

  async closesThePanel(): Promise<void> {
    await this.#session.panel.getByRole("button", { name: this.#session.word("site.close") }).click();
  }

  async opensThePassport(): Promise<void> {
    await this.#session.panel.getByRole("link", { name: this.#session.word("site.passport") }).click();
    await this.#session.page.waitForURL(/\/sites\//);
  }

  async goesToTheMap(): Promise<void> {
    await this.#session.main.getByRole("link", { name: this.#session.word("passport.to_map") }).click();
  }

  // The page.

  async presses(key: string): Promise<void> {
    await this.#session.page.keyboard.press(key);
  }

  async types(text: string): Promise<void> {
    await this.#session.page.keyboard.type(text);
  }

  /** Goes on by the Tab key until the focus is there. */
  async tabsTo(stop: Stop, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    const target = this.#session.stop(stop);
    for (let i = 0; i < MOST_TABS; i++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.#session.page.keyboard.press(key);
    }
    throw new Error(`The Tab key never arrives at: ${stop}`);
  }

  async choosesLanguage(language: Language): Promise<void> {
    await this.#session.languageButton(language).click();
    this.#session.language = language;
  }

  /** Turns the switch until it says the theme wanted. */
  async choosesTheme(theme: "light" | "dark" | "system"): Promise<void> {
    const wanted = this.#session.word(`theme.${theme}`);
    const { themeButton } = this.#session;
    for (let turn = 0; turn < 3; turn++) {
      if ((await themeButton.getAttribute("aria-label"))?.endsWith(wanted)) return;
      await themeButton.click();
    }
  }

  async showsTheMap(): Promise<void> {
    await this.#session.button("page.on_map").click();
  }

  async showsTheList(): Promise<void> {
    await this.#session.button("page.list").click();
  }

  async reloads(): Promise<void> {
    await this.#session.page.reload();
  }

  async goesBack(): Promise<void> {
    await this.#session.page.goBack();
  }

  async goesForward(): Promise<void> {
    await this.#session.page.goForward();
  }

  async triesAgain(): Promise<void> {
    await this.#session.button("problem.retry").click();
  }

  async printsThePage(): Promise<void> {
    await this.#session.page.emulateMedia({ media: "print" });
  }

  /** What the screens should say for a key in the language in force. */
  word(key: string): string {
    return this.#session.word(key);
  }
}
