/** Review, history and corrections: what people at the desk and the public do there, and what they see. */

import { expect, type Locator } from "@playwright/test";
import type { Hands } from "../keys";
import type { DeskSession } from "./session";

type Params = { readonly [name: string]: string | number };

/** A site as a department writes it; what is not named stays unknown. */
export interface Draft {
  readonly name: string;
  readonly record?: { readonly [member: string]: unknown };
  readonly geometry?: unknown;
}

interface Known {
  readonly ref: string;
  readonly tag: string;
}

const SQUARE = square(30.5, 50.4, 0.004);

/** A square with a corner at the place, so many degrees long. */
export function square(west: number, south: number, side: number): unknown {
  const [east, north] = [west + side, south + side];
  return {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

class Review {
  readonly session: DeskSession;

  constructor(session: DeskSession) {
    this.session = session;
  }

  get hands(): Hands {
    return this.session.hands;
  }

  t(key: string, params: Params = {}): string {
    return this.session.word("review", key, params);
  }

  button(key: string): Locator {
    return this.session.main.getByRole("button", { name: this.t(key), exact: true });
  }
}

export class ReviewGiven extends Review {
  /** A draft of the person, made without the page. */
  async draft({ name, record = {}, geometry = SQUARE }: Draft): Promise<Known> {
    const body = { record: { kind: "brownfield", names: { en: name, uk: name }, ...record }, geometry };
    const { body: site, tag } = await this.session.api("POST", "/api/v1/desk/sites", body);
    return { ref: (site as { ref: string }).ref, tag };
  }

  async changed({ ref }: Known, patch: unknown): Promise<Known> {
    return { ref, tag: await this.#send("PATCH", ref, "", patch) };
  }

  /** Something was done with a site; the reason stands in its history. */
  async done({ ref }: Known, action: string, body: unknown = {}): Promise<Known> {
    return { ref, tag: await this.#send("POST", ref, `/${action}`, body) };
  }

  /** A submitted site comes before the public, with a reason for every warning. */
  async published(site: Known): Promise<void> {
    const { body } = await this.session.api("GET", `/api/v1/desk/sites/${site.ref}`);
    const { findings } = body as { findings: { rule: string; field: string; raw: string; severity: string }[] };
    const waivers = findings
      .filter(({ severity }) => severity === "warning")
      .map(({ rule, field, raw }) => ({ rule, field, raw, reason: "Looked at on the spot" }));
    await this.#send("POST", site.ref, "/publish", { waivers });
  }

  /** The label of a field in the language of the person. */
  async label(field: string): Promise<string> {
    const { body } = await this.session.api("GET", "/api/v1/fields");
    const { fields } = body as { fields: { name: string; label: { [language: string]: string } }[] };
    const found = fields.find(({ name }) => name === field)?.label[this.session.language];
    if (!found) throw new Error(`There is no field ${field}.`);
    return found;
  }

  /** The draft of a site holds a text. */
  async draftSays({ ref }: Known, text: string): Promise<void> {
    const { body } = await this.session.api("GET", `/api/v1/desk/sites/${ref}`);
    expect(JSON.stringify((body as { record: unknown }).record)).toContain(text);
  }

  async #send(method: "PATCH" | "POST", ref: string, rest: string, body: unknown): Promise<string> {
    const { tag } = await this.session.api("GET", `/api/v1/desk/sites/${ref}`);
    const headers = { "If-Match": tag };
    return (await this.session.api(method, `/api/v1/desk/sites/${ref}${rest}`, body, headers)).tag;
  }

  /** The page of a site for everybody. */
  async passport({ ref }: Known): Promise<void> {
    await this.session.open(`/sites/${ref}?lang=${this.session.language}`);
    await expect(this.session.heading).toBeVisible();
  }
}

export class ReviewWhen extends Review {
  async opensFromTheQueue(name: string): Promise<void> {
    await this.hands.press(this.session.main.getByRole("link", { name, exact: true }));
    await expect(this.session.heading).toHaveText(name);
  }

  async comments(text: string): Promise<void> {
    await this.hands.write(this.session.main.getByLabel(this.t("review.comment"), { exact: true }), text);
  }

  async returns(): Promise<void> {
    await this.hands.press(this.button("review.return"));
  }

  async publishes(): Promise<void> {
    await this.hands.press(this.button("review.publish"));
  }

  /** Gives every warning the same reason. */
  async excusesWarnings(reason: string): Promise<void> {
    const inputs = this.session.main.getByLabel(this.t("review.waiver"), { exact: true });
    for (const input of await inputs.all()) await this.hands.write(input, reason);
  }

  async movesTheSliderTo(place: "first" | "last"): Promise<void> {
    const slider = this.session.main.getByRole("slider");
    await slider.focus();
    await slider.press(place === "first" ? "Home" : "End");
  }

  /** A visitor says that a fact is something else. */
  async proposes(
    field: string,
    value: string,
    how: { readonly text: string; readonly evidence: string },
  ): Promise<void> {
    const { hands, main } = this.session;
    const word = (key: string, params: Params = {}) => this.session.publicWord(key, params);
    await hands.press(main.getByRole("button", { name: word("correction.begin"), exact: true }));
    const facts = main.getByLabel(word("correction.add_fact"), { exact: true });
    const fact = await facts.locator("option", { hasText: field }).first().getAttribute("value");
    await hands.choose(facts, fact ?? "");
    await hands.press(main.getByRole("button", { name: word("correction.add"), exact: true }));
    const input = main.getByLabel(word("correction.should_be", { field }), { exact: true });
    if ((await input.evaluate((element) => element.tagName)) === "SELECT") await hands.choose(input, value);
    else await hands.write(input, value);
    await hands.write(main.getByLabel(word("correction.text")), how.text);
    await hands.write(main.getByLabel(word("correction.evidence")), how.evidence);
  }

  async sendsTheProposal(): Promise<void> {
    const name = this.session.publicWord("correction.send");
    await this.session.hands.press(this.session.main.getByRole("button", { name, exact: true }));
  }

  /** Accepts the proposed values of the facts, and answers. */
  async accepts(facts: readonly string[], reply: string): Promise<void> {
    const { hands, main } = this.session;
    for (const fact of facts) await hands.tick(main.getByRole("checkbox", { name: fact }));
    await hands.write(main.getByLabel(this.t("review.reply"), { exact: true }), reply);
    await hands.press(this.button("review.decide_accepted"));
  }
}

export class ReviewThen extends Review {
  async queueIs(names: readonly string[]): Promise<void> {
    if (names.length === 0) await expect(this.session.main.locator(".empty")).toBeVisible();
    await expect(this.session.main.locator(".queue-name")).toHaveText([...names]);
  }

  /** What the queue says of a site besides its name. */
  async queueSays(name: string, text: string): Promise<void> {
    await expect(this.session.main.locator(".queue-row").filter({ hasText: name })).toContainText(text);
  }

  /** A fact that changed, as it was and as it is. */
  async changeIs(fact: string, before: string, after: string): Promise<void> {
    const row = this.session.main.locator(".change-list tr").filter({ hasText: fact }).first();
    await expect(row.locator(".change-before")).toContainText(before);
    await expect(row.locator(".change-after")).toContainText(after);
  }

  async says(key: string, params: Params = {}): Promise<void> {
    await expect(this.session.main).toContainText(this.t(key, params));
  }

  async saysText(text: string): Promise<void> {
    await expect(this.session.main).toContainText(text);
  }

  async saysPublic(key: string, params: Params = {}): Promise<void> {
    await expect(this.session.main).toContainText(this.session.publicWord(key, params));
  }

  async alertSays(key: string): Promise<void> {
    await expect(this.session.main.getByRole("alert")).toContainText(this.t(key));
  }

  /** A value at the instant of the slider, and now. */
  async valueThenIs(fact: string, then: string, now: string): Promise<void> {
    const row = this.session.main.locator(".then-values tr").filter({ hasText: fact }).first();
    await expect(row).toContainText(then);
    await expect(row).toContainText(now);
  }

  /** The old and the new outline are drawn over one another. */
  async outlinesAreCompared(): Promise<void> {
    const drawn = this.session.main.getByRole("img", { name: this.t("review.outline_diff"), exact: true });
    await expect(drawn.first()).toBeVisible();
  }

  /** What was done with a site, the newest first. */
  async actionsAre(actions: readonly string[]): Promise<void> {
    const said = actions.map((action) => this.t(`review.action_${action}`));
    await expect(this.session.main.locator(".revision h3")).toHaveText(said);
  }

  async focusIsOn(id: string): Promise<void> {
    await expect(this.session.page.locator(`#${id}`)).toBeFocused();
  }
}
