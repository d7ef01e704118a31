/** The comparison of the address: its sites with their scores, and what changed since the link was shared. */

import { computed, effect, signal } from "@preact/signals-core";
import { wholeAddressOf } from "../api/base";
import { fetchSite, fetchSiteThen, search } from "../api/client";
import { asProblem, isAbort, type Problem } from "../api/problem";
import type { Profile, Site } from "../api/types";
import {
  type Comparison,
  comparisonToQuery,
  type Difference,
  differences,
  inOrderOf,
  queryToComparison,
  refsFilter,
} from "../domain/compare";
import { NO_OWN, pinned, preferencesOf, profileNamed } from "../domain/need";
import { profiles } from "./need";
import { language } from "./preferences";
import { fields, registry } from "./registry";

const START: Comparison = { refs: [], profile: null, own: NO_OWN, pin: null };

export const comparison = signal<Comparison>(START);

export const comparedProfile = computed(() => {
  const { profile } = comparison.value;
  return profile === null ? null : profileNamed(profile, profiles.value ?? []);
});

export const comparedPreferences = computed(() =>
  comparedProfile.value ? preferencesOf(comparedProfile.value, comparison.value.own) : [],
);

/** What has come: null where a site is not public any more. */
export interface Compared {
  readonly revision: number;
  readonly at: string;
  readonly sites: readonly (Site | null)[];
  /** Whether the law of the profile lets it be built there; null where a fact is missing. */
  readonly lawful: readonly (boolean | null)[];
}

export const compared = signal<Compared | null>(null);
export const compareProblem = signal<Problem | null>(null);

/** What changed of each site since the link was shared; null while nothing is pinned or known. */
export interface Changed {
  readonly ref: string;
  readonly score: { readonly before: number; readonly now: number } | null;
  readonly differences: readonly Difference[];
  /** It was there then and is not now, or the other way round. */
  readonly presence: "gone" | "new" | null;
}

export const changed = signal<readonly Changed[] | null>(null);

export function readComparison(): void {
  comparison.value = queryToComparison(location.search, fields.value);
}

/** Changes the comparison and its address. What was pinned was of another question. */
function change(next: Partial<Comparison>): void {
  comparison.value = { ...comparison.value, pin: null, ...next };
  history.replaceState(null, "", `?${comparisonToQuery(comparison.value)}&lang=${language.value}`);
}

export function dropSite(ref: string): void {
  change({ refs: comparison.value.refs.filter((one) => one !== ref) });
}

export function compareSites(refs: readonly string[]): void {
  change({ refs });
}

export function compareFor(profile: Profile | null): void {
  change({ profile: profile && pinned(profile), own: NO_OWN });
}

/** The link that pins what is seen now. */
export function pinnedLink(): string {
  const now = compared.value;
  const scores = (now?.sites ?? []).flatMap((site) =>
    site?.properties.score ? [[site.id, site.properties.score.low] as const] : [],
  );
  const pin = now && { revision: now.revision, at: now.at, scores: Object.fromEntries(scores) };
  return wholeAddressOf(`/compare?${comparisonToQuery({ ...comparison.value, pin })}`);
}

async function load(signal: AbortSignal): Promise<void> {
  const { refs } = comparison.value;
  const profile = comparedProfile.value;
  if (refs.length === 0) {
    compared.value = null;
    return;
  }
  const asked = { filter: refsFilter(refs), facets: [], sortby: [], limit: refs.length, cursor: null };
  const prefer = profile ? comparedPreferences.value : null;
  const law = profile ? `${profile.name}@${profile.version}` : null;
  const [all, lawful] = await Promise.all([
    search({ ...asked, profile: null, prefer, lists: ["meets"] }, signal),
    search({ ...asked, profile: law, prefer: null, lists: ["meets", "may_meet"] }, signal),
  ]);
  const among = (list: "meets" | "may_meet", ref: string) =>
    lawful.lists[list]?.sites.some((one) => one.id === ref) ?? false;
  compared.value = {
    revision: all.revision,
    at: new Date().toISOString(),
    sites: inOrderOf(refs, all.lists.meets?.sites ?? []),
    lawful: refs.map((ref) => among("meets", ref) || (among("may_meet", ref) ? null : false)),
  };
  compareProblem.value = null;
  await findChanges(compared.value, signal);
}

/** Reads the sites as they were when the link was shared, where the dataset has moved on since. */
async function findChanges(now: Compared, signal: AbortSignal): Promise<void> {
  const { pin, refs } = comparison.value;
  if (!pin) {
    changed.value = null;
    return;
  }
  if (pin.revision === now.revision) {
    changed.value = [];
    return;
  }
  const before = await Promise.all(refs.map((ref) => fetchSiteThen(ref, pin.at, signal).catch(goneOrThrow)));
  const today = await Promise.all(
    now.sites.map((site) => (site ? fetchSite(site.id, signal).catch(goneOrThrow) : Promise.resolve(null))),
  );
  changed.value = refs.flatMap((ref, i): Changed[] => {
    const [then, current] = [before[i] ?? null, today[i] ?? null];
    const presence = then && !current ? "gone" : !then && current ? "new" : null;
    const values = then && current ? differences(then.properties, current.properties, fields.value) : [];
    const low = now.sites[i]?.properties.score?.low;
    const was = pin.scores[ref];
    const score = low !== undefined && was !== undefined && low !== was ? { before: was, now: low } : null;
    return presence || values.length > 0 || score ? [{ ref, score, differences: values, presence }] : [];
  });
}

function goneOrThrow(error: unknown): null {
  if (isAbort(error)) throw error;
  const { status } = asProblem(error);
  if (status === 404 || status === 410) return null;
  throw error;
}

/** Loads on every change of the comparison, once the registry and the profiles are there. */
export function followComparison(): void {
  effect(() => {
    if (!registry.value || profiles.value === null) return;
    const controller = new AbortController();
    load(controller.signal).catch((error: unknown) => {
      if (!isAbort(error)) compareProblem.value = asProblem(error);
    });
    return () => controller.abort();
  });
}
