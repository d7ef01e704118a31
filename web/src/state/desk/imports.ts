/** One import on its page: what the server says of it, the rows in sight, and what is being done. */

import { batch, computed, type Signal, signal } from "@preact/signals-core";
import {
  applyImport,
  changeImport,
  correctRow,
  fetchImport,
  fetchRows,
  type Import,
  type ImportCounts,
  type ImportRow,
  type ImportSettings,
  type ImportUndone,
  tryImport,
  type Undo,
  undoImport,
} from "../../api/desk/imports";
import { asProblem, isAbort, type Problem } from "../../api/problem";
import { type Bounds, boundsOfArray } from "../../api/types";
import { ALL_ROWS, filterQuery, type RowFilter, underWay } from "../../domain/desk/imports";
import { pagesOf, type RowWindow } from "../../domain/desk/window";

/** Rows that are asked for at once. */
export const PAGE_ROWS = 100;

/** How many pages are kept; the oldest go first. */
const MOST_PAGES = 40;

/** A run is asked after this often: at first quickly, since small files are done at once. */
const ASK_MS = [150, 300, 600, 1000];

export class ImportSession {
  readonly id: number;
  readonly one = signal<Import | null>(null);
  readonly problem = signal<Problem | null>(null);
  /** What is being asked of the server; "" for nothing. */
  readonly busy = signal<string>("");
  readonly filter = signal<RowFilter>(ALL_ROWS);
  readonly matched = signal(0);
  /** Where the rows lie that the filter asks for. */
  readonly bounds = signal<Bounds | null>(null);
  readonly pages = signal<ReadonlyMap<number, readonly ImportRow[]>>(new Map());
  /** Place of the row that is shown beside the table, from 0; null for none. */
  readonly selected = signal<number | null>(null);
  /** The row that was chosen on the map, where its place in the table is not known. */
  readonly picked = signal<ImportRow | null>(null);
  readonly undone = signal<ImportUndone | null>(null);
  /** What the last run counted, kept while corrections wait for the next one. */
  readonly counts: Signal<ImportCounts | null> = signal(null);
  /** Whether the rows are those of a run with other settings. */
  readonly outdated = computed(() => this.one.value?.result === null && this.counts.value !== null);

  readonly #loading = new Map<number, AbortController>();
  #reading = new AbortController();
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(id: number) {
    this.id = id;
  }

  /** Reads the import; may be called again after a problem. */
  async load(): Promise<void> {
    this.problem.value = null;
    try {
      this.#take(await fetchImport(this.id, this.#reading.signal));
    } catch (error) {
      if (!isAbort(error)) this.problem.value = asProblem(error);
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#reading.abort();
    for (const loading of this.#loading.values()) loading.abort();
  }

  set(settings: ImportSettings): Promise<boolean> {
    return this.#do("set", () => changeImport(this.id, settings));
  }

  correct(row: number, values: { readonly [column: string]: string | null }): Promise<boolean> {
    return this.#do("correct", () => correctRow(this.id, row, values));
  }

  /** Begins a dry run, with other settings where they are not null. */
  try(settings: ImportSettings | null = null): Promise<boolean> {
    return this.#do("try", async () => {
      if (settings) await changeImport(this.id, settings);
      return tryImport(this.id);
    });
  }

