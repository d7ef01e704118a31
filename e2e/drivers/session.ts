/** What the four drivers of one journey share: the page, the language it is read in, the registry behind it. */

import type { BrowserContext, Locator, Page } from "@playwright/test";
import type { Registry } from "../harness/registry";
import type { Watch } from "../harness/watch";
import { type Language, words } from "../harness/words";
import { Hands } from "./keys";
import { MapWindow } from "./map-window";

/** Places where the Tab key can be meant to arrive. */
export type Stop =
  | "skip link"
  | "search"
  | "find criterion"
  | "territory"
  | "typed area"
  | "least power"
  | "lists"
  | "first row"
  | "passport link";

export class Session {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly registry: Registry;
  readonly watch: Watch;
  readonly map: MapWindow;
  /** The language that the screens are in; the driver follows the switch. */
  language: Language;
  readonly hands: Hands;

  constructor(page: Page, registry: Registry, watch: Watch, language: Language) {
    this.page = page;
    this.context = page.context();
    this.registry = registry;
    this.watch = watch;
    this.language = language;
    this.map = new MapWindow(page);
    this.hands = new Hands(page);
  }

  word(key: string, params: { readonly [name: string]: string | number } = {}): string {
    return words(this.language, key, params);
  }

  /** Whether list and map stand one behind the other. */
  get narrow(): boolean {
    return (this.page.viewportSize()?.width ?? 0) < 900;
  }

  // Where things are on the screen. Journeys know none of this.

  get skipLink(): Locator {
    return this.page.getByRole("link", { name: this.word("bar.skip") });
  }

  get main(): Locator {
    return this.page.getByRole("main");
  }

  get search(): Locator {
    return this.page.getByRole("search").getByRole("searchbox");
  }

  languageButton(language: Language): Locator {
    return this.page.getByRole("banner").locator(`button[lang="${language}"]`);
  }

  get themeButton(): Locator {
    return this.page.getByRole("banner").getByRole("button", { name: this.word("bar.theme") });
  }

  /** The form of criteria: a column on wide screens, a sheet on narrow ones. */
  get criteria(): Locator {
    return this.page.getByRole(this.narrow ? "dialog" : "complementary", { name: this.word("criteria.title") });
  }

  get openCriteria(): Locator {
    return this.page.locator("button.open-criteria").and(this.page.locator(":visible"));
  }

  /** The input of one end of a range. */
  bound(field: string, end: "min" | "max"): Locator {
    return this.criteria.locator(`input[name="${end}_${field}"]`);
  }

  code(field: string, code: string): Locator {
    return this.criteria.locator(`input[name="${field}"][value="${code}"]`);
  }

  get territory(): Locator {
    return this.criteria.getByRole("combobox", { name: this.word("territory.title") });
  }

  get box(): Locator {
    return this.criteria.getByRole("textbox", { name: this.word("area.typed") });
  }

  get need(): Locator {
    return this.page.getByRole("region", { name: this.word("need.title") });
  }

  chip(text: string | RegExp): Locator {
    return this.need.getByRole("button").filter({ hasText: text });
  }

  tab(list: string): Locator {
    return this.page.locator(`#tab-${list}`);
  }

  get results(): Locator {
    return this.page.getByRole("region", { name: this.word("results.title"), exact: true });
  }

  get rows(): Locator {
    return this.results.locator("ol.rows > li");
  }

  /** The row of a site, by its reference. */
  row(ref: string): Locator {
    return this.rows.filter({ has: this.page.locator(`a[href*="site=${ref}"]`) });
  }

  get panel(): Locator {
    return this.page.getByRole("article", { name: this.word("site.panel") });
  }

  get mapRegion(): Locator {
    return this.page.locator(".workplace .map");
  }

  /** A button of the map, or of the bar at the thumb. */
  button(key: string): Locator {
    return this.page.getByRole("button", { name: this.word(key), exact: true });
  }

  stop(stop: Stop): Locator {
    switch (stop) {
      case "skip link":
        return this.skipLink;
      case "search":
        return this.search;
      case "find criterion":
        return this.criteria.getByRole("searchbox");
      case "territory":
        return this.territory;
      case "typed area":
        return this.box;
      case "least power":
        return this.bound("power_kw", "min");
      case "lists":
        return this.results.getByRole("tab", { selected: true });
      case "first row":
        return this.rows.first().getByRole("link");
      case "passport link":
        return this.panel.getByRole("link", { name: this.word("site.passport") });
    }
  }
}
