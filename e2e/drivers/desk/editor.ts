/** The site editor: how outlines and facts are entered, saved, submitted, divided, and what is seen of it. */

import { expect, type Locator } from "@playwright/test";
import type { Hands } from "../keys";
import type { DeskSession } from "./session";

type Params = { readonly [name: string]: string | number };

export interface Site {
  readonly ref: string;
  readonly version: number;
  readonly lifecycle: string;
  readonly review: string | null;
  readonly record: { readonly [member: string]: unknown };
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}

/** A place of a value on the page: "kind", "area.declared_m2", "utilities[gas].state". */
type Place = string;

class Editor {
  readonly session: DeskSession;

  constructor(session: DeskSession) {
    this.session = session;
  }

  get hands(): Hands {
    return this.session.hands;
  }

  t(key: string, params: Params = {}): string {
    return this.session.word("editor", key, params);
  }

  o(key: string, params: Params = {}): string {
    return this.session.word("outline", key, params);
  }

  m(key: string): string {
    return this.session.word("media", key);
  }

  get media(): Locator {
    return this.session.main.locator("article.medium");
  }

  member(place: Place): Locator {
    return this.session.main.locator(`[data-member="${place}"]`);
  }

  control(place: Place): Locator {
    return this.member(place).locator("input, select, textarea").first();
  }

  button(name: string): Locator {
    return this.session.main.getByRole("button", { name, exact: true });
  }

  get dialog(): Locator {
    return this.session.page.getByRole("dialog");
  }

  get ref(): string {
    return decodeURIComponent(/\/desk\/sites\/([^/?]+)/.exec(this.session.page.url())?.[1] ?? "");
  }

  async site(ref = this.ref): Promise<Site> {
    const { body } = await this.session.api("GET", `/api/v1/desk/sites/${encodeURIComponent(ref)}`);
    return body as Site;
  }
}

export class EditorGiven extends Editor {
  /** A draft made without the page. */
  async draft(
    record: { readonly [member: string]: unknown },
    geometry: unknown,
  ): Promise<{ readonly ref: string; readonly tag: string }> {
    const { body, tag } = await this.session.api("POST", "/api/v1/desk/sites", { record, geometry });
    return { ref: (body as Site).ref, tag };
  }

  /** Who has signed in, as records name people. */
  async me(): Promise<string> {
    const { body } = await this.session.api("GET", "/api/v1/session");
    return (body as { principal: { id: string } }).principal.id;
  }

  /** The editor of a site, come to rest. */
  /** The map of the next page waits to be loaded until the function is called that comes back. */
  async mapIsLate(): Promise<() => void> {
    let come = () => {};
    const promise = new Promise<void>((resolve) => {
      come = resolve;
    });
    await this.session.page.route(/\/registry-map-[^/]*\.js$/, async (route) => {
      await promise;
      await route.continue();
    });
    return come;
  }

  async editing(ref: string): Promise<void> {
    await this.session.open(`/desk/sites/${encodeURIComponent(ref)}`);
    await expect(this.session.main.getByRole("tablist")).toBeVisible();
  }
}

export class EditorWhen extends Editor {
  async begins(): Promise<void> {
    await this.session.open("/desk/sites/new");
    await expect(this.session.main.getByRole("tablist")).toBeVisible();
  }

  /** Pastes coordinates; `adds` puts them beside the parts that are there. */
  async pastes(text: string, adds = false): Promise<void> {
    const name = this.o(adds ? "outline.paste_add" : "outline.paste_replace");
    await this.hands.press(this.button(this.o("outline.paste")));
    await this.hands.write(this.dialog.getByRole("textbox"), text);
    await this.hands.press(this.dialog.getByRole("button", { name, exact: true }));
  }

  async opensGroup(name: string): Promise<void> {
    const { body } = await this.session.api("GET", "/api/v1/members");
    const tab = (body as { tabs: { name: string; label: Record<string, string> }[] }).tabs.find(
      (one) => one.name === name,
    );
    const label = new RegExp(`^${tab?.label[this.session.language]}`);
    await this.hands.turnTo(this.session.main.getByRole("tab", { name: label }));
  }

