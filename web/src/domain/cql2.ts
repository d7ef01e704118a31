/** Criteria as CQL2 text, which lists, facets and tiles all take. */

import type { Field } from "../api/types";
import { polygonOf } from "./area";
import type { Condition, Criteria } from "./criteria";

/** The fields that a search by words looks into. */
const WORD_FIELDS = ["ref", "name", "name_en", "name_ru", "address"];

/** Writes the criteria as one CQL2 expression, "" when they ask nothing. */
export function cql2(criteria: Criteria, fields: readonly Field[]): string {
  const types = new Map(fields.map((field) => [field.name, field.type]));
  const terms = criteria.conditions.flatMap((condition) => conditionTerms(condition, types.get(condition.field)));
  const words = criteria.words.trim();
  if (words !== "") terms.push(wordsTerm(words, types));
  if (criteria.area !== null) terms.push(`S_INTERSECTS(geom, ${wkt(criteria.area)})`);
  return terms.join(" AND ");
}

function conditionTerms(condition: Condition, type: Field["type"] | undefined): string[] {
  const { field } = condition;
  switch (condition.kind) {
    case "range":
      return bounds(field, condition.min, condition.max, String);
    case "days":
      return type === "instant"
        ? bounds(
            field,
            condition.from && `${condition.from}T00:00:00Z`,
            condition.to && `${condition.to}T23:59:59Z`,
            (instant) => `TIMESTAMP('${instant}')`,
          )
        : bounds(field, condition.from, condition.to, (day) => `DATE('${day}')`);
    case "any": {
      const codes = `(${condition.codes.map(quote).join(", ")})`;
      return [type === "codes" ? `A_OVERLAPS(${field}, ${codes})` : `${field} IN ${codes}`];
    }
    case "flag":
      return [`${field} = ${condition.value ? "TRUE" : "FALSE"}`];
    case "text":
      return [like(field, condition.text.trim())];
  }
}

function bounds<T>(field: string, low: T | null, high: T | null, write: (value: T) => string): string[] {
  return [
    ...(low === null ? [] : [`${field} >= ${write(low)}`]),
    ...(high === null ? [] : [`${field} <= ${write(high)}`]),
  ];
}

/**
 * One name that fits is enough, and a name that is not there decides nothing:
 * a search by words never answers "may meet".
 */
function wordsTerm(words: string, types: ReadonlyMap<string, Field["type"]>): string {
  const fields = WORD_FIELDS.filter((field) => types.has(field));
  return `(${fields.map((field) => (field === "ref" ? like(field, words) : known(field, words))).join(" OR ")})`;
}

/** True where the value is known and fits, else false. */
const known = (field: string, words: string) => `(${field} IS NOT NULL AND ${like(field, words)})`;

const like = (field: string, words: string) => `CASEI(${field}) LIKE CASEI(${quote(`%${escapeLike(words)}%`)})`;

const escapeLike = (text: string) => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);

/** Inside a literal the backslash escapes, so that one for LIKE is written twice. */
const quote = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

function wkt(area: NonNullable<Criteria["area"]>): string {
  const ring = polygonOf(area).coordinates[0] ?? [];
  return `POLYGON((${ring.map(([x, y]) => `${x} ${y}`).join(", ")}))`;
}
