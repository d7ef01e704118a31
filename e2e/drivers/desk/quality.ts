/** Data quality: figures, reminders and findings, by keyboard alone. */

import { expect, type Locator } from "@playwright/test";
import { choose, press, tabTo } from "../keys";
import type { DeskSession } from "./session";

type Params = { readonly [name: string]: string | number };

class Quality {
  readonly session: DeskSession;

  constructor(session: DeskSession) {
    this.session = session;
  }

  t(key: string, params: Params = {}): string {
    return this.session.word("quality", key, params);
  }

  part(key: string): Locator {
    return this.session.main
      .locator("section.quality-part")
      .filter({ has: this.session.page.getByRole("heading", { name: this.t(key), exact: true }) });
  }
}

export class QualityGiven extends Quality {
  async page(path = "", key = "nav.quality"): Promise<void> {
    await this.session.open(`/desk/quality${path}`);
    await expect(this.session.heading).toHaveText(this.session.word("nav", key));
  }

  /** Sites that are published, of which nobody has said when they were checked, brought in on the command line. */
  async published(n: number): Promise<void> {
    const features = Array.from({ length: n }, (_, i) => ({
      type: "Feature",
      properties: { id: String(i + 1), name: `Цех ${i + 1}`, kind: "brownfield", availability: "available" },
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [30.1 + i * 0.01, 50.1],
            [30.105 + i * 0.01, 50.1],
            [30.105 + i * 0.01, 50.103],
            [30.1 + i * 0.01, 50.103],
            [30.1 + i * 0.01, 50.1],
          ],
        ],
      },
    }));
    const file = await this.session.office.file(
      "town.geojson",
      JSON.stringify({ type: "FeatureCollection", features }),
    );
    await this.session.office.command(["import", "--publish", file]);
  }

  /** The jobs of the night have been done once more. */
  async nightIsOver(): Promise<void> {
    const before = await this.#nights();
    for (const duty of ["check", "reminders"]) await this.session.api("POST", "/api/v1/desk/jobs", { duty });
    await expect.poll(() => this.#nights()).toBeGreaterThanOrEqual(before + 2);
  }

  /** How many jobs of nights have been done that were asked for. */
  async #nights(): Promise<number> {
    const { body } = await this.session.api("GET", "/api/v1/desk/jobs");
    const { jobs } = body as { jobs: readonly { duty: string; slot: string; state: string }[] };
    return jobs.filter(
      ({ duty, slot, state }) =>
        ["check", "reminders"].includes(duty) && !slot.endsWith("T00:00:00Z") && state === "completed",
    ).length;
  }
}

export class QualityWhen extends Quality {
  /** Follows a number to what was counted. */
  async follows(part: string, name: string): Promise<void> {
    await press(this.session.page, this.part(part).getByRole("link", { name }).first());
  }

  async showsTheTable(part: string): Promise<void> {
    await press(this.session.page, this.part(part).getByText(this.t("as_table")));
  }

  async looksAt(whose: "mine" | "all"): Promise<void> {
    await choose(
      this.session.page,
      this.session.main.getByLabel(this.t("reminder.whose"), { exact: true }),
      this.t(`reminder.${whose}`),
    );
  }

  /** Chooses the first rows with the x key, going down with j. */
  async choosesRows(n: number): Promise<void> {
    const { page } = this.session;
    await tabTo(page, this.session.main.locator("tbody tr").first().locator(".row-open"));
    for (let row = 0; row < n; row++) {
      if (row > 0) await page.keyboard.press("j");
      await page.keyboard.press("x");
    }
  }

  async confirms(method: string): Promise<void> {
    const { page } = this.session;
    const open = this.session.main.getByRole("button", { name: this.t("confirm.still_true"), exact: true });
    await tabTo(page, open, "Shift+Tab");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: this.t("confirm.title") });
    await choose(page, dialog.getByLabel(this.t("confirm.method"), { exact: true }), method);
    await press(page, dialog.getByRole("button", { name: this.t("confirm.do"), exact: true }));
    await expect(dialog).toBeHidden();
  }
}

export class QualityThen extends Quality {
  async tileSays(key: string, value: string): Promise<void> {
    const tile = this.session.main.locator(".tile").filter({ hasText: this.t(key) });
    await expect(tile.getByRole("link").first()).toContainText(value);
  }

  async partSays(part: string, text: string): Promise<void> {
    await expect(this.part(part)).toContainText(text);
  }

  async tableSays(part: string, name: string, texts: readonly string[]): Promise<void> {
    const row = this.part(part).getByRole("row").filter({ hasText: name });
    for (const text of texts) await expect(row).toContainText(text);
  }

  async rowCount(n: number): Promise<void> {
    await expect(this.session.main.locator("tbody tr")).toHaveCount(n);
  }

  async says(key: string, params: Params = {}): Promise<void> {
    await expect(this.session.page.getByText(this.t(key, params)).first()).toBeVisible();
  }
}