  /** Begins the import, with other settings where they are not null. */
  apply(settings: ImportSettings | null): Promise<boolean> {
    return this.#do("apply", async () => {
      if (settings) await changeImport(this.id, settings);
      return applyImport(this.id);
    });
  }

  undo(undo: Undo): Promise<boolean> {
    return this.#do("undo", async () => {
      this.undone.value = await undoImport(this.id, undo);
      return fetchImport(this.id);
    });
  }

  /** Shows other rows. */
  show(filter: RowFilter): void {
    batch(() => {
      this.filter.value = filter;
      this.#forgetRows();
    });
  }

  /** The row at a place of the table, undefined while it has not come. */
  rowAt(place: number): ImportRow | undefined {
    return this.pages.value.get(Math.floor(place / PAGE_ROWS))?.[place % PAGE_ROWS];
  }

  /** The row that is shown beside table and map. */
  get chosen(): ImportRow | undefined {
    const place = this.selected.value;
    return this.picked.value ?? (place === null ? undefined : this.rowAt(place));
  }

  choose(place: number): void {
    batch(() => {
      this.selected.value = place;
      this.picked.value = null;
    });
  }

  /** Shows a row by its number in the file. */
  async pick(row: number): Promise<void> {
    try {
      const { rows } = await fetchRows(this.id, { limit: 1, offset: 0, after: row - 1 }, this.#reading.signal);
      batch(() => {
        this.selected.value = null;
        this.picked.value = rows[0] ?? null;
      });
    } catch (error) {
      if (!isAbort(error)) this.problem.value = asProblem(error);
    }
  }

  /** Asks for the rows of a window that are not there yet, and gives up what is far from it. */
  need(window: RowWindow): void {
    const wanted = pagesOf(window, PAGE_ROWS);
    if (wanted.length === 0) return; // how many rows there are is not known yet
    for (const [page, loading] of this.#loading)
      if (!wanted.includes(page)) {
        loading.abort();
        this.#loading.delete(page);
      }
    for (const page of wanted) if (!this.pages.peek().has(page) && !this.#loading.has(page)) void this.#loadPage(page);
  }

  async #loadPage(page: number): Promise<void> {
    const loading = new AbortController();
    this.#loading.set(page, loading);
    const query = { ...filterQuery(this.filter.peek()), limit: PAGE_ROWS, offset: page * PAGE_ROWS };
    try {
      const { matched, bounds, rows } = await fetchRows(this.id, query, loading.signal);
      const kept = [...this.pages.peek()].slice(-(MOST_PAGES - 1));
      batch(() => {
        // A page behind the last has no row to tell how many there are.
        if (rows.length > 0 || page === 0) this.matched.value = matched;
        if (page === 0) this.bounds.value = boundsOfArray(bounds);
        this.pages.value = new Map([...kept, [page, rows]]);
      });
    } catch (error) {
      if (!isAbort(error)) this.problem.value = asProblem(error);
    } finally {
      if (this.#loading.get(page) === loading) this.#loading.delete(page);
    }
  }

  #forgetRows(): void {
    for (const loading of this.#loading.values()) loading.abort();
    this.#loading.clear();
    this.matched.value = 0;
    this.pages.value = new Map();
    this.selected.value = null;
    this.picked.value = null;
    this.need({ first: 0, end: 1 });
  }

  /** Does one thing at a time, and tells whether it went well. */
  async #do(name: string, act: () => Promise<Import>): Promise<boolean> {
    if (this.busy.peek() !== "") return false;
    batch(() => {
      this.busy.value = name;
      this.problem.value = null;
    });
    try {
      this.#asked = 0;
      this.#take(await act());
      return true;
    } catch (error) {
      this.problem.value = asProblem(error);
      // What was asked may have been done in part: the server says how it stands.
      const now = await fetchImport(this.id).catch(() => null);
      if (now) this.#take(now);
      return false;
    } finally {
      this.busy.value = "";
    }
  }

  #take(next: Import): void {
    if (this.#closed) return;
    const before = this.one.peek();
    const ended = next.result !== null && JSON.stringify(next.result) !== JSON.stringify(before?.result ?? null);
    const ran = before !== null && underWay(before.state) && !underWay(next.state);
    batch(() => {
      this.one.value = next;
      if (next.result !== null) this.counts.value = next.result;
      if (next.failure !== null && ran) this.counts.value = null;
      if (ended || ran) this.#forgetRows();
    });
    clearTimeout(this.#timer);
    if (underWay(next.state)) {
      const wait = ASK_MS[Math.min(this.#asked++, ASK_MS.length - 1)];
      this.#timer = setTimeout(() => void this.load(), wait);
    }
  }
}
