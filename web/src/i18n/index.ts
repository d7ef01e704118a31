/** The words of the screens. Labels of fields and codes come from the API instead. */

import type { Language, Text } from "../api/types";
import en from "./en.json";
import ru from "./ru.json";
import uk from "./uk.json";

export type Key = keyof typeof en;

/** A sentence, or one per plural form, chosen by the parameter `n`. */
type Message = string | { readonly [form in Intl.LDMLPluralRule]?: string };

const MESSAGES: { readonly [language in Language]: { readonly [key in Key]: Message } } = { uk, en, ru };

export type Params = { readonly [name: string]: string | number };

/** The sentence in the language, with `{name}` replaced by the parameters; numbers are written as the language does. */
export function translate(language: Language, key: Key, params: Params = {}): string {
  const message = MESSAGES[language][key];
  return pick(message, language, params["n"]).replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? new Intl.NumberFormat(language).format(value) : value;
  });
}

function pick(message: Message, language: Language, n: string | number | undefined): string {
  if (typeof message === "string") return message;
  const form = new Intl.PluralRules(language).select(typeof n === "number" ? n : 0);
  return message[form] ?? message.other ?? "";
}

/** Reports whether the screens have words for a key that came from data. */
export function isKey(key: string): key is Key {
  return key in en;
}

/** The words in the language, or in the first other one that has them. */
export function inLanguage(text: Text | null | undefined, language: Language): string {
  return text?.[language] || text?.en || text?.uk || text?.ru || "";
}
