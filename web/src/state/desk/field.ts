/** The phone page of a campaign: what is on the phone, and sending it when that is possible. */

import { computed, signal } from "@preact/signals-core";
import type { FieldPackage, PackageWish } from "../../api/desk/campaigns";
import * as api from "../../api/desk/campaigns";
import { fetchSession, type Session } from "../../api/desk/session";
import { asProblem, type Problem } from "../../api/problem";
import { type Draft, emptyDraft, type Fix, observationOf } from "../../domain/desk/field";
import { sentenceOf } from "../../domain/problem";
import { language } from "../preferences";
import type { KeptObservation, KeptPhoto } from "./field-store";
import * as store from "./field-store";

/** The number of the campaign, from the address. */
export const campaignId = signal(0);

/** null until it was read; undefined where nothing was taken along. */
export const taken = signal<FieldPackage | null | undefined>(null);
export const drafts = signal<ReadonlyMap<number, Draft>>(new Map());
export const observations = signal<readonly KeptObservation[]>([]);
export const photos = signal<readonly KeptPhoto[]>([]);

/** Whether the browser says that there is a network. */
export const online = signal(navigator.onLine);

/** Who is signed in; null while that is not known, as without a network. */
export const who = signal<Session | null>(null);

export type Sending = "idle" | "sending" | "offline" | "signed_out" | "stranger" | "failed";

export const sending = signal<Sending>("idle");

/** Why the last attempt did not go well. */
export const sendProblem = signal<Problem | null>(null);

/** What the phone's own database said when it failed. */
export const storeProblem = signal<string | null>(null);

export const waiting = computed(() => ({
  observations: observations.value.filter((one) => one.state === "queued").length,
  photos: photos.value.filter((one) => one.state === "queued" && one.observation !== null).length,
  refused:
    observations.value.filter((one) => one.state === "refused").length +
    photos.value.filter((one) => one.state === "refused" && one.observation !== null).length,
}));

/** Tasks that have an answer on the phone that was not refused, or one that the registry has. */
export const answered = computed(
  () => new Set(observations.value.filter((one) => one.state !== "refused").map((one) => one.body.task)),
);

async function reread(): Promise<void> {
  const id = campaignId.value;
  const [keptDrafts, keptObservations, keptPhotos] = await Promise.all([
    store.readDrafts(id),
    store.readObservations(id),
    store.readPhotos(id),
  ]);
  drafts.value = new Map(keptDrafts.map((draft) => [draft.task, draft]));
  observations.value = keptObservations;
  photos.value = keptPhotos;
}

/** Does something with the phone's database; a failure is said on the screen and never swallowed. */
async function kept<T>(work: Promise<T>): Promise<T> {
  try {
    const result = await work;
    storeProblem.value = null;
    return result;
  } catch (error) {
    storeProblem.value = error instanceof Error ? error.message : String(error);
    throw error;
  }
}

/** Reads what is on the phone, and asks the browser not to throw it away. */
export async function openCampaign(id: number): Promise<void> {
  campaignId.value = id;
  taken.value = (await kept(store.readPackage(id))) ?? undefined;
  await kept(reread());
  void navigator.storage?.persist?.();
}

export const draftOf = (task: number): Draft => drafts.value.get(task) ?? emptyDraft(task);

/** Keeps a draft. The screen shows it at once; what is on the phone follows in the order of the changes. */
export function keepDraft(draft: Draft): Promise<void> {
  drafts.value = new Map(drafts.value).set(draft.task, draft);
  return kept(store.writeDraft(campaignId.value, draft));
}

export async function addPhoto(task: number, picture: Blob): Promise<void> {
  const id = crypto.randomUUID();
  const photo: KeptPhoto = {
    id,
    campaign: campaignId.value,
    task,
    observation: null,
    picture,
    state: "queued",
    refusal: null,
  };
  await kept(store.writePhoto(photo));
  photos.value = [...photos.value, photo];
  const draft = draftOf(task);
  await keepDraft({ ...draft, photos: [...draft.photos, id] });
}

export async function dropPhoto(task: number, id: string): Promise<void> {
  const draft = draftOf(task);
  await keepDraft({ ...draft, photos: draft.photos.filter((one) => one !== id) });
  await kept(store.removePhoto(id));
  photos.value = photos.value.filter((one) => one.id !== id);
}

/** Puts a finished answer into the queue, and tries to send it. */
export async function finish(task: number, label: string): Promise<void> {
  const package_ = taken.value;
  if (!package_) return;
  const id = crypto.randomUUID();
  const now = new Date();
  await kept(
    store.finishDraft({
      id,
      campaign: campaignId.value,
      observer: package_.observer,
      label,
      body: observationOf(draftOf(task), id, package_.campaign.questions_version, now),
      state: "queued",
      refusal: null,
      savedAt: now.toISOString(),
    }),
  );
  await kept(reread());
  void send();
}

