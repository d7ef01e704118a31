/** Campaigns: the control room, used by keyboard alone, and the phone in the field. */

import { Buffer } from "node:buffer";
import { expect, type Locator } from "@playwright/test";
import type { Person } from "../../harness/office";
import { Phone, type Spot } from "../../harness/phone";
import { Watch } from "../../harness/watch";
import { MapWindow } from "../map-window";
import { DeskSession } from "./session";
import { ShellThen, ShellWhen } from "./shell";

type Params = { readonly [name: string]: string | number };

interface Site {
  readonly ref: string;
  readonly version: number;
  readonly lifecycle: string;
  readonly review: string | null;
  readonly record: { readonly [member: string]: unknown };
}

class Campaigns {
  readonly session: DeskSession;

  constructor(session: DeskSession) {
    this.session = session;
  }

  t(key: string, params: Params = {}): string {
    return this.session.word("campaigns", key, params);
  }

  button(key: string, params: Params = {}): Locator {
    return this.session.page.getByRole("button", { name: this.t(key, params), exact: true });
  }

  async site(ref: string): Promise<Site> {
    return (await this.session.api("GET", `/api/v1/desk/sites/${ref}`)).body as Site;
  }
}

export class CampaignsGiven extends Campaigns {
  /** Sites that somebody has copied from a list and nobody has seen; their references, from west to east. */
  async candidates(names: readonly string[]): Promise<readonly string[]> {
    const refs: string[] = [];
    for (const [i, name] of names.entries()) {
      const x = 37.5 + i * 0.01;
      const ring = [
        [x, 48.7],
        [x + 0.002, 48.7],
        [x + 0.002, 48.702],
        [x, 48.702],
        [x, 48.7],
      ];
      const record = {
        kind: "brownfield",
        confirmation: "candidate",
        names: { uk: name },
        location_quality: "cadastral",
        availability: "available",
      };
      const geometry = { type: "Polygon", coordinates: [ring] };
      const { body } = await this.session.api("POST", "/api/v1/desk/sites", { record, geometry });
      refs.push((body as Site).ref);
    }
    return refs;
  }

  /** A campaign with tasks of all candidates, made without the page; its number. */
  async planned(name: string): Promise<number> {
    const { body } = await this.session.api("POST", "/api/v1/desk/campaigns", { name });
    const { id } = body as { readonly id: number };
    await this.session.api("POST", `/api/v1/desk/campaigns/${id}/tasks`, { sites: {} });
    return id;
  }

  /** A phone with the field page of a campaign, for somebody who has signed in on it. */
  async phone(person: Person, spot: Spot | null, locale = "en-GB"): Promise<FieldPhone> {
    return FieldPhone.of(this.session, person, await Phone.buy(locale, spot));
  }
}

