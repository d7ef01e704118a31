/** Administration, by keyboard alone but for choosing a file. */

import { expect, type Locator } from "@playwright/test";
import { choose, press, tabTo, write } from "../keys";
import type { DeskSession } from "./session";

type Labels = { readonly [language: string]: string };
type Params = { readonly [name: string]: string | number };

class Admin {
  readonly session: DeskSession;

  constructor(session: DeskSession) {
    this.session = session;
  }

  t(key: string, params: Params = {}): string {
    return this.session.word("admin", key, params);
  }

  get dialog(): Locator {
    return this.session.page.getByRole("dialog");
  }

  row(name: string): Locator {
    return this.session.main.getByRole("row").filter({ hasText: name });
  }

  button(key: string, params: Params = {}): Locator {
    return this.session.main.getByRole("button", { name: this.t(key, params), exact: true });
  }
}

export class AdminGiven extends Admin {
  /** A page of administration, come to rest; the key is of the table of names. */
  async page(path: string, key: string): Promise<void> {
    await this.session.open(`/desk/admin/${path}`);
    await expect(this.session.heading).toHaveText(this.session.word("nav", key));
  }

  /** Somebody has said once how the files of a source are read. */
  async mapping(source: string): Promise<void> {
    const file = "Nr,Title,Size,longitude,latitude\n1,Old mill,2.5,30.5,50.4\n";
    const sent = await this.session.context.request.post(
      `${this.session.office.url}/api/v1/desk/imports?file_name=town.csv`,
      { data: file, headers: { "Content-Type": "text/csv" } },
    );
    const { id } = (await sent.json()) as { id: number };
    await this.session.api("PATCH", `/api/v1/desk/imports/${id}`, {
      source: { code: source, name: source },
      columns: [
        { column: "Nr", field: "id" },
        { column: "Title", field: "name" },
        { column: "Size", field: "area_declared_m2", unit: "ha" },
      ],
    });
    await this.session.api("POST", `/api/v1/desk/imports/${id}/apply`);
    await expect
      .poll(async () => {
        const { body } = await this.session.api("GET", "/api/v1/desk/mappings");
        return (body as { mappings: readonly unknown[] }).mappings.length;
      })
      .toBe(1);
  }
}

export class AdminWhen extends Admin {
  /** Takes a file of territories: looks at what it holds, then takes it. */
  async takesTerritories(name: string, content: string, level: string, n: number): Promise<void> {
    const { page } = this.session;
    await press(page, this.button("territory.take"));
    await this.dialog
      .getByLabel(this.t("territory.file"), { exact: true })
      .setInputFiles({ name, mimeType: "application/geo+json", buffer: Buffer.from(content) });
    await choose(page, this.dialog.getByLabel(this.t("territory.level"), { exact: true }), this.t(`level.${level}`));
    await write(page, this.dialog.getByLabel(this.t("territory.scheme"), { exact: true }), "test");
    await press(page, this.dialog.getByRole("button", { name: this.t("territory.look"), exact: true }));
    await expect(this.dialog.getByRole("region", { name: this.t("territory.holds") })).toBeVisible();
    await press(page, this.dialog.getByRole("button", { name: this.t("territory.store", { n }), exact: true }));
  }

  async closes(): Promise<void> {
    await this.session.page.keyboard.press("Escape");
    await expect(this.dialog).toBeHidden();
  }

  async finds(key: string, text: string): Promise<void> {
    await write(this.session.page, this.session.main.getByLabel(this.t(key), { exact: true }), text);
  }

  /** Adds an account with one role; gives its first password. */
  async addsUser(name: string, email: string, role: string, territory: string): Promise<string> {
    const { page } = this.session;
    await press(page, this.button("user.add"));
    await write(page, this.dialog.getByLabel(this.t("user.email"), { exact: true }), email);
    await write(page, this.dialog.getByLabel(new RegExp(`^${this.t("user.name")}`)), name);
    await choose(
      page,
      this.dialog.getByLabel(this.t("grant.role", { n: 1 }), { exact: true }),
      this.session.word("shell", `role.${role}`),
    );
    await write(page, this.dialog.getByRole("combobox", { name: this.t("grant.territory", { n: 1 }) }), territory);
    if (territory !== "") {
      await expect(this.dialog.getByRole("listbox").getByRole("option").first()).toBeVisible();
      await page.keyboard.press("Enter");
    }
    await press(page, this.dialog.getByRole("button", { name: this.t("user.make"), exact: true }));
    const secret = this.session.page.getByRole("dialog", { name: this.t("user.password_of", { name }) });
    const password = (await secret.locator(".secret code").textContent()) ?? "";
    await press(page, secret.getByRole("button", { name: this.t("secret.done"), exact: true }));
    return password;
  }

  /** Presses a button of a row, and answers the question with yes. */
  async acts(row: string, key: string, yes: string): Promise<void> {
    const { page } = this.session;
    await press(page, this.row(row).getByRole("button", { name: new RegExp(`^${this.t(key)}`) }));
    await press(page, this.dialog.getByRole("button", { name: this.t(yes), exact: true }));
    await expect(this.dialog).toBeHidden();
  }

