/** Labels of codes wherever they stand in a record, and values in words. */

import { codeIn, partsOf, type Words } from "../../../domain/desk/difference";
import { memberAt } from "../../../state/desk/members";
import { language } from "../../../state/preferences";
import { codeLists, fields } from "../../../state/registry";
import { t } from "../../shared/text";
import { personWords } from "../people/Person";

/** What codes look like; words and numbers of people do not. */
const CODE = /^[a-z][a-z0-9_]*$/;

/**
 * The label of a code that stands at a member: of the list that is called as
 * the member first, else of any list that has it. null for what is no code.
 */
export function codeLabelAt(member: string, code: string): string | null {
  if (!CODE.test(code)) return null;
  const lists = Object.entries(codeLists.value);
  const own = lists.find(([list]) => list === member || list.endsWith(`_${member}`));
  const first = own ? codeIn(own[1], code, language.value) : null;
  if (first !== null) return first;
  for (const field of fields.value) {
    const label = codeIn(field.codes, code, language.value);
    if (label !== null) return label;
  }
  for (const [, list] of lists) {
    const label = codeIn(list, code, language.value);
    if (label !== null) return label;
  }
  return null;
}

/** How values are said in the language in force; what is not there is said as the screen says it. */
export const sayIn = (nothing: string): Words => ({
  language: language.value,
  code: (member, code) => (/^user:\d+$/.test(code) ? personWords(code) : codeLabelAt(member, code)),
  member: (path) => memberAt(partsOf(path).steps.filter((step) => !step.startsWith("["))),
  truth: (value) => t(value ? "value.yes" : "value.no"),
  nothing,
});
