/** Words of one area of the desk, read with the area. */

import type { Language } from "../../api/types";

/** A sentence, or one per plural form, chosen by the parameter `n`. */
export type Message = string | { readonly [form in Intl.LDMLPluralRule]?: string };

export type Params = { readonly [name: string]: string | number };

export interface Sayer<Key extends string> {
  (language: Language, key: Key, params?: Params): string;
  /** The words of a key that came from data, null where there are none. */
  known(language: Language, key: string): string | null;
}

/** Says the words of tables with the same keys. */
export function sayerOf<Key extends string>(
  tables: {
    readonly [language in Language]: { readonly [key in Key]: Message };
  },
): Sayer<Key> {
  const say = (language: Language, key: Key, params: Params = {}) => fill(tables[language][key], language, params);
  const known = (language: Language, key: string) =>
    Object.hasOwn(tables[language], key) ? fill(tables[language][key as Key], language, {}) : null;
  return Object.assign(say, { known });
}

function fill(message: Message, language: Language, params: Params): string {
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
