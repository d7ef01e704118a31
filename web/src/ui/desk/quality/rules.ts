/** Rules by their titles. */

import { rules } from "../../../state/desk/rules";
import { words } from "../../shared/text";

/** "V-16 Overlaps"; the id alone while the table of rules is not read. */
export function ruleWords(id: string): string {
  const found = rules.value.find((one) => one.id === id);
  return found ? `${id} ${words(found.title)}` : id;
}
