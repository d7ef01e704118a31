/** Signing in, the frame, home, the list of sites: how they are used and what they show. */

import { expect } from "@playwright/test";
import type { Person, Role } from "../../harness/office";
import { LANGUAGES } from "../../harness/words";
import type { DeskSession } from "./session";

export class ShellGiven {
  readonly #session: DeskSession;

  constructor(session: DeskSession) {
    this.#session = session;
  }

  /** An account that an operator has made on the command line; its person has never been here. */
  person(name: string, role: Role): Promise<Person> {
    return this.#session.office.person(name, role);
  }

  /** An account that an administrator, who has signed in here, makes for somebody; gives its first password. */
  async invited(name: string, role: Role): Promise<Person> {
    const email = `${name.toLowerCase()}@example.org`;
    const grants = [{ role, territory: null }];
    const { body } = await this.#session.api("POST", "/api/v1/desk/users", { email, name, grants });
    return { name, email, password: (body as { password: string }).password };
  }

  /** Somebody who has signed in already; the page is opened by the journey. */
  signedIn(name: string, role: Role, territory = ""): Promise<Person> {
    return this.#session.signIn(name, role, territory);
  }

  /** A page of the desk, come to rest. */
  async page(path: string): Promise<void> {
    await this.#session.open(path);
    await this.#session.rest();
  }

  /** Whatever follows is done without a mouse. */
  byKeyboard(): void {
    this.#session.hands.byKeyboard = true;
  }

  /** Says which trouble a journey is about. */
  trouble(expected: RegExp): void {
    this.#session.watch.expect(expected);
  }

  /** The session ends behind the page's back, as after a long absence. */
  async sessionEnds(): Promise<void> {
    await this.#session.api("DELETE", "/api/v1/session");
  }
}

export class ShellWhen {
  readonly #session: DeskSession;

  constructor(session: DeskSession) {
    this.#session = session;
  }

  async opens(path: string): Promise<void> {
    await this.#session.open(path);
  }

  /** Opens the finder by its keys and types. */
  async looksFor(text: string): Promise<void> {
    await this.#session.page.keyboard.press("Control+K");
    await expect(
      this.#session.page.getByRole("combobox", { name: this.#session.word("shell", "palette.label") }),
    ).toBeFocused();
    await this.#session.page.keyboard.type(text);
  }

  /** Goes to what was found under a name, by the arrows. */
  async goesToFound(name: string): Promise<void> {
    const wanted = this.#session.page.getByRole("option").filter({ hasText: name }).first();
    await expect(wanted).toBeVisible();
    const most = await this.#session.page.getByRole("option").count();
    for (let step = 0; step < most && (await wanted.getAttribute("aria-selected")) !== "true"; step++)
      await this.#session.page.keyboard.press("ArrowDown");
    await expect(wanted).toHaveAttribute("aria-selected", "true");
    await this.#session.page.keyboard.press("Enter");
  }