export class CampaignsWhen extends Campaigns {
  /** Goes by the Tab key until something has the focus. */
  async #reaches(wanted: Locator): Promise<void> {
    const { page } = this.session;
    await expect(wanted).toBeVisible();
    for (let i = 0; i < 250; i += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`The Tab key does not lead to ${wanted}.`);
  }

  /** Presses a button or a link by keyboard. */
  async presses(wanted: Locator): Promise<void> {
    await this.#reaches(wanted);
    await this.session.page.keyboard.press("Enter");
  }

  async pressesButton(key: string, params: Params = {}): Promise<void> {
    await this.presses(this.button(key, params));
  }

  /** Writes into a field by keyboard. */
  async writes(key: string, text: string): Promise<void> {
    await this.#reaches(this.session.main.getByLabel(this.t(key), { exact: false }).first());
    await this.session.page.keyboard.type(text);
  }

  /** Ticks a box by keyboard. */
  async ticks(box: Locator): Promise<void> {
    await this.#reaches(box);
    await this.session.page.keyboard.press("Space");
  }

  /** Adds a question about a field by keyboard: the list jumps to what is typed. */
  async asksAbout(label: string): Promise<void> {
    const list = this.session.main.getByLabel(this.t("question.add_field"));
    await this.#reaches(list);
    await this.session.page.keyboard.type(label);
    await expect(list.locator("option:checked")).toHaveText(label);
    await this.presses(this.button("question.add").first());
    await expect(this.session.main.locator(".question-row").filter({ hasText: label })).toBeVisible();
  }

  /** Plans a campaign with questions about fields, by their labels, the first of which has to be answered. */
  async plans(name: string, questions: readonly string[]): Promise<void> {
    await this.session.open("/desk/campaigns");
    await this.presses(this.session.main.getByRole("link", { name: this.t("list.new") }));
    await this.writes("edit.name", name);
    for (const question of questions) await this.asksAbout(question);
    await this.ticks(this.session.main.locator(".question-row").first().getByLabel(this.t("question.required")));
    await this.pressesButton("edit.make");
    await expect(this.session.heading).toHaveText(name);
  }

  /** Makes tasks of all candidates. */
  async makesTasks(): Promise<void> {
    await this.pressesButton("make.by_sites");
  }

  /** Adds a place without a site by its numbers. */
  async addsPlace(at: string): Promise<void> {
    await this.pressesButton("make.point");
    await this.writes("make.typed", at);
    await this.pressesButton("make.typed_add");
    await this.pressesButton("make.by_places", { n: 1 });
  }

  /** Opens the campaign and says yes to the question. */
  async moves(move: string): Promise<void> {
    await this.pressesButton(`move.${move}`);
    const dialog = this.session.page.getByRole("dialog");
    await this.presses(dialog.getByRole("button", { name: this.t(`move.${move}`), exact: true }));
    await expect(dialog).toBeHidden();
  }

  /** Assigns all open tasks to people by name. */
  async assigns(names: readonly string[]): Promise<void> {
    for (const name of names)
      await this.ticks(this.session.main.locator(".assign-people label").filter({ hasText: name }).locator("input"));
    await this.pressesButton("assign.all");
  }

  /** Goes to a part of the control room, by the arrow keys. */
  async goesTo(part: "tasks" | "observations" | "people" | "results"): Promise<void> {
    await this.#reaches(this.session.main.locator('[role="tab"][aria-selected="true"]'));
    const wanted = this.session.main.locator(`#room-tab-${part}`);
    for (let i = 0; i < 4 && (await wanted.getAttribute("aria-selected")) !== "true"; i += 1)
      await this.session.page.keyboard.press("ArrowRight");
    await expect(wanted).toHaveAttribute("aria-selected", "true");
  }

  /** Judges the observation of a place. */
  async judges(place: string, verdict: "accepted" | "redo" | "doubtful", remark = ""): Promise<void> {
    const seen = this.session.main.getByRole("article").filter({ hasText: place });
    if (remark !== "") {
      await this.#reaches(seen.getByLabel(this.t("verdict.remark")));
      await this.session.page.keyboard.type(remark);
    }
    await this.presses(seen.getByRole("button", { name: this.t(`verdict.${verdict}_do`), exact: true }));
    await expect(this.session.notices).toContainText(this.t(`verdict.${verdict}_done`));
  }

  async folds(): Promise<void> {
    await this.pressesButton("fold.do");
  }

  async withdraws(place: string, reason: string): Promise<void> {
    const row = this.session.main
      .locator(".fold-results li")
      .filter({ hasText: place })
      .filter({ has: this.session.page.getByRole("button") });
    await this.presses(row.getByRole("button", { name: this.t("withdraw.do") }));
    const dialog = this.session.page.getByRole("dialog");
    await this.#reaches(dialog.getByLabel(this.t("move.reason")));
    await this.session.page.keyboard.type(reason);
    await this.presses(dialog.getByRole("button", { name: this.t("withdraw.do"), exact: true }));
    await expect(dialog).toBeHidden();
    await expect(row).toHaveCount(0);
  }
}

export class CampaignsThen extends Campaigns {
  /** The map can be seen, and draws a mark for each of the tasks on it. */
  async marks(tasks: number): Promise<void> {
    const map = new MapWindow(this.session.page);
    await expect.poll(async () => (await map.drawn("task-ring")).length).toBe(tasks);
    const sight = this.session.main.locator(".task-map .map-canvas");
    expect((await sight.boundingBox())?.height ?? 0).toBeGreaterThan(200);
  }

  async progressIs(done: number, total: number): Promise<void> {
    await expect(this.session.main.locator(".task-progress-words").first()).toHaveText(
      this.t("progress.done", { n: done, total }),
    );
  }

