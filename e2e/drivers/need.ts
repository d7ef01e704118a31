/** What is built, what it needs, and sites side by side: what people do there, and what has to be so. */

import { expect, type Locator } from "@playwright/test";
import type { Session } from "./session";

class NeedPages {
  protected readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  protected get profile(): Locator {
    return this.session.page.locator('select[name="profile"]');
  }

  protected slider(field: string, end: "min" | "max"): Locator {
    return this.session.criteria.locator(`input[name="slide_${end}_${field}"]`);
  }

  protected get relaxations(): Locator {
    return this.session.page.getByRole("region", { name: this.session.word("relax.title") });
  }

  protected get sets(): Locator {
    return this.session.page.locator(".together-set");
  }

  protected get table(): Locator {
    return this.session.page.locator(".compare-table");
  }

  protected get changes(): Locator {
    return this.session.page.locator(".changes");
  }
}

export class NeedWhen extends NeedPages {
  /** Says what will be built, by the name of the profile in the registry. */
  async builds(name: string): Promise<void> {
    const list = this.profile.first();
    const value = await list.locator(`option[value^="${name}"]`).first().getAttribute("value");
    await this.session.hands.choose(list, value ?? name);
  }

  /** Moves a slider by so many steps, by keyboard; a negative number is to the left. */
  async slides(field: string, end: "min" | "max", steps: number): Promise<void> {
    await this.slider(field, end).focus();
    for (let i = 0; i < Math.abs(steps); i++)
      await this.slider(field, end).press(steps < 0 ? "ArrowLeft" : "ArrowRight");
  }

  async opensTheWeights(): Promise<void> {
    await this.session.criteria.locator(".need-wishes summary").click();
  }

  async weighs(field: string, weight: number): Promise<void> {
    await this.session.criteria.locator(`input[name="weight_${field}"]`).fill(String(weight));
  }

  /** Takes the first of the looser demands, and gives how many more sites it promised. */
  async relaxes(): Promise<number> {
    const first = this.relaxations.getByRole("button").first();
    const gain = Number((await first.locator("b").textContent())?.replaceAll(/\D/g, ""));
    await this.session.hands.press(first);
    return gain;
  }

  /** Opens the sets of adjoining sites, by keyboard. */
  async opensTogether(): Promise<void> {
    await this.session.page.getByText(this.session.word("together.title")).press("Enter");
    await expect(this.sets.first()).toBeVisible();
  }

  /** Goes to the first site of a set, by keyboard, and gives its name. */
  async selectsOfSet(number: number): Promise<string> {
    const link = this.sets.nth(number).getByRole("link").first();
    const name = (await link.textContent()) ?? "";
    await link.press("Enter");
    return name;
  }

  async showsSet(number: number): Promise<void> {
    const button = this.sets.nth(number).getByRole("button", { name: this.session.word("together.show") });
    await button.press("Enter");
    await expect(button).toHaveAttribute("aria-pressed", "true");
  }

  async putsAside(ref: string): Promise<void> {
    await this.session.hands.press(this.session.row(ref).locator("button.keep"));
  }

  async compares(): Promise<void> {
    await this.session.hands.press(this.session.page.locator("a.compare-link"));
    await expect(this.table).toBeVisible();
  }

  /** Takes the link that remembers what is seen. */
  async shares(): Promise<string> {
    await this.session.hands.press(this.session.page.getByRole("button", { name: this.session.word("compare.share") }));
    return this.session.page.getByRole("textbox", { name: this.session.word("compare.link") }).inputValue();
  }

  async drops(ref: string): Promise<void> {
    await this.session.hands.press(
      this.table.getByRole("button", { name: this.session.word("compare.drop", { ref }) }),
    );
  }

  async opensTheScore(): Promise<void> {
    await this.session.panel.locator(".block-score summary").click();
  }

  async asksHowFirm(): Promise<void> {
    await this.session.panel.getByRole("button", { name: this.session.word("rank.ask") }).click();
  }