  async enters(place: Place, text: string): Promise<void> {
    await this.hands.write(this.control(place), text);
  }

  async chooses(place: Place, code: string): Promise<void> {
    await this.hands.choose(this.control(place), code);
  }

  /** Writes what some proposals have, and takes the first of them. */
  async takesProposal(place: Place, text: string): Promise<void> {
    await this.hands.write(this.control(place), text);
    await expect(this.member(place).getByRole("option").first()).toBeVisible();
    await this.session.page.keyboard.press("ArrowDown");
    await this.session.page.keyboard.press("Enter");
  }

  /** Unfolds the nth element of a list. */
  async opensElement(list: string, nth: number): Promise<void> {
    await this.hands.press(this.session.main.locator(`[data-list="${list}"] details > summary`).nth(nth - 1));
  }

  async adds(list: string): Promise<void> {
    await this.hands.press(this.session.main.locator(`[data-add="${list}"]`));
  }

  async creates(): Promise<string> {
    await this.hands.press(this.button(this.t("create.button")));
    await expect(this.session.page).toHaveURL(/\/desk\/sites\/(?!new)/);
    await expect(this.session.main.getByRole("tablist")).toBeVisible();
    return this.ref;
  }

  /** Presses the button of an action and confirms it, with a reason where one is given. */
  async does(action: string, reason = ""): Promise<void> {
    await this.hands.press(this.session.main.locator(`[data-act="${action}"]`));
    if (reason !== "") await this.hands.write(this.dialog.locator("textarea"), reason);
    await this.hands.press(this.dialog.getByRole("button", { name: this.t(`act.${action}`), exact: true }));
  }

  /** Writes why every warning may stand, publishes. */
  async publishes(why: string): Promise<void> {
    await this.hands.press(this.session.main.locator('[data-act="publish"]'));
    await expect(this.dialog.getByRole("button", { name: this.t("act.publish"), exact: true })).toBeEnabled();
    const reasons = this.dialog.locator(".field input");
    for (let i = 0; i < (await reasons.count()); i++) await this.hands.write(reasons.nth(i), why);
    await this.hands.press(this.dialog.getByRole("button", { name: this.t("act.publish"), exact: true }));
  }

  async presses(key: string): Promise<void> {
    await this.session.page.keyboard.press(key);
  }

  async types(text: string): Promise<void> {
    await this.session.page.keyboard.type(text);
  }

  async pressesButton(key: string): Promise<void> {
    await this.hands.press(this.button(this.t(key)));
  }

  async pressesOutline(key: string, params: Params = {}): Promise<void> {
    await this.hands.press(this.button(this.o(key, params)));
  }

  async choosesInConflict(choice: "mine" | "theirs"): Promise<void> {
    await this.hands.press(this.button(this.t(`conflict.all_${choice}`)));
  }

  /** The sites into which a site goes. */
  async partsOf(ref: string): Promise<readonly string[]> {
    const { body } = await this.session.api("GET", `/api/v1/desk/sites/${encodeURIComponent(ref)}/lineage`);
    return (body as { into: { to: string }[] }).into.map(({ to }) => to);
  }

  async opensMedia(): Promise<void> {
    await this.session.main.getByRole("tab", { name: this.m("media.tab"), exact: true }).click();
  }

