/** Code lists and codes in words. */

import type { CodeList, CodeSaid } from "../../../api/desk/admin";
import { dayFrom } from "../../../domain/codes";
import { formatDay } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { fieldNamed } from "../../../state/registry";
import { words } from "../../shared/text";
import { a } from "./words";

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
