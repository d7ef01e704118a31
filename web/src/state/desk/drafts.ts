/** Drafts that are kept in the browser, so that nothing is lost without a network or when a tab is closed. */

import type { Geometry } from "../../api/desk/geometry";
import type { Plain } from "../../domain/desk/record-edit";

/** Everything that has to be known to go on: what was read, and what it was changed to. */
export interface Draft {
  /** The site's reference, or "new". */
  readonly ref: string;
  readonly account: string;
  readonly tag: string;
  readonly version: number;
  readonly base: { readonly record: Plain; readonly geometry: Geometry | null };
  readonly mine: { readonly record: Plain; readonly geometry: Geometry | null };
  /** When it was changed last, as an instant. */
  readonly at: string;
}

const STORE = "drafts";

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("landbank-desk", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: ["account", "ref"] });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const request = act(database.transaction(STORE, mode).objectStore(STORE));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Keeps a draft. Throws where the browser keeps nothing, as in some private windows. */
export async function keepDraft(draft: Draft): Promise<void> {
  await within("readwrite", (store) => store.put(draft));
}

export async function dropDraft(account: string, ref: string): Promise<void> {
  await within("readwrite", (store) => store.delete([account, ref])).catch(() => undefined);
}

/** The draft of a site, null where there is none or nothing can be kept. */
export async function findDraft(account: string, ref: string): Promise<Draft | null> {
  return within<Draft | undefined>("readonly", (store) => store.get([account, ref])).then(
    (found) => found ?? null,
    () => null,
  );
}
