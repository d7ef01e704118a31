/** The world in which a journey begins. */

import { expect } from "@playwright/test";
import type { Language } from "../harness/words";
import type { Session } from "./session";

export class Given {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Whatever follows is done without a mouse, as far as the drivers of the need go. */
  byKeyboard(): void {
    this.#session.hands.byKeyboard = true;
  }

  /** The map page, its lists counted; the query is what stands behind "?". */
  async mapPage(query = ""): Promise<void> {
    await this.#open(query === "" ? "/" : `/?${query}`);
    // On a phone the list may stand behind the map; it is there all the same.
    await expect(this.#session.page.locator(".rows > li, .results .empty").first()).toBeAttached();
    await expect(this.#session.page.locator(".tabs-frame")).toHaveAttribute("data-busy", "false");
  }

  /** The page as it is, once nothing is asked for any more. */
  async settled(): Promise<void> {
    await expect(this.#session.page.locator(".rows > li, .results .empty").first()).toBeAttached();
    await expect(this.#session.page.locator(".tabs-frame")).toHaveAttribute("data-busy", "false");
  }

  /** A page beside the map that tells about scores or compares. */
  async explained(path: string): Promise<void> {
    await this.#open(path);
    await expect(this.#session.main.locator("table").first()).toBeVisible();
  }

  /** The map page with its map drawn. */
  async drawnMap(query = ""): Promise<void> {
    await this.mapPage(query);
    await this.#session.map.idle();
  }

  /** The map, after something else was asked of it. */
  async drawn(): Promise<void> {
    await this.#session.map.idle();
  }

  /** A page that need not come to rest by itself, as when the server is away. */
  async page(path: string): Promise<void> {
    await this.#open(path);
  }

  /** A page that only says what is wrong. */
  async pageInTrouble(path: string): Promise<void> {
    await this.#open(path);
    await expect(this.#session.page.getByRole("alert")).toBeVisible();
  }

  /** The passport of a site. */
  async passport(ref: string, query = ""): Promise<void> {
    await this.#open(`/sites/${encodeURIComponent(ref)}${query === "" ? "" : `?${query}`}`);
    await expect(this.#session.main.getByRole("heading", { level: 1 })).toBeVisible();
  }

  /** The passport of a site with its map drawn. */
  async drawnPassport(ref: string, query = ""): Promise<void> {
    await this.passport(ref, query);
    await this.#session.map.idle();
  }

  /** The language of the page that comes next, for drivers that look for words. */
  language(language: Language): void {
    this.#session.language = language;
  }

  /** Trouble that this journey is about, by the text that notes it. */
  trouble(expected: RegExp): void {
    this.#session.watch.expect(expected);
  }

  /** A server that does not answer at some addresses. */
  async serverAway(addresses: string): Promise<void> {
    this.trouble(/ERR_CONNECTION_REFUSED/);
    await this.#session.page.route(addresses, (route) => route.abort("connectionrefused"));
  }

  /** A server that answers with a fault of its own at some addresses. */
  async serverBroken(addresses: string): Promise<void> {
    this.trouble(/ 503|status of 503/);
    await this.#session.page.route(addresses, (route) =>
      route.fulfill({
        status: 503,
        contentType: "application/problem+json",
        json: {
          type: "about:blank",
          title: "Service Unavailable",
          status: 503,
          detail: "The registry cannot answer yet.",
        },
      }),
    );
  }

  /** The server as it was. */
  async serverBack(addresses: string): Promise<void> {
    await this.#session.page.unroute(addresses);
  }

  /** No network at all, as on a train. */
  async noNetwork(): Promise<void> {
    this.trouble(/ERR_INTERNET_DISCONNECTED/);
    await this.#session.context.setOffline(true);
  }

  async network(): Promise<void> {
    await this.#session.context.setOffline(false);
  }

  /** What the system of the person prefers. */
  async systemTheme(theme: "light" | "dark"): Promise<void> {
    await this.#session.page.emulateMedia({ colorScheme: theme });
  }

  async #open(path: string): Promise<void> {
    const { page, registry, map } = this.#session;
    await map.listen();
    await page.goto(new URL(path, registry.url).href);
  }
}
