/** The public comparison, over a department whose stock can be changed. */

import { expect, type Locator } from "@playwright/test";
import type { DeskSession } from "./session";

export class CompareShared {
  readonly #session: DeskSession;

  constructor(session: DeskSession) {
    this.#session = session;
  }

  get #table(): Locator {
    return this.#session.page.locator(".compare-table");
  }

  get #changes(): Locator {
    return this.#session.page.locator(".changes");
  }

  async compares(refs: readonly string[], profile: string): Promise<void> {
    await this.#session.open(`/compare?sites=${refs.join(",")}&profile=${profile}&lang=${this.#session.language}`);
    await expect(this.#table.locator("thead .ref")).toHaveText([...refs]);
  }

  /** Takes the link that remembers what is seen. */
  async shares(): Promise<string> {
    const { hands, page } = this.#session;
    await hands.press(page.getByRole("button", { name: this.#session.publicWord("compare.share") }));
    return page.getByRole("textbox", { name: this.#session.publicWord("compare.link") }).inputValue();
  }

  async follows(link: string): Promise<void> {
    await this.#session.page.goto(link);
    await expect(this.#table).toBeVisible();
  }

  async unchanged(): Promise<void> {
    await expect(this.#changes).toContainText(this.#session.publicWord("compare.unchanged"));
  }

  async changedAre(texts: readonly RegExp[]): Promise<void> {
    for (const text of texts) await expect(this.#changes).toContainText(text);
  }

  async everybodyCanUse(): Promise<void> {
    await this.#session.fits("a shared comparison");
  }
}

/** The public map page, where facts that nobody has recorded are asked for. */
export class AskingPublic {
  readonly #session: DeskSession;

  constructor(session: DeskSession) {
    this.#session = session;
  }

  /** The sites that may meet a need. */
  async mayMeet(query: string): Promise<void> {
    await this.#session.open(`/?${query}&list=may_meet&lang=${this.#session.language}`);
    await expect(this.#session.page.locator(".rows > li").first()).toBeVisible();
  }

  /** Asks for what the first site lacks, and gives what the dialog said it asks. */
  async asks(email: string): Promise<void> {
    const { page } = this.#session;
    const button = page
      .locator(".rows > li")
      .first()
      .getByRole("button", { name: this.#word("ask.begin") });
    await this.#session.hands.press(button);
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    await this.#session.fits("asking");
    await this.#session.hands.write(dialog.locator('input[type="email"]'), email);
    await page.keyboard.press("Enter");
    await expect(page.locator(".ask-noted")).toContainText(/\d/);
  }

  #word(key: string): string {
    return this.#session.publicWord(key);
  }
}
