/** Conditions and failures in plain words. */

import type { Failure, Field, Language, Value } from "../api/types";
import { inLanguage, translate } from "../i18n";
import { type Area, boundsOf, sizeOf } from "./area";
import type { Condition } from "./criteria";
import { codeLabel, formatDay, formatNumber, formatQuantity, formatValue } from "./format";

/** Gives the name of a territory by its code. */
export type TerritoryName = (code: string) => string | null;

/** What a chip says: "Power available ≥ 5 MW". */
export function describeCondition(
  condition: Condition,
  field: Field,
  language: Language,
  territoryName: TerritoryName,
): string {
  const label = inLanguage(field.label, language);
  switch (condition.kind) {
    case "range":
      return `${label} ${span(condition.min, condition.max, (n) => formatQuantity(field, n, language))}`;
    case "days":
      return `${label} ${span(condition.from, condition.to, (day) => formatDay(day, language))}`;
    case "any":
      return `${label}: ${anyOf(condition.codes, (code) => territoryName(code) ?? codeLabel(field, code, language), language)}`;
    case "flag":
      return `${label}: ${translate(language, condition.value ? "value.yes" : "value.no")}`;
    case "text":
      return `${label}: “${condition.text.trim()}”`;
  }
}

function span<T>(low: T | null, high: T | null, write: (value: T) => string): string {
  if (low !== null && high !== null) return `${write(low)} – ${write(high)}`;
  if (low !== null) return `≥ ${write(low)}`;
  return high === null ? "" : `≤ ${write(high)}`;
}

function anyOf(codes: readonly string[], write: (code: string) => string, language: Language): string {
  const named = codes.slice(0, 3).map(write);
  const more = codes.length - named.length;
  if (more > 0) return `${named.join(", ")} ${translate(language, "chip.more", { n: more })}`;
  return new Intl.ListFormat(language, { type: "disjunction" }).format(named);
}

/** "Area on the map, 12 × 8 km". */
export function describeArea(area: Area, language: Language): string {
  const { widthM, heightM } = sizeOf(boundsOf(area));
  const km = (metres: number) => formatNumber(metres / 1000, metres < 10_000 ? 1 : 0, language);
  return translate(language, "chip.area", { width: km(widthM), height: km(heightM) });
}

/** What a site lacks: its value, and by how much it misses. */
export function describeFailure(
  failure: Failure,
  field: Field,
  language: Language,
  territoryName: TerritoryName,
): { readonly label: string; readonly got: string; readonly gap: string } {
  const label = inLanguage(field.label, language);
  const got = failedValue(failure, field, language, territoryName);
  if (failure.gap === null || failure.gap === undefined || !Number.isFinite(failure.gap))
    return { label, got, gap: wanted(failure, field, language, territoryName) };
  const amount = formatQuantity(field, Math.abs(failure.gap), language);
  const over = field.name.startsWith("dist_") ? "fail.far" : "fail.over";
  return { label, got, gap: translate(language, isBelow(failure) ? "fail.short" : over, { amount }) };
}

function failedValue(failure: Failure, field: Field, language: Language, territoryName: TerritoryName): string {
  const { got } = failure;
  if (got === null) return translate(language, "value.none_in_reach");
  if (typeof got === "string") return territoryName(got) ?? formatValue(field, got, language);
  return formatValue(field, got, language);
}

/** Reports whether the value is under the bound that it misses. */
function isBelow({ op, got, want }: Failure): boolean {
  if (op === ">=" || op === ">") return true;
  if (op === "<=" || op === "<") return false;
  const [low] = Array.isArray(want) ? want : [want];
  return typeof got === "number" && typeof low === "number" && got < low;
}

/** How the bounds are written in words. */
const SIGNS: { readonly [op: string]: string } = { ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< " };

function wanted(failure: Failure, field: Field, language: Language, territoryName: TerritoryName): string {
  const values = (Array.isArray(failure.want) ? failure.want : [failure.want]) as Value[];
  const words = values.map((value) => {
    const territory = typeof value === "string" ? territoryName(value) : null;
    return territory ?? formatValue(field, value, language);
  });
  return translate(language, "fail.wanted", { want: `${SIGNS[failure.op] ?? ""}${anyOf(words, String, language)}` });
}