  /** How many tasks are in a state. */
  async counts(state: string, n: number): Promise<void> {
    await expect(this.session.main.locator(".task-counts li").filter({ hasText: this.t(`task.${state}`) })).toHaveText(
      `${this.t(`task.${state}`)} ${n}`,
    );
  }

  /** What an observation of a place shows: its texts, one after the other. */
  async seenSays(place: string, texts: readonly (string | RegExp)[]): Promise<void> {
    const seen = this.session.main.getByRole("article").filter({ hasText: place });
    for (const text of texts) await expect(seen).toContainText(text);
  }

  /** The photo of a place is drawn. */
  async photoIsSeen(place: string): Promise<void> {
    const photo = this.session.main.getByRole("article").filter({ hasText: place }).getByRole("img");
    await expect.poll(() => photo.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  }

  async foldSays(place: string, outcome: string): Promise<void> {
    await expect(
      this.session.main.locator(".fold-results").first().locator("li").filter({ hasText: place }),
    ).toContainText(this.t(`folded.${outcome}`));
  }

  async precisionSays(text: string): Promise<void> {
    await expect(
      this.session.main
        .locator("section")
        .filter({ hasText: this.t("precision.title") })
        .locator("tbody tr")
        .last(),
    ).toContainText(text);
  }

  /** How many observations the registry has, by asking it. */
  async registryHas(campaign: number, observations: number): Promise<void> {
    const { body } = await this.session.api("GET", `/api/v1/desk/campaigns/${campaign}/observations`);
    expect((body as { observations: unknown[] }).observations).toHaveLength(observations);
  }

  async draftIs(
    ref: string,
    wanted: {
      readonly lifecycle: string;
      readonly confirmation: string;
      readonly former_use?: string;
      readonly photos: number;
    },
  ): Promise<void> {
    const { lifecycle, record } = await this.site(ref);
    const facts = (record["facts"] ?? {}) as { readonly [field: string]: { readonly method?: string } };
    expect({
      lifecycle,
      confirmation: record["confirmation"],
      ...(wanted.former_use === undefined ? {} : { former_use: record["former_use"] }),
      photos: ((record["media"] ?? []) as unknown[]).length,
    }).toEqual(wanted);
    if (wanted.former_use !== undefined) expect(facts["former_use"]?.method).toBe("field_visit");
  }
}

/** A picture as a camera takes it: a JPEG of one grey. */
const PHOTO = Buffer.from(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAB//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==",
  "base64",
);

/** What an observer says of a place. */
export interface Answers {
  readonly sighting: "there" | "not_there" | "unclear" | "not_reached";
  /** Chosen or written, by the label of the question; null: cannot be told. */
  readonly answers?: { readonly [label: string]: string | number | null };
  readonly photos?: number;
  readonly comment?: string;
}

/** The field page on a phone. */
export class FieldPhone {
  readonly phone: Phone;
  readonly #desk: DeskSession;
  readonly #person: Person;
  #campaign = 0;

  private constructor(desk: DeskSession, person: Person, phone: Phone) {
    this.#desk = desk;
    this.#person = person;
    this.phone = phone;
  }

  static async of(desk: DeskSession, person: Person, phone: Phone): Promise<FieldPhone> {
    const field = new FieldPhone(desk, person, phone);
    await phone.open();
    await desk.office.signIn(phone.context.request, person);
    return field;
  }

  t(key: string, params: Params = {}): string {
    return this.#desk.word("campaigns", key, params);
  }

