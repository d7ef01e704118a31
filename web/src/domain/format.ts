/** Values as people read them: in display units, with the language's digits, and honest about what is not known. */

import type { Field, Language, Site, SiteProperties, Value } from "../api/types";
import { inLanguage, isKey, translate } from "../i18n";
import { ageUnit } from "./freshness";

/** Unbroken space: a number never parts from its unit. */
const NBSP = "\u00a0";

export function formatNumber(value: number, decimals: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: decimals }).format(value);
}

/** The unit's sign in the language, "" for numbers without one. */
export function unitSign(unit: string, language: Language): string {
  const key = `unit.${unit}`;
  return isKey(key) ? translate(language, key) : unit;
}

/** What a number is measured in: of a field, or of a member of a record. */
export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly display: Field["display"];
  /** Of a field: its type. */
  readonly type?: Field["type"];
  /** Of a member: how it is written. */
  readonly form?: string;
}

/** The unit that screens show and ask the field in. */
export function displayUnit(field: Measured): {
  readonly unit: string;
  readonly factor: number;
  readonly decimals: number;
} {
  const whole = field.type === "integer" || field.form === "integer";
  return field.display ?? { unit: field.unit, factor: 1, decimals: whole ? 0 : 2 };
}

/** Years and levels are numbers that are never grouped or measured. */
const isYear = (field: Measured) => field.name.endsWith("_year");

/**
 * A number in the field's display unit. Where that would say less than one
 * (0.4 km, 0.25 MW), it is said in the unit of the registry instead (400 m,
 * 250 kW); hectares only below a tenth.
 */
export function formatQuantity(field: Measured, value: number, language: Language): string {
  if (isYear(field)) return String(value);
  if (field.unit === "mo" && value >= 12 && Number.isInteger(value)) return formatMonths(value, language);
  const { unit, factor, decimals } = displayUnit(field);
  const shown = value * factor;
  const small = field.display !== null && value !== 0 && Math.abs(shown) < (unit === "ha" ? 0.1 : 1);
  return small
    ? withUnit(formatNumber(value, Math.abs(value) < 10 ? 1 : 0, language), field.unit, language)
    : withUnit(formatNumber(shown, decimals, language), unit, language);
}

/** Months from a year on as years and months: "43 years", "2 years, 6 months". */
export function formatMonths(months: number, language: Language): string {
  const part = (value: number, unit: "year" | "month") =>
    new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(value).replaceAll(" ", NBSP);
  const [years, rest] = [Math.floor(months / 12), months % 12];
  const parts = [years > 0 ? part(years, "year") : "", rest > 0 || years === 0 ? part(rest, "month") : ""];
  return parts.filter((one) => one !== "").join(", ");
}

function withUnit(number: string, unit: string, language: Language): string {
  const sign = unitSign(unit, language);
  return sign === "" ? number : `${number}${NBSP}${sign}`;
}

export function formatMoney(amount: number, currency: string | null, language: Language): string {
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) return formatNumber(amount, 0, language);
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    maximumFractionDigits: 0,
  }).format(amount);
}

export function formatDay(day: string, language: Language): string {
  const time = Date.parse(day);
  if (Number.isNaN(time)) return day;
  const written = new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  // The "р." of Ukrainian years stays on the line of its year.
  return written.format(time).replace(/ (\p{L}\.)$/u, `${NBSP}$1`);
}

/** "today", "12 days ago", "3 months ago". */
export function formatAge(days: number, language: Language): string {
  const { value, unit } = ageUnit(days);
  return new Intl.RelativeTimeFormat(language, { numeric: value === 0 ? "auto" : "always" }).format(-value, unit);
}

export function codeLabel(field: Field, code: string, language: Language): string {
  const found = field.codes.find((entry) => entry.code === code);
  return found ? inLanguage(found.label, language) : code;
}

/** A value as screens show it. `unknown` and `none` are words, never blanks. */
export interface Shown {
  readonly state: "known" | "unknown" | "none";
  readonly text: string;
}

/** Shows one field of a site. */
export function showValue(field: Field, properties: SiteProperties, language: Language): Shown {
  if (properties.none.includes(field.name)) return { state: "none", text: translate(language, "value.none_in_reach") };
  const value = properties[field.name];
  if (value === null || value === undefined || value === "" || value === "unknown")
    return { state: "unknown", text: translate(language, "value.unknown") };
  if (isNone(field, value)) return { state: "none", text: translate(language, "value.none") };
  if (field.name === "price_total" && typeof value === "number")
    return { state: "known", text: formatMoney(value, asText(properties["price_currency"]), language) };
  return { state: "known", text: formatValue(field, value as Value, language) };
}

/** A capacity of nothing was checked and found to be none. */
const isNone = (field: Field, value: unknown) =>
  value === 0 && field.group === "utilities" && !field.name.startsWith("dist_");

const asText = (value: unknown) => (typeof value === "string" ? value : null);

/** A known value of the field in words. */
export function formatValue(field: Field, value: Value, language: Language): string {
  if (value === null) return translate(language, "value.unknown");
  if (isNone(field, value)) return translate(language, "value.none");
  if (typeof value === "number") return formatQuantity(field, value, language);
  if (typeof value === "boolean") return translate(language, value ? "value.yes" : "value.no");
  if (typeof value !== "string") return value.map((code) => codeLabel(field, code, language)).join(", ");
  if (field.type === "date" || field.type === "instant") return formatDay(value, language);
  return codeLabel(field, value, language);
}

/** The name of a site in the language, or in the language of its source; its reference where it has none. */
export function siteName(properties: SiteProperties, language: Language): string {
  const translated = language === "uk" ? null : asText(properties[`name_${language}`]);
  return translated ?? asText(properties["name"]) ?? properties.ref;
}

/** The kind of a site, "unknown" where it has none. */
export function siteKind(site: Site): string {
  return asText(site.properties["kind"]) ?? "unknown";
}

/** Reads a number as people type it: decimal comma or point, spaces between thousands. */
export function parseNumber(text: string): number | null {
  const plain = text.replaceAll(/[\s\u00a0\u202f']/g, "").replace(",", ".");
  const value = plain === "" ? Number.NaN : Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** What was typed in the display unit, in the unit of the registry, without the noise of binary fractions. */
export function fromDisplay(field: Field, typed: number): number {
  return Number((typed / displayUnit(field).factor).toPrecision(12));
}

export function toDisplay(field: Field, value: number): number {
  return Number((value * displayUnit(field).factor).toPrecision(12));
}
