/** What surrounds the question: how the stock is spread behind each number, what would let more sites in, how firm places are. */

import { batch, computed, effect, signal } from "@preact/signals-core";
import { fetchRanks, fetchRelaxations, fetchSpreads } from "../api/client";
import { asProblem, isAbort, type Problem } from "../api/problem";
import type { List, RankResult, RelaxResult, Spread, Tally } from "../api/types";
import { need, needText, profile } from "./need";
import { lists, searching } from "./search";
import { criteria } from "./view";

/** By field. Old ones stay on the screen until new ones come. */
export const spreads = signal<{ readonly [field: string]: Spread }>({});

/** The three counts while a slider moves, before anything is asked. */
export const preview = signal<Tally | null>(null);

/** The fields whose distributions are on the screen: those with bounds. */
const shownFields = computed(() =>
  criteria.value.conditions
    .flatMap((one) => (one.kind === "range" ? [one.field] : []))
    .slice(0, 24)
    .join(","),
);

export const relaxed = signal<RelaxResult | null>(null);

/** How firm places are, with the list and the question it was asked of. */
export interface Ranked {
  readonly asked: string;
  readonly list: List;
  readonly result: RankResult;
}

export const ranked = signal<Ranked | null>(null);
export const rankProblem = signal<Problem | null>(null);

let rankRequest: AbortController | null = null;

/** Asks how firm the places of a list are. */
export async function askRanks(list: List): Promise<void> {
  rankRequest?.abort();
  const controller = new AbortController();
  rankRequest = controller;
  const asked = needText.value;
  try {
    const result = await fetchRanks(need.value, list, controller.signal);
    batch(() => {
      ranked.value = { asked, list, result };
      rankProblem.value = null;
    });
  } catch (error) {
    if (!isAbort(error)) rankProblem.value = asProblem(error);
  }
}

/** Follows the question once its lists have come: they go first. */
export function followSurroundings(): void {
  effect(() => {
    const fields = shownFields.value;
    const settled = needText.value !== "" && !searching.value;
    if (!settled || fields === "") return;
    const controller = new AbortController();
    fetchSpreads(need.peek(), fields.split(","), controller.signal)
      .then((list) => {
        spreads.value = Object.fromEntries(list.map((one) => [one.field, one]));
      })
      .catch(() => {
        // A form without histograms is a form all the same.
      });
    return () => controller.abort();
  });
  effect(() => {
    const settled = needText.value !== "" && !searching.value;
    if (!settled || criteria.value.conditions.length === 0) {
      if (settled) relaxed.value = null;
      return;
    }
    const controller = new AbortController();
    fetchRelaxations(need.peek(), controller.signal)
      .then((result) => {
        relaxed.value = result;
      })
      .catch((error: unknown) => {
        if (!isAbort(error)) relaxed.value = null;
      });
    return () => controller.abort();
  });
  effect(() => {
    if (lists.value) preview.value = null; // the answer has come: it counts
  });
  effect(() => {
    if (!profile.value) ranked.value = null;
  });
}
