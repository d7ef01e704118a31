/** The answer to the question in force: the three lists, their pages and the counts of values. */

import { batch, computed, effect, signal } from "@preact/signals-core";
import { type Need, search } from "../api/client";
import { asProblem, isAbort, type Problem } from "../api/problem";
import { type Facets, LISTS, type List, type Site } from "../api/types";
import { need, needText, profile } from "./need";
import { fieldNamed, registry } from "./registry";
import { view } from "./view";

export interface ListState {
  readonly count: number;
  readonly sites: readonly Site[];
  readonly cursor: string | null;
}

export type Lists = { readonly [list in List]: ListState };

/** How many sites come at a time. */
const PAGE = 30;

/** Changes this close together are asked once. */
const DEBOUNCE_MS = 180;

/** null until the first answer. */
export const lists = signal<Lists | null>(null);

export const facets = signal<Facets>({});

/** Whether an answer is on its way; the old one stays on the screen until then. */
export const searching = signal(true);

export const searchProblem = signal<Problem | null>(null);

/** Whether what is shown answers an earlier question than the one in force. */
export const outdated = computed(() => searching.value || searchProblem.value !== null);

/** Whether the next page of the list is on its way, and what went wrong with it. */
export const loadingMore = signal(false);
export const moreProblem = signal<Problem | null>(null);

/** The groups of criteria that are open on the screen: only their values are counted. */
export const openGroups = signal<readonly string[]>([]);

/** Counting is asked for fields whose values are codes or yes and no. */
const wantedFacets = computed(() =>
  (registry.value?.table.fields ?? [])
    .filter((field) => field.facet && field.filter && openGroups.value.includes(field.group))
    .filter((field) => field.type === "boolean" || field.codes.length > 0)
    .map((field) => field.name),
);

/** The order in force; the largest sites first where nothing else was chosen. A text, so that equal orders are equal. */
export const order = computed(() => {
  const { sort } = view.value;
  if (sort !== "" || profile.value) return sort; // a profile orders by the guaranteed score
  return fieldNamed("area_m2")?.sort ? "-area_m2" : "";
});

const sortKeys = (sort: string) => (sort === "" ? [] : [sort]);

let current: AbortController | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

async function ask(asked: Need, sort: string): Promise<void> {
  current?.abort();
  const controller = new AbortController();
  current = controller;
  searching.value = true;
  try {
    const answer = await search(
      { ...asked, lists: LISTS, facets: wantedFacets.value, sortby: sortKeys(sort), limit: PAGE, cursor: null },
      controller.signal,
    );
    const page = (list: List): ListState => answer.lists[list] ?? { count: 0, sites: [], cursor: null };
    batch(() => {
      lists.value = { meets: page("meets"), may_meet: page("may_meet"), fails: page("fails") };
      facets.value = answer.facets;
      searchProblem.value = null;
      moreProblem.value = null;
      searching.value = false;
    });
  } catch (error) {
    if (isAbort(error)) return;
    batch(() => {
      searchProblem.value = asProblem(error);
      searching.value = false;
    });
  }
}

/** Asks again at once, as after a problem. */
export function askAgain(): void {
  clearTimeout(timer);
  void ask(need.value, order.value);
}

/** Counts the values of groups that were opened since the last answer. */
async function count(names: readonly string[]): Promise<void> {
  try {
    const asked = needText.value;
    const answer = await search({
      ...need.value,
      lists: ["meets"],
      facets: names,
      sortby: [],
      limit: 1,
      cursor: null,
    });
    if (asked === needText.value) facets.value = { ...facets.value, ...answer.facets };
  } catch {
    // Counts are an extra: the form works without them, and the next answer brings them.
  }
}

/** Reads the next page of a list. */
export async function loadMore(list: List): Promise<void> {
  const before = lists.value;
  const cursor = before?.[list].cursor;
  if (!before || !cursor || loadingMore.value || searching.value) return;
  loadingMore.value = true;
  try {
    const answer = await search(
      { ...need.value, lists: [list], facets: [], sortby: sortKeys(order.value), limit: PAGE, cursor },
      current?.signal ?? null,
    );
    const page = answer.lists[list];
    if (page && lists.value === before)
      lists.value = { ...before, [list]: { ...page, sites: [...before[list].sites, ...page.sites] } };
    moreProblem.value = null;
  } catch (error) {
    if (!isAbort(error)) moreProblem.value = asProblem(error);
  } finally {
    loadingMore.value = false;
  }
}

/** Asks on every change of the question or the order, once the registry is there. */
export function followQuestion(): void {
  let first = true;
  effect(() => {
    const sort = order.value;
    if (!registry.value || needText.value === "") return;
    clearTimeout(timer);
    searching.value = true;
    timer = setTimeout(() => void ask(need.peek(), sort), first ? 0 : DEBOUNCE_MS);
    first = false;
  });
  effect(() => {
    if (searching.value) return;
    const missing = wantedFacets.value.filter((name) => !(name in facets.peek()));
    if (missing.length > 0) void count(missing);
  });
  addEventListener("online", () => {
    if (searchProblem.value) askAgain();
  });
}
