/**
 * What an investor asks for, as the screens hold it: at most one condition
 * per field, a search by words and an area. All values are in the units of
 * the registry (square metres, metres, kilowatts); screens convert.
 */

import type { Field } from "../api/types";
import type { Area } from "./area";

export type Condition =
  | { readonly kind: "range"; readonly field: string; readonly min: number | null; readonly max: number | null }
  | { readonly kind: "days"; readonly field: string; readonly from: string | null; readonly to: string | null }
  | { readonly kind: "any"; readonly field: string; readonly codes: readonly string[] }
  | { readonly kind: "flag"; readonly field: string; readonly value: boolean }
  | { readonly kind: "text"; readonly field: string; readonly text: string };

export interface Criteria {
  readonly conditions: readonly Condition[];
  readonly words: string;
  readonly area: Area | null;
}

export const NO_CRITERIA: Criteria = { conditions: [], words: "", area: null };

export function isEmpty(criteria: Criteria): boolean {
  return criteria.conditions.length === 0 && criteria.words === "" && criteria.area === null;
}

/** Reports whether a condition asks nothing, so that it can be left out. */
export function asksNothing(condition: Condition): boolean {
  switch (condition.kind) {
    case "range":
      return condition.min === null && condition.max === null;
    case "days":
      return condition.from === null && condition.to === null;
    case "any":
      return condition.codes.length === 0;
    case "text":
      return condition.text.trim() === "";
    case "flag":
      return false;
  }
}

export function conditionOn(criteria: Criteria, field: string): Condition | undefined {
  return criteria.conditions.find((condition) => condition.field === field);
}

/**
 * Puts a condition in the place of the one on the same field, or takes that
 * one away when the new one is null or asks nothing. Conditions stay in the
 * order of `fields`, so that equal questions are equal links.
 */
export function withCondition(
  criteria: Criteria,
  field: string,
  condition: Condition | null,
  fields: readonly Field[],
): Criteria {
  const rest = criteria.conditions.filter((other) => other.field !== field);
  const conditions = condition === null || asksNothing(condition) ? rest : [...rest, condition];
  return { ...criteria, conditions: inOrder(conditions, fields) };
}

export function inOrder(conditions: readonly Condition[], fields: readonly Field[]): readonly Condition[] {
  const place = new Map(fields.map((field, i) => [field.name, i]));
  return conditions.toSorted((a, b) => (place.get(a.field) ?? 0) - (place.get(b.field) ?? 0));
}

/** The kind of condition that a field takes on screens, null for none. */
export function conditionKind(field: Field): Condition["kind"] | null {
  if (!field.filter) return null;
  switch (field.type) {
    case "number":
    case "integer":
      return "range";
    case "date":
    case "instant":
      return "days";
    case "code":
    case "codes":
      return "any";
    case "boolean":
      return "flag";
    case "text":
      return "text";
  }
}
