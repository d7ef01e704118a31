/** Adjoining sites that meet the need together: asked for once the panel is opened, and anew with the need. */

import { effect, signal } from "@preact/signals-core";
import { fetchAssemblies } from "../api/client";
import { asProblem, isAbort, type Problem } from "../api/problem";
import type { Assemblies, Assembly } from "../api/types";
import { need, needText } from "./need";
import { searching } from "./search";

export const togetherOpen = signal(false);
export const together = signal<Assemblies | null>(null);
export const togetherProblem = signal<Problem | null>(null);

/** The set that the map shows. */
export const shownSet = signal<Assembly | null>(null);

/** Follows the question once its lists have come: they go first. */
export function followTogether(): void {
  effect(() => {
    const settled = needText.value !== "" && !searching.value;
    // What was found for another need says nothing of this one.
    shownSet.value = null;
    together.value = null;
    togetherProblem.value = null;
    if (!settled || !togetherOpen.value) return;
    const controller = new AbortController();
    fetchAssemblies(need.peek(), controller.signal)
      .then((result) => {
        together.value = result;
      })
      .catch((error: unknown) => {
        if (!isAbort(error)) togetherProblem.value = asProblem(error);
      });
    return () => controller.abort();
  });
}
