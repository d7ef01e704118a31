/** The words of data quality. */

import en from "../../../i18n/desk/quality.en.json";
import ru from "../../../i18n/desk/quality.ru.json";
import uk from "../../../i18n/desk/quality.uk.json";
import { wordsOf } from "../shared/words";

export type QualityKey = keyof typeof en;

export const q = wordsOf<QualityKey>({ en, uk, ru });

const CLOCKS = [
  "availability",
  "price",
  "ownership",
  "utilities",
  "planning",
  "environment",
  "geometry",
  "contact",
] as const;

/** What the facts under a freshness clock are called; a clock that is new has its own name. */
export function clockWords(clock: string): string {
  const known = CLOCKS.find((one) => one === clock);
  return known ? q(`clock.${known}`) : clock;
}