  /** Makes a token; gives its text. */
  async makesToken(name: string): Promise<string> {
    const { page } = this.session;
    await press(page, this.button("token.make"));
    await write(page, this.dialog.getByLabel(this.t("token.name"), { exact: true }), name);
    await press(page, this.dialog.getByRole("button", { name: this.t("token.make"), exact: true }));
    const secret = this.session.page.getByRole("dialog", { name: this.t("token.made") });
    const text = (await secret.locator("code").textContent()) ?? "";
    await press(page, secret.getByRole("button", { name: this.t("secret.done"), exact: true }));
    return text;
  }

  /** Writes other days for a clock and looks at what they would do. */
  async tries(clock: string, days: string): Promise<void> {
    const field = this.session.main.locator(`input[name="${clock}"]`);
    await write(this.session.page, field, days);
    await press(this.session.page, this.button("clock.look"));
  }

  async sets(): Promise<void> {
    await press(this.session.page, this.button("clock.set"));
  }

  /** Adds a code to the list that is shown. */
  async addsCode(code: string, labels: Labels): Promise<void> {
    const { page } = this.session;
    await press(page, this.button("code.add"));
    await write(page, this.dialog.getByLabel(this.t("code.code"), { exact: true }), code);
    await this.#labels(labels);
    await press(page, this.dialog.getByRole("button", { name: this.t("code.add"), exact: true }));
  }

  /** Goes down the table to a code, and opens it. */
  async opensCode(code: string): Promise<void> {
    const { main, page } = this.session;
    const row = main.getByRole("button", { name: code, exact: true });
    await expect(row).toBeVisible();
    await tabTo(page, main.locator('tbody .row-open[tabindex="0"]'));
    const rows = await main.locator("tbody tr").count();
    for (let at = 0; at < rows && !(await row.evaluate((one) => one === document.activeElement)); at++)
      await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(this.dialog).toBeVisible();
  }

  /** Says in the open dialog what a code is called. */
  async callsCode(labels: Labels): Promise<void> {
    await this.#labels(labels);
    await press(this.session.page, this.dialog.getByRole("button", { name: this.t("code.save"), exact: true }));
  }

  /** Says in the open dialog which day is a code's last one. */
  async endsCode(day: string): Promise<void> {
    const field = this.dialog.getByLabel(new RegExp(`^${this.t("code.last_day")}`));
    await tabTo(this.session.page, field);
    await field.fill(day); // each system has its own keys for days
  }

  async savesCode(): Promise<void> {
    await press(this.session.page, this.dialog.getByRole("button", { name: this.t("code.save"), exact: true }));
    await expect(this.dialog).toBeHidden();
  }

  async #labels(labels: Labels): Promise<void> {
    for (const [language, text] of Object.entries(labels)) {
      const name = this.t(`code.label_${language}`);
      await write(this.session.page, this.dialog.getByLabel(name, { exact: true }), text);
    }
  }

  async opens(name: string): Promise<void> {
    await press(this.session.page, this.row(name).getByRole("button", { name, exact: true }));
    await expect(this.dialog).toBeVisible();
  }

  async choosesIn(key: string, words: string): Promise<void> {
    await choose(this.session.page, this.session.main.getByLabel(this.t(key), { exact: true }), words);
  }

  async runs(duty: string): Promise<void> {
    const name = new RegExp(`^${this.t("job.run")}.*${this.t(`job.${duty}`)}`);
    await press(this.session.page, this.session.main.getByRole("button", { name }));
  }
}

export class AdminThen extends Admin {
  async rowSays(name: string, ...texts: readonly string[]): Promise<void> {
    for (const text of texts) await expect(this.row(name).first()).toContainText(text);
  }

  async hasNoRow(name: string): Promise<void> {
    await expect(this.row(name)).toHaveCount(0);
  }

  async rowCount(n: number): Promise<void> {
    await expect(this.session.main.locator("tbody tr")).toHaveCount(n);
  }

  async says(key: string, params: Params = {}): Promise<void> {
    await expect(this.session.page.getByText(this.t(key, params)).first()).toBeVisible();
  }

  /** What is wrong with a field of the dialog is told at it. */
  async fieldSays(key: string, text: RegExp): Promise<void> {
    await expect(this.dialog.getByLabel(this.t(key), { exact: true })).toHaveAccessibleDescription(text);
  }

  async dialogSays(text: string): Promise<void> {
    await expect(this.dialog).toContainText(text);
  }

  /** A program that signs in with the token is let in, or not. */
  async tokenIs(text: string, status: number): Promise<void> {
    const answer = await fetch(`${this.session.office.url}/api/v1/desk/sites`, {
      headers: { Authorization: `Bearer ${text}` },
    });
    expect(answer.status).toBe(status);
  }
}
