/** What lies outside of the page that one sees. */

import type { Page } from "@playwright/test";

/** Pixels by which the page is wider than the screen, and by which it goes on below everything that is in it. */
export async function overflow(page: Page): Promise<{ readonly sideways: number; readonly below: number }> {
  return page.evaluate(() => {
    const { scrollWidth, scrollHeight, clientHeight } = document.documentElement;
    const end = Math.max(...[...document.body.children].map((one) => one.getBoundingClientRect().bottom + scrollY));
    const below = scrollHeight > clientHeight ? scrollHeight - Math.ceil(end) : 0;
    return { sideways: Math.max(0, scrollWidth - innerWidth), below: Math.max(0, below) };
  });
}

export const NOTHING = { sideways: 0, below: 0 };
