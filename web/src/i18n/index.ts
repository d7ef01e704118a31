/** The words of the public screens. Labels of fields and codes come from the API instead. */

import type { Language, Text } from "../api/types";
import en from "./en.json";
import ru from "./ru.json";
import { type Message, type Params, sentence } from "./sentence";
import uk from "./uk.json";

export type { Params } from "./sentence";

export type Key = keyof typeof en;

const MESSAGES: { readonly [language in Language]: { readonly [key in Key]: Message } } = { uk, en, ru };

/** The sentence in the language, with `{name}` replaced by the parameters; numbers are written as the language does. */
export function translate(language: Language, key: Key, params: Params = {}): string {
  return sentence(MESSAGES[language][key], language, params);
}

/** Reports whether the screens have words for a key that came from data. */
export function isKey(key: string): key is Key {
  return key in en;
}

/** The words in the language, or in the first other one that has them. */
export function inLanguage(text: Text | null | undefined, language: Language): string {
  return text?.[language] || text?.en || text?.uk || text?.ru || "";
}
