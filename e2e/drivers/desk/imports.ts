/** Imports: how a file is given, read, checked, imported and taken back, and what the page shows of it. */

import { basename } from "node:path";
import { expect, type Locator } from "@playwright/test";
import type { DeskSession } from "./session";

export interface File {
  readonly name: string;
  readonly content: string | Buffer;
}

type Params = { readonly [name: string]: string | number };

class Imports {
  readonly session: DeskSession;

  constructor(session: DeskSession) {
    this.session = session;
  }

  t(key: string, params: Params = {}): string {
    return this.session.word("imports", key, params);
  }

  button(key: string): Locator {
    return this.session.main.getByRole("button", { name: this.t(key), exact: true });
  }

  get table(): Locator {
    return this.session.main.getByRole("grid");
  }

  get detail(): Locator {
    return this.session.page.locator("#row-detail");
  }
}

export class ImportsGiven extends Imports {
  /** The list of imports, come to rest. */
  async page(): Promise<void> {
    await this.session.open("/desk/imports");
    await expect(this.session.heading).toHaveText(this.t("imports.title"));
  }

  /** Somebody has changed a site since, by its name; gives its reference. */
  async siteChanged(name: string, record: unknown): Promise<string> {
    const found = await this.session.api("GET", `/api/v1/desk/sites?${new URLSearchParams({ text: name })}`);
    const ref = (found.body as { sites: { ref: string }[] }).sites[0]?.ref;
    if (ref === undefined) throw new Error(`There is no site ${name}.`);
    const path = `/api/v1/desk/sites/${ref}`;
    const { tag } = await this.session.api("GET", path);
    await this.session.api("PATCH", path, { record }, { "If-Match": tag });
    return ref;
  }

  /** From now on the page notes how long its tasks keep it from answering. */
  async countsLongTasks(): Promise<void> {
    await this.session.page.addInitScript(() => {
      const longest = { ms: 0, during: "nothing" };
      Object.assign(window, { landbankLongest: longest, landbankDoing: "opening the page" });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) {
          if (duration <= longest.ms) continue;
          longest.ms = Math.round(duration);
          longest.during = (window as unknown as { landbankDoing: string }).landbankDoing;
        }
      }).observe({ type: "longtask", buffered: true });
    });
  }

  /** Another person looks at the import that somebody has here. */
  async sameAs(other: { readonly session: DeskSession }): Promise<void> {
    await this.session.open(new URL(other.session.page.url()).pathname);
    await expect(this.session.heading).toBeVisible();
  }
}

export class ImportsWhen extends Imports {
  async sends({ name, content }: File): Promise<void> {
    const input = this.session.main.locator('input[type="file"]');
    await input.setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
    await expect(this.session.heading).toHaveText(name, { timeout: 60_000 });
  }

  /** Sends a file as it lies on the disk: the page has nothing to do with making it. */
  async sendsFromDisk(path: string): Promise<void> {
    await this.#does("sending the file");
    const name = basename(path);
    await this.session.main.locator('input[type="file"]').setInputFiles(path);
    await expect(this.session.heading).toHaveText(name, { timeout: 60_000 });
  }

  /** Sends a file without the mouse. */
  async sendsByKeyboard({ name, content }: File): Promise<void> {
    const { page } = this.session;
    const choosing = page.waitForEvent("filechooser");
    await this.session.main.locator('input[type="file"]').focus();
    await page.keyboard.press("Enter");
    await (await choosing).setFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
    await expect(this.session.heading).toHaveText(name, { timeout: 60_000 });
  }

  /** Goes to a button and presses it by the keyboard. */
  async pressesOn(key: string): Promise<void> {
    const button = this.button(key).first();
    await expect(button).toBeEnabled();
    await button.focus();
    await this.session.page.keyboard.press("Enter");
  }

  async goesToTheTable(): Promise<void> {
    await this.table.focus();
  }

  /** Says what a column is read into, by the name of the field. */
  async maps(column: string, field: string, unit = ""): Promise<void> {
    const label = this.t("imports.map_field_of", { column });
    await this.session.main.getByLabel(label, { exact: true }).selectOption(field);
    if (unit !== "")
      await this.session.main.getByLabel(this.t("imports.map_unit_of", { column }), { exact: true }).selectOption(unit);
  }

  async namesTheSource(code: string): Promise<void> {
    await this.session.main.getByLabel(this.t("imports.source_code"), { exact: true }).fill(code);
  }

  async readsItSo(): Promise<void> {
    await this.button("imports.read_so").click();
    await expect(this.session.main.getByText(this.t("imports.not_said_yet"))).toBeHidden();
  }

  /** Runs the check and waits for its end; the first one or another. */
  async checks(): Promise<void> {
    const name = new RegExp(`^(${this.t("imports.check")}|${this.t("imports.check_again")})$`);
    await this.#does("checking");
    await this.session.main.getByRole("button", { name }).first().click();
    await expect(this.session.main.locator("#rows-title")).toBeFocused({ timeout: 300_000 });
  }

  /** Shows the rows of one state, by the last part of its key. */
  async showsRows(state: string): Promise<void> {
    await this.session.main.locator(`.row-tab-${state}`).click();
  }

  async showsRule(rule: string): Promise<void> {
    await this.session.main.getByLabel(this.t("imports.by_rule"), { exact: true }).selectOption(rule);
  }

