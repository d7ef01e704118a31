/**
 * Which language the visible text of a page is in, by letters that the others
 * do not have. Names of sites and what sources wrote stay in their language.
 */

import type { Page } from "@playwright/test";
import type { Language } from "./words";

/** Letters that a text of the language never has. */
const FOREIGN: { readonly [language in Language]: RegExp } = {
  en: /[\u0400-\u04ff]/,
  uk: /[ыэёъ]/i,
  ru: /[іїєґ]/i,
};

/** Names of sites, and names of languages in their own. */
const IN_OWN_WORDS = "[lang]:not(html), .row-name, .block-name h2";

/** Visible texts, labels and hints that are not in the language, what sources wrote left out. */
export async function foreignWords(
  page: Page,
  language: Language,
  sources: readonly string[],
): Promise<readonly string[]> {
  const texts = await page.evaluate((skipped) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element || element.closest(skipped) || !element.checkVisibility()) continue;
      if (node instanceof Text) found.push(node.data.trim());
      else
        for (const name of ["aria-label", "title", "placeholder", "alt"])
          found.push(element.getAttribute(name)?.trim() ?? "");
    }
    return found.filter((text) => text !== "");
  }, IN_OWN_WORDS);
  const own = sources.toSorted((a, b) => b.length - a.length);
  const ours = (text: string) => own.reduce((left, words) => left.replaceAll(words, ""), text);
  return texts.filter((text) => FOREIGN[language].test(ours(text)));
}
