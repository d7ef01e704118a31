/** One sentence of the screens in one language. */

import type { Language } from "../api/types";

/** A sentence, or one per plural form, chosen by the parameter `n`. */
export type Message = string | { readonly [form in Intl.LDMLPluralRule]?: string };

export type Params = { readonly [name: string]: string | number };

/** The sentence with `{name}` replaced by the parameters; numbers are written as the language does. */
export function sentence(message: Message, language: Language, params: Params): string {
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
