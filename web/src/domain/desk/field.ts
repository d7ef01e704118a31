/** What the phone page makes of tasks: distances, directions, what is still missing in an answer, the queue. */

import type { CampaignQuestion, CampaignTask, NewObservation, Sighting } from "../../api/desk/campaigns";

/** Where the phone is. */
export interface Fix {
  readonly longitude: number;
  readonly latitude: number;
  readonly accuracy_m: number;
  /** Milliseconds since 1970, by the phone. */
  readonly at: number;
}

const EARTH_M = 6_371_009;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

type Spot = Pick<Fix, "longitude" | "latitude">;

/** Metres between two spots on a sphere. */
export function distanceM(a: Spot, b: Spot): number {
  const dLat = radians(b.latitude - a.latitude);
  const dLon = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

export const DIRECTIONS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;

export type Direction = (typeof DIRECTIONS)[number];

/** Where to go from the one spot to the other. */
export function directionOf(from: Spot, to: Spot): Direction {
  const dLon = radians(to.longitude - from.longitude);
  const [lat1, lat2] = [radians(from.latitude), radians(to.latitude)];
  const y = Math.sin(dLon) * Math.cos(lat2);
  const x = Math.cos(lat1) * Math.sin(lat2) - Math.sin(lat1) * Math.cos(lat2) * Math.cos(dLon);
  const turns = Math.atan2(y, x) / (2 * Math.PI);
  return DIRECTIONS[(Math.round(turns * 8) + 8) % 8] ?? "n";
}

/** Metres as they are said on the way: 40 m, 850 m, 3.2 km. */
export function roundedDistance(metres: number): {
  readonly value: number;
  readonly unit: "m" | "km";
  readonly decimals: number;
} {
  if (metres < 1000) return { value: Math.max(10, Math.round(metres / 10) * 10), unit: "m", decimals: 0 };
  return { value: metres / 1000, unit: "km", decimals: metres < 10_000 ? 1 : 0 };
}

/** An accuracy worse than this is said to be poor. */
export const POOR_ACCURACY_M = 50;

/** An answer that is being written. */
export interface Draft {
  readonly task: number;
  readonly sighting: Sighting | null;
  readonly answers: { readonly [key: string]: unknown };
  readonly comment: string;
  readonly position: Fix | null;
  readonly photos: readonly string[];
}

export const emptyDraft = (task: number): Draft => ({
  task,
  sighting: null,
  answers: {},
  comment: "",
  position: null,
  photos: [],
});

/** Whether there is anything in it. */
export function isBegun(draft: Draft): boolean {
  return (
    draft.sighting !== null || draft.comment !== "" || draft.photos.length > 0 || Object.keys(draft.answers).length > 0
  );
}

/** What keeps an answer from being saved: the names of what is missing. */
export function missingIn(draft: Draft, questions: readonly CampaignQuestion[]): readonly string[] {
  const missing: string[] = [];
  if (draft.sighting === null) missing.push("sighting");
  if (draft.sighting === "not_reached" && draft.comment.trim() === "") missing.push("comment");
  if (draft.sighting === "there")
    for (const { key, required } of questions) if (required && draft.answers[key] === undefined) missing.push(key);
  return missing;
}

/** The observation that a finished draft becomes. Of what is not there nothing is answered. */
export function observationOf(draft: Draft, id: string, questions: number, at: Date): NewObservation {
  const asked = draft.sighting === "there" || draft.sighting === "unclear";
  const position = draft.position;
  return {
    id,
    task: draft.task,
    questions,
    sighting: draft.sighting ?? "unclear",
    answers: asked ? { ...draft.answers } : {},
    ...(draft.comment.trim() === "" ? {} : { comment: draft.comment.trim() }),
    ...(position === null
      ? {}
      : { position: { longitude: position.longitude, latitude: position.latitude, accuracy_m: position.accuracy_m } }),
    photos: [...draft.photos],
    observed_at: at.toISOString(),
  };
}

/** Tasks in the order of the way: those that wait first, the nearest first where it is known where one is. */
export function inOrder(
  tasks: readonly CampaignTask[],
  from: Spot | null,
  answered: ReadonlySet<number>,
): readonly CampaignTask[] {
  const rank = (task: CampaignTask) =>
    !answered.has(task.id) && ["open", "taken", "redo"].includes(task.state) ? 0 : 1;
  const way = (task: CampaignTask) => (from ? distanceM(from, task) : task.id);
  return tasks.toSorted((a, b) => rank(a) - rank(b) || way(a) - way(b) || a.id - b.id);
}
