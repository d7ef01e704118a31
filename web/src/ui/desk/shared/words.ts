/** How an area of the desk makes its words: `export const t = wordsOf({ en, uk, ru })` beside its pages. */

import type { Language } from "../../../api/types";
import type { Params } from "../../../i18n";
import type { Message } from "../../../i18n/sentence";
import { tableOf } from "../../../i18n/table";
import { language } from "../../../state/preferences";

/** The words of a table in the language in force. Components that call these are drawn again when it changes. */
export function wordsOf<Key extends string>(
  tables: { readonly [language in Language]: { readonly [key in Key]: Message } },
): (key: Key, params?: Params) => string {
  const say = tableOf(tables);
  return (key, params) => say(language.value, key, params);
}
