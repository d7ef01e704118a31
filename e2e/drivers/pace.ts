/** How long a page keeps people waiting, as the page itself sees it. Nothing is asserted: machines differ. */

import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";

interface Noted {
  longest: number;
  /** When the first row of the list was there, from the start of the navigation. */
  firstRow: number;
  /** From each move of a slider until the counts that it made were painted. */
  lags: number[];
  /** The counts that were painted while the slider moved. */
  counts: string[];
}

type Noting = Window & { landbankNoted: Noted };

export class Pace {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** From the next page on. */
  async watches(): Promise<void> {
    await this.#page.addInitScript(() => {
      const noted: Noted = { longest: 0, firstRow: 0, lags: [], counts: [] };
      Object.assign(window, { landbankNoted: noted });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) noted.longest = Math.max(noted.longest, Math.round(duration));
      }).observe({ type: "longtask", buffered: true });
      new MutationObserver((_, observer) => {
        if (!document.querySelector(".rows > li")) return;
        noted.firstRow = Math.round(performance.now());
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
      document.addEventListener("input", ({ target, timeStamp }) => {
        if (!(target instanceof HTMLInputElement) || target.type !== "range") return;
        // The frame after the next one begins once that one was painted.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            noted.lags.push(Math.round(performance.now() - timeStamp));
            noted.counts.push(document.querySelector(".tab-count")?.textContent ?? "");
          }),
        );
      });
    });
  }

  /** Forgets the longest task until now. */
  async begins(): Promise<void> {
    await this.#page.evaluate(() => {
      (window as unknown as Noting).landbankNoted.longest = 0;
    });
  }

  noted(): Promise<Noted> {
    return this.#page.evaluate(() => (window as unknown as Noting).landbankNoted);
  }

  /** What the page's process holds in memory, in MB. */
  async memory(): Promise<number> {
    const browser = this.#page.context().browser();
    if (!browser) throw new Error("The page has no browser.");
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    await session.detach();
    const sizes = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => residentOf(id));
    return Math.max(...(await Promise.all(sizes)));
  }

  /** Draws a slider with the mouse from its thumb to the right end and back to the middle, and lets go. */
  async draws(slider: Locator): Promise<void> {
    const box = await slider.boundingBox();
    if (!box) throw new Error("The slider is not on the screen.");
    const share = await slider.evaluate((one: HTMLInputElement) => Number(one.value) / Number(one.max));
    const thumb = 8;
    const at = (part: number) => box.x + thumb + part * (box.width - 2 * thumb);
    const y = box.y + box.height / 2;
    await this.#page.mouse.move(at(share), y);
    await this.#page.mouse.down();
    await this.#page.mouse.move(at(1), y, { steps: 40 });
    await this.#page.mouse.move(at(0.5), y, { steps: 40 });
    await expect.poll(async () => (await this.noted()).lags.length).toBeGreaterThan(10);
    await this.#page.mouse.up();
  }
}

async function residentOf(process: number): Promise<number> {
  const text = await readFile(`/proc/${process}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024);
}