  async selectsRow(text: string): Promise<void> {
    await this.table.getByRole("row").filter({ hasText: text }).first().click();
  }

  async corrects(column: string, value: string): Promise<void> {
    const input = this.detail.getByLabel(this.t("imports.value_of", { column }), { exact: true }).first();
    await input.fill(value);
    await input.press("Enter");
    await expect(this.detail.getByText(this.t("imports.corrected_waits")).first()).toBeVisible();
  }

  /** Scrolls the table to a row, by its place from 0, and waits for it. */
  async goesToRow(place: number): Promise<void> {
    await this.#does(`going to row ${place}`);
    await this.table.evaluate((table, top) => {
      table.scrollTop = top;
    }, place * 40);
    await expect(this.session.page.locator(`#import-row-${place} .rows-name`)).not.toBeEmpty();
  }

  async showsTheMap(): Promise<void> {
    await this.#does("showing the map");
    await this.button("imports.map_view").click();
    await expect(this.session.page.locator("body")).toHaveAttribute("data-map-idle", "true", { timeout: 120_000 });
  }

  async showsTheTable(): Promise<void> {
    await this.#does("showing the table");
    await this.button("imports.table").click();
    await expect(this.table).toBeVisible();
  }

  /** Notes for the count of long tasks what the page is doing. */
  async #does(what: string): Promise<void> {
    await this.session.page.evaluate((doing) => Object.assign(window, { landbankDoing: doing }), what);
  }

  async choosesToPublish(): Promise<void> {
    await this.session.main.getByLabel(this.t("imports.as_public")).check();
  }

  async applies(key = "imports.apply"): Promise<void> {
    await this.#does("importing");
    await this.button(key).click();
  }

  async undoes(reason: string): Promise<void> {
    await this.button("imports.undo").click();
    await this.session.main.locator(".undo").getByLabel(this.t("imports.reason")).fill(reason);
    await this.button("imports.undo_now").click();
  }

  /** Takes back what can be, after it was refused for later changes. */
  async undoesTheRest(): Promise<void> {
    await this.session.main.getByLabel(this.t("imports.skip_changed")).check();
    await this.button("imports.undo_now").click();
  }
}

export class ImportsThen extends Imports {
  /** What a column is read into, and who says so. */
  async reads(column: string, by: "stated" | "remembered" | "name" | "nobody"): Promise<void> {
    const row = this.session.main.locator(".mapping-table tr").filter({
      has: this.session.page.getByRole("rowheader", { name: column, exact: true }),
    });
    await expect(row.locator(".mapping-by")).toHaveText(this.t(`imports.map_who_${by}`));
  }

  async counts(counts: { readonly [state: string]: number }): Promise<void> {
    for (const [state, n] of Object.entries(counts))
      await expect(this.session.main.locator(`.row-tab-${state} .row-tab-count`)).toHaveText(`${n}`);
  }

  /** The names of the rows in the table, in their order. */
  async rowsAre(names: readonly string[]): Promise<void> {
    await expect(this.table.locator(".rows-name")).toHaveText([...names]);
  }

  async detailSays(text: string | RegExp): Promise<void> {
    await expect(this.detail).toContainText(text);
  }

  async isApplied(): Promise<void> {
    await expect(this.session.main.locator("#result-title")).toHaveText(this.t("imports.applied"), {
      timeout: 300_000,
    });
  }

  async isUndone(withdrawn: number, restored: number): Promise<void> {
    await expect(this.session.main.locator(".result")).toContainText(
      this.t("imports.undone_counts", { withdrawn, restored }),
    );
  }

  /** So many rows were read, with spaces or commas between the thousands. */
  async readAll(rows: number): Promise<void> {
    const said = this.session.main.locator(".row-tab-all .row-tab-count");
    await expect.poll(async () => Number((await said.textContent())?.replaceAll(/\D/g, ""))).toBe(rows);
  }

  async longestTask(): Promise<{ readonly ms: number; readonly during: string }> {
    return this.session.page.evaluate(
      () => (window as unknown as { landbankLongest: { ms: number; during: string } }).landbankLongest,
    );
  }

  /** After a check the focus is on the heading of the rows. */
  async rowsHaveFocus(): Promise<void> {
    await expect(this.session.main.locator("#rows-title")).toBeFocused({ timeout: 60_000 });
  }

  async detailHasFocus(name: string): Promise<void> {
    await expect(this.detail).toBeFocused();
    await expect(this.detail).toContainText(name);
  }

  async linksTo(path: string): Promise<void> {
    await expect(this.session.main.locator(`a[href="${path}"]`)).toBeVisible();
  }

  async alertSays(text: string | RegExp): Promise<void> {
    await expect(this.session.main.getByRole("alert").first()).toContainText(text);
  }

  async listSays(file: string, state: string): Promise<void> {
    const row = this.session.main.locator(".imports-table tr").filter({ hasText: file });
    await expect(row).toContainText(this.t(`imports.state_${state}`));
  }

  async reportHas(text: string): Promise<void> {
    const waiting = this.session.page.waitForEvent("download");
    await this.session.main.getByRole("link", { name: this.t("imports.report") }).click();
    const stream = await (await waiting).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer));
    expect(Buffer.concat(chunks).toString("utf8")).toContain(text);
  }
}