  async follows(link: string): Promise<void> {
    await this.session.page.goto(link);
    await expect(this.table).toBeVisible();
  }
}

export class NeedThen extends NeedPages {
  /** The sets on the screen are those that the registry finds, in the same order, each with its common area. */
  async setsAre(filter: string): Promise<number> {
    const found = await this.session.registry.together(filter);
    expect(found.count).toBe(found.sets.length);
    await expect(this.sets).toHaveCount(found.count);
    for (const [i, set] of found.sets.entries()) {
      const links = this.sets.nth(i).getByRole("link");
      await expect(links).toHaveText(set.sites.map(({ properties }) => String(properties["name_en"])));
      await expect(this.sets.nth(i)).toContainText(`${(set.area_m2 / 10_000).toFixed(2)} ha`);
      await expect(this.sets.nth(i)).toHaveAttribute("data-list", set.list);
    }
    return found.count;
  }

  /** The outlines of a set are on the map, with its rectangle. */
  async setIsDrawn(): Promise<void> {
    for (const layer of ["measure-together", "measure-rectangle"])
      await expect
        .poll(async () => (await this.session.map.drawn(layer)).length, { message: layer })
        .toBeGreaterThan(0);
  }

  async builds(name: string): Promise<void> {
    await expect(this.profile.first()).toHaveValue(name);
  }

  /** The bound's counts on the slider's card. */
  async boundCounts(field: string, meets: number, may: number): Promise<void> {
    const sliders = this.session.page.locator(`input[name="slide_min_${field}"], input[name="slide_max_${field}"]`);
    const card = this.session.criteria.locator(".bound").filter({ has: sliders });
    await expect(card.locator(".bound-counts")).toHaveText(this.session.word("build.counts", { n: meets, may }));
  }

  /** The guaranteed scores of the rows never rise, and each row has one. */
  async rowsFallByScore(): Promise<void> {
    const scores = await this.session.rows.locator(".score-low b").allTextContents();
    const numbers = scores.map((text) => Number(text.replace(",", ".")));
    expect(numbers.length).toBe(await this.session.rows.count());
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  }

  async weightsAreChanged(): Promise<void> {
    await expect(this.session.criteria.locator(".badge-own")).toBeVisible();
  }

  /** The points of the panel's account sum exactly to the score that it says. */
  async pointsSumUp(): Promise<void> {
    const ledger = this.session.panel.locator(".ledger-table");
    const points = await ledger.locator("tbody .ledger-points").allTextContents();
    const sum = points.reduce((total, text) => total + Math.round(10 * Number.parseFloat(text.replace(",", "."))), 0);
    const said = await ledger.locator("tfoot b").textContent();
    expect(sum).toBe(Math.round(10 * Number((said ?? "").replace(",", "."))));
  }

  async firmnessIsSaid(): Promise<void> {
    await expect(this.session.panel.locator(".firmness")).toContainText("TOPSIS");
  }

  async compared(refs: readonly string[]): Promise<void> {
    await expect(this.table.locator("thead .ref")).toHaveText([...refs]);
  }

  /** Where the browser draws no map, each site's place is said by its coordinates. */
  async placesAreSaid(sites: number): Promise<void> {
    const places = this.session.page.getByRole("region", { name: this.session.word("compare.map") });
    await expect(places.getByRole("definition")).toHaveText(Array(sites).fill(/^−?\d+[.,]\d+° · −?\d+[.,]\d+°$/));
  }

  async bestAndWorstAreSaid(): Promise<void> {
    await expect(this.table.locator(".mark-best").first()).toHaveText(this.session.word("compare.best"));
    await expect(this.table.locator(".mark-worst").first()).toHaveText(this.session.word("compare.worst"));
  }

  async nothingHasChanged(): Promise<void> {
    await expect(this.changes).toContainText(this.session.word("compare.unchanged"));
  }

  async hasChanged(texts: readonly RegExp[]): Promise<void> {
    for (const text of texts) await expect(this.changes).toContainText(text);
  }
}
