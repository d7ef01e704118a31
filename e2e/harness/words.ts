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

function read(language: Language): { readonly [key: string]: Message } {
  return JSON.parse(readFileSync(join(FOLDER, `${language}.json`), "utf8")) as { [key: string]: Message };
}

const MESSAGES = { uk: read("uk"), en: read("en"), ru: read("ru") };

/** The sentence of a key with its parameters filled in; `n` chooses the plural form. */
export function words(
  language: Language,
  key: string,
  params: { readonly [name: string]: string | number } = {},
): string {
  const message = MESSAGES[language][key];
  if (message === undefined) throw new Error(`The screens have no words for ${key}.`);
  const form = new Intl.PluralRules(language).select(typeof params["n"] === "number" ? params["n"] : 0);
  const sentence = typeof message === "string" ? message : (message[form] ?? message["other"] ?? "");
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? new Intl.NumberFormat(language).format(value) : value;
  });
}
