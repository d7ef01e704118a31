/** What is written of a code in its dialog, and what is wrong with it. */

import type { CodeList, CodeSaid } from "../../../api/desk/admin";
import { dayFrom } from "../../../domain/codes";
import { formatDay } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { fieldNamed } from "../../../state/registry";
import { words } from "../../shared/text";
import { a } from "./words";

export const LANGUAGES = ["uk", "en", "ru"] as const;
type Language = (typeof LANGUAGES)[number];

export type CodeRow = CodeList["codes"][number];

/** As it is typed. The last day is the one before the day on which the registry lets it end. */
export interface TypedCode {
  readonly code: string;
  readonly label: { readonly [language in Language]: string };
  readonly standard: string;
  readonly from: string;
  readonly last: string;
}

/** What stands in the dialog for what is said of a code; nothing for a new one. */
export function typedOf(code: string, said: CodeSaid | null): TypedCode {
  const label = { uk: said?.label["uk"] ?? "", en: said?.label["en"] ?? "", ru: said?.label["ru"] ?? "" };
  const last = said?.valid_to ? dayFrom(said.valid_to, -1) : "";
  return { code, label, standard: said?.standard ?? "", from: said?.valid_from ?? "", last };
}

/** What is sent. */
export function saidOf(typed: TypedCode): CodeSaid {
  const tidy = (text: string) => text.trim().replaceAll(/\s+/g, " ");
  return {
    label: { uk: tidy(typed.label.uk), en: tidy(typed.label.en), ru: tidy(typed.label.ru) },
    standard: tidy(typed.standard) || null,
    valid_from: typed.from || null,
    valid_to: typed.last ? dayFrom(typed.last, 1) : null,
  };
}

/** What is wrong, by the name of the field; for what is still empty, nothing. */
export function faultsOf(list: CodeList, typed: TypedCode, isNew: boolean): { readonly [field: string]: string } {
  const faults: { [field: string]: string } = {};
  const code = typed.code.trim();
  if (isNew && code !== "") {
    if (!new RegExp(list.form ?? "^$").test(code)) faults["code"] = formWords(list);
    else if (list.codes.some((one) => one.code === code)) faults["code"] = a("code.taken");
  }
  for (const language of LANGUAGES) {
    const label = saidOf(typed).label[language] ?? "";
    const was = list.codes.find((one) => one.code === code)?.label[language];
    const other = namesake(list, code, label);
    if (other && label !== was) faults[language] = a("code.namesake", { code: other });
  }
  if (typed.from !== "" && typed.last !== "" && typed.last < typed.from) faults["last"] = a("code.ends_before");
  return faults;
}

/** Whether all is said that has to be. */
export const isWhole = (typed: TypedCode): boolean =>
  typed.code.trim() !== "" && LANGUAGES.every((language) => typed.label[language].trim() !== "");

/** Another code that is called so: imports read codes by what they are called. */
function namesake(list: CodeList, code: string, label: string): string | null {
  const same = (text: string) => text.toLowerCase() === label.toLowerCase();
  const found = list.codes.find(
    (one) =>
      one.code !== code &&
      [...Object.values(one.label), one.code, one.code.replaceAll("_", " ")].some((text) => same(text)),
  );
  return label === "" ? null : (found?.code ?? null);
}

/** What codes of the list look like. */
export function formWords(list: CodeList): string {
  if (list.list === "purpose") return a("code.form_purpose");
  return a(list.list === "currency" ? "code.form_currency" : "code.form_word");
}

/** Between which days a code is in force. */
export function validWords(said: Pick<CodeSaid, "valid_from" | "valid_to">): string {
  const day = (text: string) => formatDay(text, language.value);
  const last = said.valid_to ? day(dayFrom(said.valid_to, -1)) : null;
  if (said.valid_from && last) return a("code.between", { from: day(said.valid_from), last });
  if (last) return a("code.until", { day: last });
  return said.valid_from ? a("code.from", { day: day(said.valid_from) }) : a("code.always");
}

/** What a list is called: as the field that takes its codes, else by its own name. */
export function listWords(list: CodeList): string {
  const field = list.fields.map((name) => fieldNamed(name)).find((one) => one !== undefined);
  return field ? `${words(field.label)} (${list.list})` : list.list;
}
