/** What is written of a code in its dialog, and what the registry says to it. */

import type { CodeList, CodeSaid } from "../../../api/desk/admin";
import type { Problem } from "../../../api/problem";
import { dayFrom } from "../../../domain/codes";
import { words } from "../../shared/text";

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

/** Whether a code has the form that the list asks for. */
export const hasForm = (list: CodeList, code: string): boolean => new RegExp(list.form ?? "^$").test(code.trim());

/** What the registry refuses of a code, by the field of the dialog. */
export function refusedAt(problem: Problem | null): { readonly [field: string]: string } {
  const nameOf = (member: string) => (member === "valid_to" ? "last" : member.replace(/^label\./, ""));
  return Object.fromEntries((problem?.refusals ?? []).map(({ field, text }) => [nameOf(field), words(text)]));
}

/** Whether all is said that has to be. */
export const isWhole = (typed: TypedCode): boolean =>
  typed.code.trim() !== "" && LANGUAGES.every((language) => typed.label[language].trim() !== "");
