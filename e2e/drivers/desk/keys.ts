/** Going about a page by keyboard alone, as somebody without a mouse does. */

import { expect, type Locator, type Page } from "@playwright/test";

/** How many stops one makes before one gives up. */
const MOST = 150;

/** Presses Tab until the thing has the focus; Shift and Tab where it lies before. */
export async function tabTo(page: Page, thing: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(thing).toBeVisible();
  for (let stops = 0; stops < MOST; stops++) {
    if (await thing.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(thing, "is reached by the Tab key").toBeFocused();
}

export async function press(page: Page, thing: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, thing);
  await page.keyboard.press(key);
}

/** Writes over what stands in a field. */
export async function write(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

/** Chooses in a list by the beginning of its words, as keyboards do. */
export async function choose(page: Page, list: Locator, words: string): Promise<void> {
  await tabTo(page, list);
  const place = await list.evaluate(
    (element, wanted) => [...(element as HTMLSelectElement).options].findIndex((one) => one.label.startsWith(wanted)),
    words,
  );
  expect(place, `${words} is in the list`).toBeGreaterThanOrEqual(0);
  await page.keyboard.press("Home");
  for (let step = 0; step < place; step++) await page.keyboard.press("ArrowDown");
  await expect(list.locator("option:checked")).toHaveText(
    new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`),
  );
}
