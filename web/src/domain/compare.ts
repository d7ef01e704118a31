/** Sites side by side: what the link holds, which value is best and worst, and what has changed since a link was shared. */

import type { Contribution, Field, Site, SiteProperties } from "../api/types";
import { type Own, readOwn, writeOwn } from "./need";

/** More columns nobody compares. */
export const MOST_COMPARED = 6;

/** What the reader who shared the link saw. */
export interface Pin {
  /** Revision of the dataset. */
  readonly revision: number;
  /** When it was read. */
  readonly at: string;
  /** The guaranteed scores, by reference. */
  readonly scores: { readonly [ref: string]: number };
}

export interface Comparison {
  readonly refs: readonly string[];
  readonly profile: string | null;
  readonly own: Own;
  readonly pin: Pin | null;
}

export function comparisonToQuery({ refs, profile, own, pin }: Comparison): string {
  const query = new URLSearchParams({ sites: refs.join(",") });
  if (profile !== null) {
    query.set("profile", profile);
    writeOwn(query, own);
  }
  if (pin) {
    query.set("revision", String(pin.revision));
    query.set("at", pin.at);
    const scores = Object.entries(pin.scores).map(([ref, low]) => `${ref}:${low}`);
    if (scores.length > 0) query.set("scores", scores.join(","));
  }
  return query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%40", "@");
}

/** Reads a link. What is not understood is left out. */
export function queryToComparison(text: string, fields: readonly Field[]): Comparison {
  const query = new URLSearchParams(text);
  const refs = (query.get("sites") ?? "").split(",").map((ref) => ref.trim());
  return {
    refs: [...new Set(refs)].filter((ref) => /^[\p{L}\d._-]{1,100}$/u.test(ref)).slice(0, MOST_COMPARED),
    profile: query.get("profile") || null,
    own: readOwn(query, fields),
    pin: readPin(query),
  };
}

function readPin(query: URLSearchParams): Pin | null {
  const revision = Number(query.get("revision"));
  const at = query.get("at") ?? "";
  if (!Number.isInteger(revision) || revision < 1 || Number.isNaN(Date.parse(at))) return null;
  const scores = (query.get("scores") ?? "").split(",").flatMap((part) => {
    const cut = part.lastIndexOf(":");
    const low = Number(part.slice(cut + 1));
    return cut > 0 && Number.isFinite(low) ? [[part.slice(0, cut), low] as const] : [];
  });
  return { revision, at: new Date(at).toISOString(), scores: Object.fromEntries(scores) };
}

/** The sites with the best and the worst worth of one wish; nobody where all are alike or fewer than two are known. */
export function extremes(lines: readonly (Contribution | undefined)[]): {
  readonly best: ReadonlySet<number>;
  readonly worst: ReadonlySet<number>;
} {
  const known = lines.flatMap((line, i) => (line && line.v !== null ? [{ i, v: line.v }] : []));
  const worths = known.map(({ v }) => v);
  const [high, low] = [Math.max(...worths), Math.min(...worths)];
  const at = (v: number) => new Set(known.filter((one) => one.v === v).map(({ i }) => i));
  return known.length < 2 || high === low ? { best: new Set(), worst: new Set() } : { best: at(high), worst: at(low) };
}

/** One value that is not what it was. */
export interface Difference {
  readonly field: Field;
  readonly before: SiteProperties;
  readonly now: SiteProperties;
}

/** Fields that follow from the others or from the day, and do not say by themselves what the site is. */
const FOLLOWING = new Set([
  "checked_on",
  "next_check_on",
  "stale_groups",
  "freshness",
  "available_now",
  "available_why",
  "completeness_pct",
]);

/** What of a site is not as it was. */
export function differences(
  before: SiteProperties,
  now: SiteProperties,
  fields: readonly Field[],
): readonly Difference[] {
  const said = (one: SiteProperties, name: string) => JSON.stringify([one[name] ?? null, one.none.includes(name)]);
  return fields
    .filter((field) => !FOLLOWING.has(field.name) && said(before, field.name) !== said(now, field.name))
    .map((field) => ({ field, before, now }));
}

/** One filter that takes exactly these sites. */
export function refsFilter(refs: readonly string[]): string {
  return `ref IN (${refs.map((ref) => `'${ref.replaceAll("'", "''")}'`).join(", ")})`;
}

/** The sites in the order of the references. */
export function inOrderOf(refs: readonly string[], sites: readonly Site[]): readonly (Site | null)[] {
  return refs.map((ref) => sites.find((one) => one.id === ref) ?? null);
}
