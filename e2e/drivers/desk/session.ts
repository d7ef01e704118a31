/** What the drivers of one person at the desk share: the page, the department behind it, the language. */

import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { violations } from "../../harness/axe";
import type { Office, Person, Role } from "../../harness/office";
import { NOTHING, overflow } from "../../harness/overflow";
import type { Watch } from "../../harness/watch";
import { deskWords, type Language, words } from "../../harness/words";
import { Hands } from "../keys";

type Params = { readonly [name: string]: string | number };

export class DeskSession {
  #page: Page;
  #hands: Hands;
  readonly context: BrowserContext;
  readonly office: Office;
  readonly watch: Watch;
  language: Language;
  /** Who has signed in in this browser last. */
  person: Person | null = null;

  constructor(page: Page, office: Office, watch: Watch, language: Language) {
    this.#page = page;
    this.#hands = new Hands(page);
    this.context = page.context();
    this.office = office;
    this.watch = watch;
    this.language = language;
  }

  get page(): Page {
    return this.#page;
  }

  get hands(): Hands {
    return this.#hands;
  }

  /** Closes the tab at once, whatever it was about to do, and opens another one in the same browser. */
  async closeTab(): Promise<void> {
    const closed = this.#page;
    this.#page = await this.context.newPage();
    this.#hands = new Hands(this.#page);
    await closed.close();
  }

  /** Words of an area of the desk. */
  word(area: string, key: string, params: Params = {}): string {
    return deskWords(this.language, area, key, params);
  }

  /** Words that the desk shares with the public pages. */
  publicWord(key: string, params: Params = {}): string {
    return words(this.language, key, params);
  }

  /** Makes an account and signs its person in without the page. */
  async signIn(name: string, role: Role, territory = ""): Promise<Person> {
    this.person = await this.office.person(name, role, territory);
    await this.office.signIn(this.context.request, this.person);
    return this.person;
  }

  /** What the API answers to this person. */
  async api(
    method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
    path: string,
    data?: unknown,
    headers: { [name: string]: string } = {},
  ): Promise<{ readonly body: unknown; readonly tag: string }> {
    return this.office.api(this.context, method, path, data, headers);
  }

  /** Opens a page by its address. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.office.url + path);
  }

  /** The page has its own heading, wherever it stands, and nothing of it is still loading. */
  async rest(): Promise<void> {
    await expect(this.page.locator("h1:not(.desk-waiting *)").first()).toBeVisible();
    await expect(this.page.locator(".desk-loading")).toHaveCount(0);
  }

  /** Axe finds nothing on the page at rest, and nothing sticks out of it; `state` says of which page. */
  async fits(state = ""): Promise<void> {
    await this.rest();
    expect(await violations(this.page, "everything"), `axe: ${state}`).toEqual([]);
    expect(await overflow(this.page), `sticks out: ${state}`).toEqual(NOTHING);
  }

  /** Whether the navigation is behind a button. */
  get narrow(): boolean {
    return (this.page.viewportSize()?.width ?? 0) < 900;
  }

  get main(): Locator {
    return this.page.getByRole("main");
  }

  get heading(): Locator {
    return this.main.getByRole("heading", { level: 1 });
  }

  get notices(): Locator {
    return this.page.getByRole("region", { name: this.word("controls", "control.notices") });
  }
}
