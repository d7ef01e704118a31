/**
 * What the phone keeps of campaigns, in a database of the browser: the package
 * that was taken along, drafts, observations and photos. Everything is written
 * before the screen says so, so that a closed browser loses nothing.
 */

import type { FieldPackage, NewObservation } from "../../api/desk/campaigns";
import type { Draft } from "../../domain/desk/field";

/** An observation on the phone, and what became of it. */
export interface KeptObservation {
  readonly id: string;
  readonly campaign: number;
  readonly observer: string;
  readonly label: string;
  readonly body: NewObservation;
  readonly state: "queued" | "sent" | "refused";
  readonly refusal: string | null;
  readonly savedAt: string;
}

/** A photo on the phone. */
export interface KeptPhoto {
  readonly id: string;
  readonly campaign: number;
  readonly task: number;
  /** null while the answer is being written. */
  readonly observation: string | null;
  /** null once it was sent: the registry has it. */
  readonly picture: Blob | null;
  readonly state: "queued" | "sent" | "refused";
  readonly refusal: string | null;
}

interface KeptDraft {
  readonly key: string;
  readonly draft: Draft;
}

const draftKey = (campaign: number, task: number) => `${campaign}/${task}`;

const STORES = { packages: "id", drafts: "key", observations: "id", photos: "id" } as const;

type Store = keyof typeof STORES;

let opened: Promise<IDBDatabase> | null = null;

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser's database failed"));
  });
}

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("landbank-field", 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) request.result.createObjectStore(name, { keyPath });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error("the browser's database cannot be opened"));
  });
  opened.catch(() => {
    opened = null; // the next one tries again
  });
  return opened;
}

/** Runs requests in one transaction; it is over, and on the disk, when the promise resolves. */
async function within<T>(
  stores: readonly Store[],
  mode: IDBTransactionMode,
  work: (of: (store: Store) => IDBObjectStore) => Promise<T>,
): Promise<T> {
  const database = await open();
  const transaction = database.transaction([...stores], mode, { durability: "strict" });
  const over = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("the browser's database gave up"));
    transaction.onerror = () => reject(transaction.error ?? new Error("the browser's database failed"));
  });
  const [result] = await Promise.all([work((store) => transaction.objectStore(store)), over]);
  return result;
}

const read = <T>(store: Store, key: IDBValidKey) =>
  within([store], "readonly", async (of) => (await settled(of(store).get(key))) as T | undefined);

const all = <T>(store: Store) => within([store], "readonly", async (of) => (await settled(of(store).getAll())) as T[]);

const write = (store: Store, value: unknown) =>
  within([store], "readwrite", async (of) => void (await settled(of(store).put(value))));

export async function readPackage(campaign: number): Promise<FieldPackage | null> {
  return (await read<{ taken: FieldPackage }>("packages", campaign))?.taken ?? null;
}

export function writePackage(taken: FieldPackage): Promise<void> {
  return write("packages", { id: taken.campaign.id, taken });
}

export async function readDrafts(campaign: number): Promise<readonly Draft[]> {
  const kept = await all<KeptDraft>("drafts");
  return kept.filter(({ key }) => key.startsWith(`${campaign}/`)).map(({ draft }) => draft);
}

export function writeDraft(campaign: number, draft: Draft): Promise<void> {
  return write("drafts", { key: draftKey(campaign, draft.task), draft });
}

export async function readObservations(campaign: number): Promise<readonly KeptObservation[]> {
  const kept = await all<KeptObservation>("observations");
  return kept.filter((one) => one.campaign === campaign).toSorted((a, b) => a.savedAt.localeCompare(b.savedAt));
}

export function writeObservation(kept: KeptObservation): Promise<void> {
  return write("observations", kept);
}

export async function readPhotos(campaign: number): Promise<readonly KeptPhoto[]> {
  return (await all<KeptPhoto>("photos")).filter((one) => one.campaign === campaign);
}

export function writePhoto(kept: KeptPhoto): Promise<void> {
  return write("photos", kept);
}

export function removePhoto(id: string): Promise<void> {
  return within(["photos"], "readwrite", async (of) => void (await settled(of("photos").delete(id))));
}

/** Turns a draft into an observation that waits to be sent: all of it, or nothing. */
export function finishDraft(kept: KeptObservation): Promise<void> {
  return within(["drafts", "observations", "photos"], "readwrite", async (of) => {
    await settled(of("observations").put(kept));
    await settled(of("drafts").delete(draftKey(kept.campaign, kept.body.task)));
    for (const id of kept.body.photos ?? []) {
      const photo = (await settled(of("photos").get(id))) as KeptPhoto | undefined;
      if (photo) await settled(of("photos").put({ ...photo, observation: kept.id }));
    }
  });
}

/** Forgets an observation that the registry refused, with its photos. */
export function dropObservation(kept: KeptObservation): Promise<void> {
  return within(["observations", "photos"], "readwrite", async (of) => {
    await settled(of("observations").delete(kept.id));
    for (const id of kept.body.photos ?? []) await settled(of("photos").delete(id));
  });
}

/** Makes a refused observation a draft again, with its photos, so that it can be mended and sent anew. */
export function reopenObservation(kept: KeptObservation, draft: Draft): Promise<void> {
  return within(["drafts", "observations", "photos"], "readwrite", async (of) => {
    await settled(of("drafts").put({ key: draftKey(kept.campaign, draft.task), draft }));
    await settled(of("observations").delete(kept.id));
    for (const id of draft.photos) {
      const photo = (await settled(of("photos").get(id))) as KeptPhoto | undefined;
      if (photo) await settled(of("photos").put({ ...photo, observation: null, state: "queued", refusal: null }));
    }
  });
}
