/**
 * What the project is and what it would like: a profile of the registry, and
 * what the reader changed of its weights and value functions. Values are in
 * the units of the registry.
 */

import type { Field, Preference, Profile, ProfileCondition } from "../api/types";
import type { Condition } from "./criteria";

export type Knots = readonly (readonly [number, number])[];

/** What the reader changed, by field. */
export interface Own {
  readonly weights: { readonly [field: string]: number };
  readonly knots: { readonly [field: string]: Knots };
}

export const NO_OWN: Own = { weights: {}, knots: {} };

export function isOwn(own: Own): boolean {
  return Object.keys(own.weights).length > 0 || Object.keys(own.knots).length > 0;
}

/** The name that pins the version of a profile. */
export const pinned = (profile: Profile): string => `${profile.name}@${profile.version}`;

/** The profile of a pinned name, or the newest one of a bare name. */
export function profileNamed(name: string, profiles: readonly Profile[]): Profile | null {
  const found = profiles.filter((one) => pinned(one) === name || one.name === name);
  return found.toSorted((a, b) => b.version - a.version)[0] ?? null;
}

/** The newest version of each, by name. */
export function newest(profiles: readonly Profile[]): readonly Profile[] {
  return profiles.filter((one) => profileNamed(one.name, profiles) === one);
}

/** The preferences in force: the profile's, with what was changed. */
export function preferencesOf(profile: Profile, own: Own): readonly Preference[] {
  return profile.criteria.map((one) => {
    const knots = own.knots[one.field];
    return {
      ...one,
      weight: own.weights[one.field] ?? one.weight,
      ...(knots && one.knots ? { knots: knots.map(([x, v]) => [x, v]) } : {}),
    };
  });
}

/** Reports whether at least one preference weighs something: else there is no score. */
export function weighsAnything(preferences: readonly Preference[]): boolean {
  return preferences.some((one) => one.weight > 0);
}

/** The share of one preference in percent. */
export function shareOf(one: Preference, all: readonly Preference[]): number {
  const sum = all.reduce((total, { weight }) => total + weight, 0);
  return sum > 0 ? (100 * one.weight) / sum : 0;
}

/** What such a project usually has to have, as conditions of the screens; what they cannot hold is left out. */
export function conditionsOf(profile: Profile, fields: readonly Field[]): readonly Condition[] {
  return profile.must.flatMap((must): Condition[] => {
    const condition = conditionOf(must);
    return condition !== null && fields.some((field) => field.name === must.field) ? [condition] : [];
  });
}

function conditionOf({ field, op, value }: ProfileCondition): Condition | null {
  if (typeof value === "number" && op === ">=") return { kind: "range", field, min: value, max: null };
  if (typeof value === "number" && op === "<=") return { kind: "range", field, min: null, max: value };
  if (typeof value === "boolean" && op === "=") return { kind: "flag", field, value };
  if (typeof value === "string" && op === "=") return { kind: "any", field, codes: [value] };
  if (Array.isArray(value) && (op === "in" || op === "has")) return { kind: "any", field, codes: value.map(String) };
  return null;
}

/** What the law blocks for such a project, as CQL2 for those who take no profile, as tiles do. */
export function lawOf(profile: Profile): readonly string[] {
  return profile.blocked.flatMap(({ field, op, value }) =>
    typeof value === "string" && /^[a-z_]+$/.test(value) && (op === "<>" || op === "=")
      ? [`${field} ${op} '${value}'`]
      : [],
  );
}

// In the address: weight_power_kw=30 and knots_power_kw=500:0,5000:0.6,20000:1.

export function writeOwn(query: URLSearchParams, own: Own): void {
  for (const [field, weight] of Object.entries(own.weights)) query.set(`weight_${field}`, String(weight));
  for (const [field, knots] of Object.entries(own.knots))
    query.set(`knots_${field}`, knots.map(([x, v]) => `${x}:${v}`).join(","));
}

/** Reads what was changed of a profile. What cannot be is left out. */
export function readOwn(query: URLSearchParams, fields: readonly Field[]): Own {
  const weights: { [field: string]: number } = {};
  const knots: { [field: string]: Knots } = {};
  for (const { name, weight: weighs } of fields) {
    if (!weighs) continue;
    const weight = numberOf(query.get(`weight_${name}`));
    if (weight !== null && weight >= 0 && weight <= MOST_WEIGHT) weights[name] = weight;
    const corners = knotsOf(query.get(`knots_${name}`));
    if (corners !== null) knots[name] = corners;
  }
  return { weights, knots };
}

/** More than this no weight is: they are shares of their sum. */
export const MOST_WEIGHT = 100;

const MOST_KNOTS = 12;

function knotsOf(text: string | null): Knots | null {
  if (text === null) return null;
  const corners = text.split(",").map((part) => part.split(":").map(numberOf));
  const knots = corners.flatMap(([x, v]) => (x == null || v == null ? [] : [[x, v] as const]));
  return knots.length === corners.length && knotFault(knots) === null ? knots : null;
}

/** What is wrong with a value function, null when nothing is. */
export function knotFault(knots: Knots): "few" | "falling" | "outside" | null {
  if (knots.length < 2 || knots.length > MOST_KNOTS) return "few";
  if (knots.some(([, v]) => !(v >= 0 && v <= 1))) return "outside";
  if (knots.some(([x], i) => i > 0 && !(x > (knots[i - 1]?.[0] ?? Number.NEGATIVE_INFINITY)))) return "falling";
  return null;
}

function numberOf(text: string | null | undefined): number | null {
  const value = text == null || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