/** Opens a refused answer again, to be mended. */
export async function reopen(observation: KeptObservation): Promise<void> {
  const { body } = observation;
  const fix: Fix | null = body.position ? { ...body.position, at: Date.parse(body.observed_at) } : null;
  const draft: Draft = {
    task: body.task,
    sighting: body.sighting,
    answers: (body.answers ?? {}) as Draft["answers"],
    comment: body.comment ?? "",
    position: fix,
    photos: body.photos ?? [],
  };
  await kept(store.reopenObservation(observation, draft));
  await kept(reread());
}

export async function drop(observation: KeptObservation): Promise<void> {
  await kept(store.dropObservation(observation));
  await kept(reread());
}

let underWay: Promise<void> | null = null;
let again = false;

/** Sends what waits and takes the tasks anew. One at a time, also over several open pages. */
export function send(wish: PackageWish = {}): Promise<void> {
  if (underWay) {
    again = true;
    return underWay;
  }
  const work = async () => {
    do {
      again = false;
      await sendOnce(wish);
    } while (again);
  };
  const run = navigator.locks ? navigator.locks.request("landbank-field", work) : work();
  underWay = Promise.resolve(run).finally(() => {
    underWay = null;
  });
  return underWay;
}

async function sendOnce(wish: PackageWish): Promise<void> {
  sending.value = "sending";
  sendProblem.value = null;
  try {
    await kept(reread()); // another page may have sent in the meantime
    who.value = await fetchSession();
    online.value = true;
    const principal = who.value.principal?.id ?? null;
    if (principal === null) {
      sending.value = "signed_out";
      return;
    }
    if (observations.value.some((one) => one.state === "queued" && one.observer !== principal)) {
      sending.value = "stranger";
      return;
    }
    await sendObservations();
    await sendPhotos();
    await take(wish);
    sending.value = "idle";
  } catch (error) {
    const problem = asProblem(error);
    sendProblem.value = problem;
    sending.value = problem.offline ? "offline" : problem.status === 401 ? "signed_out" : "failed";
    if (problem.offline) online.value = false;
  }
}

/** How many observations go at once: few, so that little has to be sent again where the network is bad. */
const AT_ONCE = 20;

async function sendObservations(): Promise<void> {
  for (;;) {
    const batch = observations.value.filter((one) => one.state === "queued").slice(0, AT_ONCE);
    if (batch.length === 0) return;
    const results = await api.sendObservations(
      campaignId.value,
      batch.map((one) => one.body),
    );
    for (const one of batch) {
      const result = results.find(({ id }) => id === one.id);
      if (!result) throw new Error(`the registry said nothing of ${one.id}`);
      const state = result.state === "refused" ? "refused" : "sent";
      await kept(store.writeObservation({ ...one, state, refusal: result.refusal }));
    }
    await kept(reread());
  }
}

async function sendPhotos(): Promise<void> {
  const known = new Set(observations.value.filter((one) => one.state === "sent").map((one) => one.id));
  for (const photo of photos.value) {
    if (photo.state !== "queued" || photo.observation === null || !photo.picture || !known.has(photo.observation))
      continue;
    try {
      await api.sendPhoto(photo.campaign, photo.observation, photo.id, photo.picture);
      await kept(store.writePhoto({ ...photo, state: "sent", picture: null }));
    } catch (error) {
      const problem = asProblem(error);
      if (![400, 404, 409, 413, 415].includes(problem.status)) throw error;
      await kept(store.writePhoto({ ...photo, state: "refused", refusal: sentenceOf(problem, language.value) }));
    }
    await kept(reread());
  }
}

/** Takes the tasks along as they are now. Where there are none any more, what is on the phone stays. */
async function take(wish: PackageWish): Promise<void> {
  try {
    const fresh = await api.takePackage(campaignId.value, wish);
    await kept(store.writePackage(fresh));
    taken.value = fresh;
  } catch (error) {
    const problem = asProblem(error);
    if (problem.status !== 409 || !taken.value) throw error;
    sendProblem.value = problem; // the campaign is closed: what waited was sent
  }
}

/** Sends by itself when there is a chance: when the network comes back, and when the page is looked at again. */
export function followNetwork(): void {
  addEventListener("online", () => {
    online.value = true;
    void send();
  });
  addEventListener("offline", () => {
    online.value = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && waiting.value.observations + waiting.value.photos > 0) void send();
  });
}
