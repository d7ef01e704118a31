/** What is under the pointer and what is selected, on the list and on the map alike. */

import { computed, effect, signal } from "@preact/signals-core";
import { fetchSite } from "../api/client";
import { asProblem, isAbort, type Problem } from "../api/problem";
import { LISTS, type List, type Site, type SiteDetail } from "../api/types";
import { lists } from "./search";
import { view } from "./view";

/** The reference of the site under the pointer. */
export const hoveredRef = signal<string | null>(null);

export const selectedRef = computed(() => view.value.site);

export interface Selected {
  readonly ref: string;
  readonly site: SiteDetail | null;
  readonly problem: Problem | null;
}

/** The selected site with everything known of it, once it has come. */
export const selected = signal<Selected | null>(null);

/** Reads the selected site whenever another one is selected. */
export function followSelection(): void {
  effect(() => {
    const ref = selectedRef.value;
    if (ref === null) {
      selected.value = null;
      return;
    }
    selected.value = { ref, site: null, problem: null };
    const controller = new AbortController();
    fetchSite(ref, controller.signal)
      .then((site) => {
        selected.value = { ref, site, problem: null };
      })
      .catch((error: unknown) => {
        if (!isAbort(error)) selected.value = { ref, site: null, problem: asProblem(error) };
      });
    return () => controller.abort();
  });
}

/** Finds a site that was read into one of the lists, and which list that is. */
export function findListed(ref: string | null): { readonly site: Site; readonly list: List } | null {
  if (ref === null || !lists.value) return null;
  for (const list of LISTS) {
    const site = lists.value[list].sites.find((one) => one.id === ref);
    if (site) return { site, list };
  }
  return null;
}
