/** Words of one area of the desk, which come with its code and not with the public pages. */

import type { Language } from "../api/types";
import { type Message, type Params, sentence } from "./sentence";

type Table<Key extends string> = { readonly [key in Key]: Message };

/** The sentences of a table by key: what is missing in a language does not compile. */
export function tableOf<Key extends string>(
  tables: { readonly [language in Language]: Table<Key> },
): (language: Language, key: Key, params?: Params) => string {
  return (language, key, params = {}) => sentence(tables[language][key], language, params);
}
