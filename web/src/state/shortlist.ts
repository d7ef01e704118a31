/** Sites put aside by the reader, with notes. They stay in the browser and go nowhere else. */

import { signal } from "@preact/signals-core";

export interface Kept {
  readonly ref: string;
  readonly note: string;
}

/** Enough for a choice; the comparison takes the first six. */
const MOST_KEPT = 30;

const KEY = "landbank.shortlist";

function read(): readonly Kept[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    if (!Array.isArray(list)) return [];
    return list
      .flatMap((one): Kept[] => {
        const { ref, note } = (one ?? {}) as { ref?: unknown; note?: unknown };
        return typeof ref === "string" ? [{ ref, note: typeof note === "string" ? note : "" }] : [];
      })
      .slice(0, MOST_KEPT);
  } catch {
    return []; // storage is forbidden or spoilt: the list begins anew
  }
}

export const shortlist = signal<readonly Kept[]>(read());

function write(next: readonly Kept[]): void {
  shortlist.value = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Forbidden: it lasts as long as the page.
  }
}

export const isKept = (ref: string): boolean => shortlist.value.some((one) => one.ref === ref);

export const isFull = (): boolean => shortlist.value.length >= MOST_KEPT;

export function toggleKept(ref: string): void {
  if (isKept(ref)) write(shortlist.value.filter((one) => one.ref !== ref));
  else if (!isFull()) write([...shortlist.value, { ref, note: "" }]);
}

export const noteOf = (ref: string): string => shortlist.value.find((one) => one.ref === ref)?.note ?? "";

/** Notes belong to kept sites: a note keeps its site. */
export function setNote(ref: string, note: string): void {
  const text = note.slice(0, 2000);
  if (isKept(ref)) write(shortlist.value.map((one) => (one.ref === ref ? { ref, note: text } : one)));
  else if (text !== "" && !isFull()) write([...shortlist.value, { ref, note: text }]);
}

// Another tab may change it.
addEventListener("storage", (event) => {
  if (event.key === KEY) shortlist.value = read();
});
