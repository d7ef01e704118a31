/** The words of data quality. */

import en from "../../../i18n/desk/quality.en.json";
import ru from "../../../i18n/desk/quality.ru.json";
import uk from "../../../i18n/desk/quality.uk.json";
import { codeLabel } from "../shared/badges";
import { wordsOf } from "../shared/words";

export type QualityKey = keyof typeof en;

export const q = wordsOf<QualityKey>({ en, uk, ru });

/** What the facts under a freshness clock are called, as the table of fields has it. */
export function clockWords(clock: string): string {
  return codeLabel("stale_groups", clock);
}

/** What a state of freshness is called; that nobody knows the age is no code of the table. */
export function stateWords(state: string): string {
  return state === "unknown" ? q("state.unknown") : codeLabel("freshness", state);
}