  /** Axe finds nothing on the phone's page, in none of the languages; nothing sticks out to the side. */
  async everybodyCanUse(): Promise<void> {
    const watch = new Watch(this.phone.context, this.#desk.office.url);
    const session = new DeskSession(this.phone.page, this.#desk.office, watch, "en");
    await new ShellThen(session).everybodyCanUse();
    await new ShellWhen(session).speaks("en");
  }

  /** Opens the page of a campaign, and waits until it would come up without a network. */
  async takesAlong(campaign: number, tasks: number): Promise<void> {
    this.#campaign = campaign;
    await this.phone.page.goto(`${this.#desk.office.url}/desk/field/${campaign}`);
    await expect(this.phone.page.locator(".phone-task")).toHaveCount(tasks);
    await this.phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await expect.poll(() => this.phone.page.evaluate(async () => (await caches.keys()).length)).toBe(1);
  }

  /** Closes the browser and opens it again, without a network or with one. */
  async isClosedAndOpened({ offline }: { offline: boolean }): Promise<void> {
    await this.phone.close();
    await this.phone.open({ offline });
    await this.phone.page.goto(`${this.#desk.office.url}/desk/field/${this.#campaign}`);
    await expect(this.phone.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  async begins(place: string): Promise<void> {
    await this.phone.page.locator(".phone-task").filter({ hasText: place }).click();
    await expect(this.phone.page.getByRole("heading", { level: 2, name: place })).toBeFocused();
  }

  async fills({ sighting, answers = {}, photos = 0, comment = "" }: Answers): Promise<void> {
    const { page } = this.phone;
    await page
      .locator(".answer")
      .getByLabel(this.t(`sighting.${sighting}`), { exact: true })
      .first()
      .check();
    for (const [label, value] of Object.entries(answers)) {
      const block = page.locator(".answer-block").filter({ has: page.locator("legend", { hasText: label }) });
      if (value === null) await block.getByLabel(this.t("answer.unknown")).check();
      else if (typeof value === "number") {
        await block.locator('input[type="number"]').fill(String(value));
        await block.locator('input[type="number"]').blur();
      } else if ((await block.locator("select").count()) > 0)
        await block.locator("select").selectOption({ label: value });
      else await block.getByLabel(value, { exact: true }).check();
    }
    for (let n = 1; n <= photos; n += 1) {
      await page
        .locator('input[type="file"]')
        .setInputFiles({ name: `IMG_${n}.jpg`, mimeType: "image/jpeg", buffer: PHOTO });
      await expect(page.locator(".photo-list img")).toHaveCount(n);
    }
    if (comment !== "") await page.locator(".answer textarea").fill(comment);
  }

  /** The position with its accuracy stands on the page. */
  async positionIs(key: string, params: Params = {}): Promise<void> {
    await expect(this.phone.page.getByText(this.t(key, params))).toBeVisible();
  }

  async saves(): Promise<void> {
    await this.phone.page.getByRole("button", { name: this.t("answer.save"), exact: true }).click();
  }

  async answers(place: string, answers: Answers): Promise<void> {
    await this.begins(place);
    await this.fills(answers);
    await this.saves();
    await expect(this.phone.page.locator(".phone-tasks")).toBeVisible();
  }

  async stateIs(state: string): Promise<void> {
    await expect(this.phone.page.locator(".phone-status")).toContainText(this.t(`sending.${state}`));
  }

  async waits(observations: number, photos: number): Promise<void> {
    const words =
      observations + photos === 0 ? this.t("field.nothing_waits") : this.t("field.waits", { observations, photos });
    await expect(this.phone.page.locator(".phone-status")).toContainText(words);
  }

  async taskSays(place: string, words: string): Promise<void> {
    await expect(this.phone.page.locator(".phone-task").filter({ hasText: place })).toContainText(words);
  }

  async openList(): Promise<void> {
    await this.phone.page.getByRole("tab", { name: this.t("field.list") }).click();
  }

  async opensQueue(): Promise<void> {
    await this.phone.page.getByRole("tab", { name: this.t("field.queue") }).click();
  }

  async queueIs(states: readonly ("queued" | "sent" | "refused")[]): Promise<void> {
    await expect(this.phone.page.locator(".phone-queue > li")).toHaveCount(states.length);
    for (const [i, state] of states.entries())
      await expect(this.phone.page.locator(".phone-queue > li").nth(i)).toContainText(this.t(`queue.${state}`));
  }

  async signsInAgain(): Promise<void> {
    const { page } = this.phone;
    await page.getByLabel(this.#desk.word("shell", "sign.email")).fill(this.#person.email);
    await page.getByLabel(this.#desk.word("shell", "sign.password"), { exact: true }).fill(this.#person.password);
    await page.keyboard.press("Enter");
  }

  async pressesSend(): Promise<void> {
    await this.phone.page.getByRole("button", { name: this.t("field.send"), exact: true }).click();
  }

  async pressesSignIn(): Promise<void> {
    await this.phone.page.getByRole("button", { name: this.t("field.sign_in"), exact: true }).click();
  }
}
