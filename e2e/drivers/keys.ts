/** Going about a page by keyboard alone, as somebody without a mouse does. */

import { expect, type Locator, type Page } from "@playwright/test";

/** How many stops one makes before one gives up. */
const MOST = 150;

/** Presses Tab until the thing has the focus; Shift and Tab where it lies before. */
export async function tabTo(page: Page, thing: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(thing).toBeVisible();
  for (let stops = 0; stops < MOST; stops++) {
    if (await thing.evaluate((element) => element === document.activeElement)) return shows(thing);
    await page.keyboard.press(key);
  }
  await expect(thing, "is reached by the Tab key").toBeFocused();
}

/** Whoever goes by keyboard sees where they are: the thing, or what is drawn around or beside it, has a ring. */
async function shows(thing: Locator): Promise<void> {
  const ringed = await thing.evaluate((element) => {
    const near = [element, element.parentElement, element.nextElementSibling];
    return near.some((one) => {
      if (!one) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    });
  });
  expect(ringed, "the focus is seen").toBe(true);
}

export async function press(page: Page, thing: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, thing);
  await page.keyboard.press(key);
}

/** Writes over what stands in a field. */
export async function write(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press("Control+A");
  if (text === "") await page.keyboard.press("Delete");
  else await page.keyboard.type(text);
}

/** Chooses in a list, as keyboards do, what stands for a value or what has words that begin so. */
export async function choose(
  page: Page,
  list: Locator,
  wanted: string,
  by: "words" | "value" = "words",
): Promise<void> {
  const placeOf = async () => {
    const options = await list
      .locator("option")
      .evaluateAll((all) => all.map((one) => one as HTMLOptionElement).map(({ value, label }) => ({ value, label })));
    return options.findIndex(({ value, label }) => (by === "value" ? value === wanted : label.startsWith(wanted)));
  };
  // Some lists get their options from the server.
  await expect.poll(placeOf, { message: `${wanted} is in the list` }).toBeGreaterThanOrEqual(0);
  const place = await placeOf();
  await tabTo(page, list);
  await page.keyboard.press("Home");
  for (let step = 0; step < place; step++) await page.keyboard.press("ArrowDown");
  await expect(list).toHaveJSProperty("selectedIndex", place);
}

/** How somebody does things on a page: with the mouse where it is quicker for a journey, or by keyboard alone. */
export class Hands {
  readonly #page: Page;
  byKeyboard = false;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(thing: Locator): Promise<void> {
    if (this.byKeyboard) await press(this.#page, thing);
    else await thing.click();
  }

  async write(field: Locator, text: string): Promise<void> {
    if (this.byKeyboard) await write(this.#page, field, text);
    else await field.fill(text);
  }

  async tick(box: Locator): Promise<void> {
    if (!this.byKeyboard) return box.check();
    if (!(await box.isChecked())) await press(this.#page, box, "Space");
    await expect(box).toBeChecked();
  }

  async choose(list: Locator, value: string): Promise<void> {
    if (this.byKeyboard) await choose(this.#page, list, value, "value");
    else await list.selectOption(value);
  }

  /** Goes to a tab of a row of tabs, which is one stop: the arrows go on. */
  async turnTo(tab: Locator): Promise<void> {
    if (!this.byKeyboard) return tab.click();
    const all = this.#page.getByRole("tab");
    await tabTo(this.#page, this.#page.locator('[role="tab"][aria-selected="true"]').first());
    await this.#page.keyboard.press("Home");
    const count = await all.count();
    for (let step = 0; step < count; step++) {
      if ((await tab.getAttribute("aria-selected")) === "true") return;
      await this.#page.keyboard.press("ArrowRight");
    }
    await expect(tab, "is reached by the arrows").toHaveAttribute("aria-selected", "true");
  }
}
