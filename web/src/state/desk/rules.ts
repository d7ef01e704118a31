/** The table of rules, read once: a rule is named by its title. */

import { signal } from "@preact/signals-core";
import { fetchRules, type Rule } from "../../api/desk/imports";

export const rules = signal<readonly Rule[]>([]);

let wanted = false;

/** Reads the rules, once; until they are there a rule has its id alone. */
export function wantRules(): void {
  if (wanted) return;
  wanted = true;
  fetchRules().then(
    (found) => {
      rules.value = found;
    },
    () => {
      wanted = false; // the ids stay; the next page tries again
    },
  );
}
