/** The questions to the list that people keep. */

import { signal } from "@preact/signals-core";
import { fetchViews, keepView, removeView, type SavedView } from "../../api/desk/sites";

export const views = signal<readonly SavedView[]>([]);

export async function loadViews(abort: AbortSignal | null = null): Promise<readonly SavedView[]> {
  views.value = await fetchViews(abort);
  return views.value;
}

/** Where the map looks is no part of a question. */
function questionOf(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of ["at", "site", "view", "lang"]) params.delete(name);
  return params.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
}

/** Keeps the question that the address holds; throws the Problem. */
export async function keepThisView(name: string, shared: boolean): Promise<void> {
  const kept = await keepView({ name, shared, query: questionOf(location.search) });
  views.value = [...views.value, kept].toSorted((a, b) => a.name.localeCompare(b.name));
}

export async function removeSaved(id: number): Promise<void> {
  await removeView(id);
  views.value = views.value.filter((one) => one.id !== id);
}
