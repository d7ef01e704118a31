/** Codes as forms offer them. */

import type { Code } from "../../../api/types";
import { inForce, offered, today } from "../../../domain/codes";
import { words } from "../../shared/text";
import { c } from "./controlWords";

/** The codes that can be chosen today, and those that are held; of these it is said where one is not in force any more. */
export function codeChoices(
  codes: readonly Code[],
  held: readonly string[],
): readonly { readonly value: string; readonly label: string }[] {
  const day = today();
  return offered(codes, day, held).map((one) => ({
    value: one.code,
    label: inForce(one, day) ? words(one.label) : c("code.ended", { label: words(one.label) }),
  }));
}
