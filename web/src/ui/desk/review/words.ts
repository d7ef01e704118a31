/** The words of this area. */

import en from "../../../i18n/desk/review.en.json";
import ru from "../../../i18n/desk/review.ru.json";
import uk from "../../../i18n/desk/review.uk.json";
import { wordsOf } from "../shared/words";

export const t = wordsOf<keyof typeof en>({ en, uk, ru });

/** The words of a key that came from data, null where there are none. */
export function known(key: string): string | null {
  return Object.hasOwn(en, key) ? t(key as keyof typeof en) : null;
}