  /** Sends files one after the other, and waits until they are there. */
  async sends(...files: readonly { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
    const there = await this.media.count();
    await this.session.main.locator('.media-add input[type="file"]').setInputFiles([...files]);
    await expect(this.media).toHaveCount(there + files.length);
  }

  /** Sends a file that is refused: the page says so, and keeps what there is. */
  async sendsInVain(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.session.main.locator('.media-add input[type="file"]').setInputFiles(file);
    await expect(this.session.main.locator(".media-list").getByRole("alert")).toBeVisible();
  }

  async saysOfMedium(number: number, title: string): Promise<void> {
    const field = this.media.nth(number).getByLabel(this.m("media.title"), { exact: true });
    await field.fill(title);
    await field.press("Tab");
  }

  async publishesMedium(number: number): Promise<void> {
    await this.media.nth(number).getByLabel(this.m("media.public")).click();
  }

  async removesMedium(number: number): Promise<void> {
    const left = (await this.media.count()) - 1;
    await this.media
      .nth(number)
      .getByRole("button", { name: new RegExp(`^${this.m("media.remove")}`) })
      .click();
    await this.dialog.getByRole("button", { name: this.m("media.remove"), exact: true }).click();
    await expect(this.media).toHaveCount(left);
  }

  async losesNetwork(lost: boolean): Promise<void> {
    await this.session.context.setOffline(lost);
  }

  async closesTab(): Promise<void> {
    await this.session.closeTab();
  }
}

export class EditorThen extends Editor {
  async stateIs(state: string): Promise<void> {
    await expect(this.session.main.locator("[data-save]")).toHaveAttribute("data-save", state);
  }

  /** Whether the page shows the site. */
  async isAt(ref: string, is: boolean): Promise<void> {
    const page = expect(this.session.page);
    await (is ? page : page.not).toHaveURL(`${this.session.office.url}/desk/sites/${encodeURIComponent(ref)}`);
  }

  async recordHas(part: { readonly [member: string]: unknown }): Promise<void> {
    expect((await this.site()).record).toMatchObject(part);
  }

  /** The record's photos and documents, once they are so. */
  async mediaAre(...list: readonly { readonly [member: string]: unknown }[]): Promise<void> {
    await expect
      .poll(async () => (await this.site()).record["media"] ?? [])
      .toEqual(list.map((one) => expect.objectContaining(one)));
  }

  async geometryIs(geometry: unknown): Promise<void> {
    await expect.poll(async () => (await this.site()).geometry).toEqual(geometry);
  }

  async standsAs(lifecycle: string, review: string | null = null): Promise<void> {
    await expect
      .poll(async () => {
        const site = await this.site();
        return [site.lifecycle, site.review];
      })
      .toEqual([lifecycle, review]);
  }

  /** How many proposals there are for what is written. */
  async proposes(place: Place, text: string, n: number): Promise<void> {
    await this.hands.write(this.control(place), text);
    await expect(this.member(place).getByRole("option")).toHaveCount(n);
  }

  async saysAt(place: Place, text: string): Promise<void> {
    await expect(this.member(place)).toContainText(text);
  }

  async saysNotAt(place: Place, text: string): Promise<void> {
    await expect(this.member(place)).toBeVisible();
    await expect(this.member(place)).not.toContainText(text);
  }

  /** A finding of the rule stands at the field. */
  async finds(place: Place, rule: string): Promise<void> {
    await expect(this.member(place).locator(".found")).toContainText(rule);
  }

  async says(key: string, params: Params = {}): Promise<void> {
    await expect(this.session.page.getByText(this.t(key, params)).first()).toBeVisible();
  }

  /** What was not sent is offered with its difference. */
  async offersWork(): Promise<void> {
    await expect(this.session.main.getByRole("table", { name: this.t("found_draft.changes") })).toBeVisible();
  }

  async canDo(action: string, can: boolean): Promise<void> {
    await expect(this.session.main.locator(`[data-act="${action}"]`)).toHaveCount(can ? 1 : 0);
  }

  async refusalSays(text: string | RegExp): Promise<void> {
    await expect(this.dialog.getByRole("alert")).toContainText(text);
  }

  async shows(place: Place, value: string): Promise<void> {
    await expect(this.control(place)).toHaveValue(value);
  }

  /** What the public's link to a site ends at. */
  async publicLinkLeadsTo(ref: string, refs: readonly string[]): Promise<void> {
    const answer = await this.session.context.request.get(
      `${this.session.office.url}/api/v1/sites/${encodeURIComponent(ref)}`,
      { maxRedirects: 0 },
    );
    const text = (await answer.text()) + (answer.headers()["location"] ?? "");
    for (const one of refs) expect(text).toContain(one);
  }
}
