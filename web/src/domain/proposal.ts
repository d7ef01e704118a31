/** What anybody can propose to correct: fields of which a record has exactly one place, and values as they are typed. */

import type { Field } from "../api/types";
import { fromDisplay, parseNumber } from "./format";

/** Where a record says the field, null where no single place of it does. */
export function pathOf(field: Field): string | null {
  const [path] = field.paths.filter((one) => !one.includes("["));
  return path ?? null;
}

/** The fields that can be corrected by value. */
export function correctable(fields: readonly Field[]): readonly Field[] {
  return fields.filter((field) => !field.computed && pathOf(field) !== null && field.type !== "instant");
}

/** A line of the form: a field, and what is typed; `unknown` says that the value is not true and none is known. */
export interface Line {
  readonly field: string;
  readonly text: string;
  readonly unknown: boolean;
}

/** The value of the record's member, undefined where what is typed is none. */
export function proposedValue(field: Field, { text, unknown }: Line): unknown {
  if (unknown) return null;
  const plain = text.trim();
  if (plain === "") return undefined;
  switch (field.type) {
    case "number":
    case "integer": {
      const typed = parseNumber(plain);
      return typed === null ? undefined : fromDisplay(field, typed);
    }
    case "boolean":
      return plain === "true";
    case "codes":
      return plain.split(",");
    default:
      return plain;
  }
}
