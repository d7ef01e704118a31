/** The list of sites at the desk: which are asked for, what came, which are chosen. Criteria are those of the view. */

import { computed, signal } from "@preact/signals-core";
import {
  ALL_SITES,
  type Brief,
  type Count,
  fetchCounts,
  fetchSites,
  fetchSpots,
  type Lifecycle,
  type SiteQuery,
  type Spots,
} from "../../api/desk/sites";
import { asProblem, isAbort, type Problem } from "../../api/problem";
import { cql2 } from "../../domain/cql2";
import { fields } from "../registry";
import { beside, criteria, view } from "../view";

/** The tabs of the list: in which state sites are. */
export const TABS = ["all", "draft", "in_review", "returned", "published", "candidate", "ended"] as const;
export type Tab = (typeof TABS)[number];

const PUBLISHED: readonly Lifecycle[] = ["published", "reserved", "contracted"];
const ENDED: readonly Lifecycle[] = ["reused", "withdrawn", "merged", "split"];

/** What a tab asks for beside the criteria. */
const ASKS: { readonly [tab in Tab]: Pick<SiteQuery, "lifecycle" | "review"> } = {
  all: { lifecycle: [], review: [] },
  draft: { lifecycle: [], review: ["draft"] },
  in_review: { lifecycle: [], review: ["in_review"] },
  returned: { lifecycle: [], review: ["returned"] },
  published: { lifecycle: PUBLISHED, review: [] },
  candidate: { lifecycle: ["candidate"], review: [] },
  ended: { lifecycle: ENDED, review: [] },
};

export const tab = signal<Tab>("all");

/** "" for all, "me", "nobody", or who it is. */
export const steward = signal("");

/** Only those that the person changed last. */
export const mine = signal(false);

/** How many rows come at a time. */
const PAGE = 50;

/** What is asked for now, as a text too, so that equal questions are equal. */
export const asked = computed<SiteQuery>(() => ({
  ...ALL_SITES,
  ...ASKS[tab.value],
  steward: steward.value,
  changedBy: mine.value ? "me" : "",
  filter: cql2(criteria.value, fields.value),
}));

const askedText = computed(() => JSON.stringify([asked.value, view.value.sort]));

export interface Listed {
  readonly matched: number;
  readonly sites: readonly Brief[];
  readonly next: string | null;
}

export const listed = signal<Listed | null>(null);
export const counts = signal<readonly Count[] | null>(null);
export const spots = signal<Spots | null>(null);
export const listProblem = signal<Problem | null>(null);
export const listing = signal(false);

/** The references that are chosen with the boxes of the rows. */
export const chosen = signal<ReadonlySet<string>>(new Set());

/** The site that the row in focus, or the mark that was clicked, stands for. */
export const current = signal<string | null>(null);

/** How many sites are in the state of a tab, whatever tab is shown. */
export function countOf(name: Tab): number | null {
  if (counts.value === null) return null;
  const { lifecycle, review } = ASKS[name];
  return counts.value
    .filter((count) => lifecycle.length === 0 || lifecycle.includes(count.lifecycle))
    .filter((count) => review.length === 0 || review.some((one) => one === count.review))
    .reduce((sum, count) => sum + count.sites, 0);
}

/** Reads what the address asks beside the criteria. */
export function readBeside(query: string): void {
  const params = new URLSearchParams(query);
  tab.value = TABS.find((one) => one === params.get("state")) ?? "all";
  steward.value = params.get("steward") ?? "";
  mine.value = params.get("by") === "me";
  writeBeside();
}

function writeBeside(): void {
  const params = new URLSearchParams();
  if (tab.value !== "all") params.set("state", tab.value);
  if (steward.value !== "") params.set("steward", steward.value);
  if (mine.value) params.set("by", "me");
  beside.value = params.toString().replaceAll("%3A", ":");
}

export function chooseTab(next: Tab): void {
  tab.value = next;
  chosen.value = new Set();
  writeBeside();
}

export function chooseSteward(next: string): void {
  steward.value = next;
  writeBeside();
}

export function chooseMine(next: boolean): void {
  mine.value = next;
  writeBeside();
}

let controller: AbortController | null = null;

/** Asks for the first page, the counts of the tabs and the places; what is overtaken is given up. */
export async function askSites(): Promise<void> {
  controller?.abort();
  const own = new AbortController();
  controller = own;
  const [query, text] = [asked.value, askedText.value];
  listing.value = true;
  try {
    const page = await fetchSites(query, { sortby: view.value.sort, limit: PAGE }, own.signal);
    listed.value = page;
    listProblem.value = null;
    listing.value = false;
    const [states, places] = await Promise.all([fetchCounts(query, own.signal), fetchSpots(query, own.signal)]);
    if (text !== askedText.value) return;
    counts.value = states;
    spots.value = places;
  } catch (error) {
    if (isAbort(error) || own.signal.aborted) return;
    listProblem.value = asProblem(error);
    listing.value = false;
  }
}

/** Reads the next page. */
export async function moreSites(): Promise<void> {
  const before = listed.value;
  if (!before?.next || listing.value) return;
  listing.value = true;
  try {
    const page = await fetchSites(asked.value, { sortby: view.value.sort, limit: PAGE, after: before.next });
    if (listed.value !== before) return;
    const known = new Set(before.sites.map((site) => site.ref));
    listed.value = { ...page, sites: [...before.sites, ...page.sites.filter((site) => !known.has(site.ref))] };
  } catch (error) {
    listProblem.value = asProblem(error);
  } finally {
    listing.value = false;
  }
}

/** What has to be asked again when it changes. */
export const questionText = askedText;

/** Every site of the question, some hundred at a time; for what is done with all of them. */
export async function allSites(tell: (read: number) => void): Promise<readonly Brief[]> {
  const sites: Brief[] = [];
  for (let after = ""; ; ) {
    const page = await fetchSites(asked.value, { limit: 1000, after });
    sites.push(...page.sites);
    tell(sites.length);
    if (page.next === null) return sites;
    after = page.next;
  }
}
