/** Axe in the page: what keeps people out who see, hear or move differently. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Everything that the guidelines ask up to AA, and what is good practice besides. */
const EVERYTHING = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

const COLOURS = { type: "rule", values: ["color-contrast"] };

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

declare global {
  interface Window {
    axe?: { run(context: Document, options: unknown): Promise<{ violations: Violation[] }> };
  }
}

/** What axe finds wrong with the page as it is now, or with its colours alone; one text for each place. */
export async function violations(page: Page, looksAt: "everything" | "colours"): Promise<readonly string[]> {
  // Evaluated from outside, so that the page's content policy stays in force.
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(SOURCE);
  const found = await page.evaluate(
    async (runOnly) => {
      const result = await window.axe?.run(document, {
        runOnly,
        resultTypes: ["violations"],
      });
      return result?.violations.map(({ id, help, nodes }) => ({
        id,
        help,
        nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })),
      }));
    },
    looksAt === "everything" ? EVERYTHING : COLOURS,
  );
  if (!found) throw new Error("axe did not run");
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(" ")}\n${failureSummary ?? ""}`),
  );
}
