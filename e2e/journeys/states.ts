/** Screens and their states, looked at in every language, light and dark, with the eyes of axe. */

import type { Get } from "../drivers/get";
import type { Given } from "../drivers/given";
import type { When } from "../drivers/when";
import { test } from "../harness/test";
import { LANGUAGES } from "../harness/words";

export interface State {
  readonly name: string;
  /** Leads to the page on which the state is looked at. */
  begin(given: Given, get: Get): Promise<void>;
  /** Leads to the state itself after language and theme were chosen, and back. */
  enter?(when: When, get: Get): Promise<void>;
  leave?(when: When): Promise<void>;
}

/** A need of which every list has some sites. */
export const NEED = "min_power_kw=5000&kind=brownfield,building";

export async function selectFirst(when: When, get: Get): Promise<void> {
  const [first = ""] = await get.shownRefs();
  await when.selectsRow(first);
}

/** One test for each state. What a theme changes is colours, so in the dark nothing else is looked at again. */
export function everybodyCanUse(states: readonly State[]): void {
  for (const { name, begin, enter, leave } of states)
    test(name, async ({ given, when, then, get }) => {
      await begin(given, get);
      for (const theme of ["light", "dark"] as const) {
        await when.choosesTheme(theme);
        for (const language of LANGUAGES) {
          await when.choosesLanguage(language);
          await enter?.(when, get);
          const state = `${name}, ${language}, ${theme}`;
          await (theme === "light" ? then.everybodyCanUseIt(state) : then.everybodyCanReadIt(state));
          await leave?.(when);
        }
      }
    });
}
