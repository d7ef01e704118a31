/** The words that the screens should show, from the same files that the screens take them from. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

export const LANGUAGES = ["uk", "en", "ru"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Words by language, as the API gives them. */
export type Text = { readonly [language in Language]?: string };

/** A sentence, or one per plural form. */
type Message = string | { readonly [form: string]: string };

const FOLDER = join(import.meta.dirname, "../../web/src/i18n");

type Table = { readonly [key: string]: Message };

function read(file: string): Table {
  return JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as Table;
}

const MESSAGES = { uk: read("uk.json"), en: read("en.json"), ru: read("ru.json") };

/** The sentence of a key with its parameters filled in; `n` chooses the plural form. */
export function words(
  language: Language,
  key: string,
  params: { readonly [name: string]: string | number } = {},
): string {
  const message = MESSAGES[language][key];
  if (message === undefined) throw new Error(`The screens have no words for ${key}.`);
  return fill(message, language, params);
}

/** The same for an area of the desk: its table is web/src/i18n/desk/AREA.LANGUAGE.json. */
export function deskWords(
  language: Language,
  area: string,
  key: string,
  params: { readonly [name: string]: string | number } = {},
): string {
  const message = read(`desk/${area}.${language}.json`)[key];
  if (message === undefined) throw new Error(`The desk has no words for ${key} in ${area}.`);
  return fill(message, language, params);
}

function fill(message: Message, language: Language, params: { readonly [name: string]: string | number }): string {
  const form = new Intl.PluralRules(language).select(typeof params["n"] === "number" ? params["n"] : 0);
  const sentence = typeof message === "string" ? message : (message[form] ?? message["other"] ?? "");
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? new Intl.NumberFormat(language).format(value) : value;
  });
}