  /** Signs in through the form, on the page or over it. */
  async signsIn(person: { readonly email: string; readonly password: string }): Promise<void> {
    const { page } = this.#session;
    await page.getByLabel(this.#session.word("shell", "sign.email")).fill(person.email);
    await page.getByLabel(this.#session.word("shell", "sign.password"), { exact: true }).fill(person.password);
    await page.keyboard.press("Enter");
  }

  /** Signs in again over a page; who it is is known there. */
  async signsInAgain(password: string): Promise<void> {
    const dialog = this.#session.page.getByRole("dialog", { name: this.#session.word("shell", "sign.again") });
    await dialog.getByLabel(this.#session.word("shell", "sign.password"), { exact: true }).fill(password);
    await this.#session.page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
  }

  async changesPassword(present: string, next: string, again = next): Promise<void> {
    const { page } = this.#session;
    await page.getByLabel(this.#session.word("shell", "password.present"), { exact: true }).fill(present);
    await page.getByLabel(this.#session.word("shell", "password.new"), { exact: true }).fill(next);
    await page.getByLabel(this.#session.word("shell", "password.repeat"), { exact: true }).fill(again);
    await page.keyboard.press("Enter");
  }

  async signsOut(): Promise<void> {
    const { page } = this.#session;
    await page.locator("summary.account-button").click();
    await page.getByRole("button", { name: this.#session.word("shell", "sign.out") }).click();
  }

  async presses(key: string): Promise<void> {
    await this.#session.page.keyboard.press(key);
  }

  /** Chooses a language by its button. */
  async speaks(language: (typeof LANGUAGES)[number]): Promise<void> {
    await this.#session.page.locator(`.switch button[lang="${language}"]`).click();
    await expect(this.#session.page.locator("html")).toHaveAttribute("lang", language);
    this.#session.language = language;
  }

  async types(text: string): Promise<void> {
    await this.#session.page.keyboard.type(text);
  }

  /** Goes to a page by the navigation; the key is of the table of names. */
  async goesTo(key: string): Promise<void> {
    const { page, narrow } = this.#session;
    if (narrow)
      await page.getByRole("button", { name: this.#session.word("shell", "frame.menu"), exact: true }).click();
    await page
      .getByRole("navigation", { name: this.#session.word("shell", "frame.nav") })
      .getByRole("link", { name: this.#session.word("nav", key), exact: true })
      .click();
  }

  async goesBack(): Promise<void> {
    await this.#session.page.goBack();
  }
}

export class ShellThen {
  readonly #session: DeskSession;

  constructor(session: DeskSession) {
    this.#session = session;
  }

  /** What the finder offers, by name. */
  async found(name: string, offered: boolean): Promise<void> {
    const options = this.#session.page.getByRole("option").filter({ hasText: name });
    if (offered) await expect(options.first()).toBeVisible();
    else await expect(options).toHaveCount(0);
  }

  /** The heading, in words of an area. */
  async headingIs(area: string, key: string, params: { readonly [name: string]: string | number } = {}): Promise<void> {
    await expect(this.#session.heading).toHaveText(this.#session.word(area, key, params));
  }

  /** The heading has the focus, as after going to another page. */
  async headingHasFocus(): Promise<void> {
    await expect(this.#session.heading).toBeFocused();
  }

  async titleIs(area: string, key: string, params: { readonly [name: string]: string | number } = {}): Promise<void> {
    const page = this.#session.word(area, key, params);
    await expect(this.#session.page).toHaveTitle(this.#session.word("shell", "page.title", { page }));
  }

  /** Somewhere an alert says so. */
  async alertSays(area: string, key: string, params: { readonly [name: string]: string | number } = {}): Promise<void> {
    await expect(this.#session.page.getByRole("alert")).toContainText(this.#session.word(area, key, params));
  }

  async noticeSays(
    area: string,
    key: string,
    params: { readonly [name: string]: string | number } = {},
  ): Promise<void> {
    await expect(this.#session.notices).toContainText(this.#session.word(area, key, params));
  }

  async shows(area: string, key: string, params: { readonly [name: string]: string | number } = {}): Promise<void> {
    await expect(this.#session.page.getByText(this.#session.word(area, key, params)).first()).toBeVisible();
  }

  async addressIs(path: string): Promise<void> {
    await expect(this.#session.page).toHaveURL(this.#session.office.url + path);
  }

  /** The pages that the navigation offers, by the keys of their names. */
  async navigationIs(keys: readonly string[]): Promise<void> {
    const links = this.#session.page
      .getByRole("navigation", { name: this.#session.word("shell", "frame.nav") })
      .getByRole("link");
    await expect(links).toHaveText(keys.map((key) => this.#session.word("nav", key)));
  }

  /** Axe finds nothing in the language in force, and nothing sticks out: also where the switch of languages is folded away. */
  async fits(): Promise<void> {
    await this.#session.fits();
  }

  /** Axe finds nothing on the page, in none of the languages; nothing sticks out to the side. */
  async everybodyCanUse(): Promise<void> {
    for (const language of LANGUAGES) {
      await this.#speak(language);
      await this.#session.fits(language);
    }
  }

  /** Another language without touching the page, so that open dialogs stay open. */
  async #speak(language: (typeof LANGUAGES)[number]): Promise<void> {
    const { page } = this.#session;
    await page.evaluate(
      (one) => document.querySelector<HTMLElement>(`.switch button[lang="${one}"]`)?.click(),
      language,
    );
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    this.#session.language = language;
  }

  /** A picture for the eye. */
  async isPictured(file: string, fullPage = false): Promise<void> {
    await this.#session.page.screenshot({ path: file, fullPage });
  }
}
