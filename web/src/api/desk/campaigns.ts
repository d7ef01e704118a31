/** Inventory campaigns: planning, tasks, the package for the phone, observations, verdicts, figures, folding. */

import { problemOf } from "../problem";
import type { components } from "../schema.gen";
import { answerOf, desk, deskFetch, doneOf, type Tagged, taggedOf } from "./http";

type Schemas = components["schemas"];

export type Campaign = Schemas["Campaign"];
export type CampaignEdit = Schemas["CampaignEdit"];
export type CampaignQuestion = Schemas["CampaignQuestion"];
export type CampaignQuestions = Schemas["CampaignQuestions"];
export type CampaignMove = Schemas["CampaignMove"]["move"];
export type CampaignTask = Schemas["CampaignTask"];
export type CampaignTasks = Schemas["CampaignTasks"];
export type TaskState = Schemas["TaskState"];
export type TaskPoint = Schemas["CampaignPoints"]["points"][number];
export type TaskWish = Schemas["TaskWish"];
export type TaskAssignment = Schemas["TaskAssignment"];
export type TasksMade = Schemas["TasksMade"];
export type Observer = Schemas["CampaignObservers"]["observers"][number];
export type FieldPackage = Schemas["FieldPackage"];
export type PackageWish = Schemas["PackageWish"];
export type Sighting = Schemas["Sighting"];
export type Verdict = Schemas["Verdict"];
export type Observation = Schemas["Observation"];
export type NewObservation = Schemas["NewObservation"];
export type ObservationResult = Schemas["ObservationResults"]["results"][number];
export type CampaignFigures = Schemas["CampaignFigures"];
export type CandidateCount = Schemas["CandidateCount"];
export type FoldResult = Schemas["FoldResults"]["results"][number];
export type DeskSite = Schemas["DeskSite"];

const root = "/api/v1/desk/campaigns" as const;

const at = (id: number) => ({ id: String(id) });

export async function fetchCampaigns(signal: AbortSignal | null = null): Promise<readonly Campaign[]> {
  return answerOf(await desk.GET(root, { signal })).campaigns;
}

export async function fetchCampaign(id: number, signal: AbortSignal | null = null): Promise<Tagged<Campaign>> {
  return taggedOf(await desk.GET(`${root}/{id}`, { params: { path: at(id) }, signal }));
}

export async function fetchQuestions(signal: AbortSignal | null = null): Promise<CampaignQuestions> {
  return answerOf(await desk.GET(`${root}/questions`, { signal }));
}

export async function fetchPrecision(signal: AbortSignal | null = null): Promise<readonly CandidateCount[]> {
  return answerOf(await desk.GET(`${root}/precision`, { signal })).candidates;
}

export async function createCampaign(body: CampaignEdit): Promise<Campaign> {
  return answerOf(await desk.POST(root, { body }));
}

export async function changeCampaign(id: number, tag: string, body: CampaignEdit): Promise<Campaign> {
  return answerOf(await desk.PUT(`${root}/{id}`, { params: { path: at(id), header: { "If-Match": tag } }, body }));
}

export async function moveCampaign(id: number, move: CampaignMove, reason: string): Promise<Campaign> {
  const body = reason === "" ? { move } : { move, reason };
  return answerOf(await desk.POST(`${root}/{id}/moves`, { params: { path: at(id) }, body }));
}

/** What is asked of tasks; "" and empty lists ask nothing. */
export interface TaskQuestion {
  readonly states: readonly TaskState[];
  readonly assignee: string;
  readonly text: string;
  readonly folded: "" | "yes" | "no";
  readonly after: number | null;
  readonly limit: number;
}

export async function fetchTasks(
  id: number,
  { states, assignee, text, folded, after, limit }: TaskQuestion,
  signal: AbortSignal | null = null,
): Promise<CampaignTasks> {
  const query = {
    limit,
    ...(states.length === 0 ? {} : { state: states.join(",") }),
    ...(assignee === "" ? {} : { assignee }),
    ...(text === "" ? {} : { text }),
    ...(folded === "" ? {} : { folded }),
    ...(after === null ? {} : { after }),
  };
  return answerOf(await desk.GET(`${root}/{id}/tasks`, { params: { path: at(id), query }, signal }));
}

export async function addTasks(id: number, body: TaskWish): Promise<TasksMade> {
  return answerOf(await desk.POST(`${root}/{id}/tasks`, { params: { path: at(id) }, body }));
}

export async function assignTasks(id: number, body: TaskAssignment): Promise<number> {
  return answerOf(await desk.POST(`${root}/{id}/tasks/assign`, { params: { path: at(id) }, body })).changed;
}

export async function removeTasks(id: number, tasks: readonly number[]): Promise<number> {
  const body = { tasks: [...tasks] };
  return answerOf(await desk.POST(`${root}/{id}/tasks/remove`, { params: { path: at(id) }, body })).removed;
}

export async function fetchObservers(id: number, signal: AbortSignal | null = null): Promise<readonly Observer[]> {
  return answerOf(await desk.GET(`${root}/{id}/observers`, { params: { path: at(id) }, signal })).observers;
}

export async function takePackage(id: number, body: PackageWish): Promise<FieldPackage> {
  return answerOf(await desk.POST(`${root}/{id}/package`, { params: { path: at(id) }, body }));
}

export async function sendObservations(
  id: number,
  observations: readonly NewObservation[],
): Promise<readonly ObservationResult[]> {
  const body = { observations: [...observations] };
  return answerOf(await desk.POST(`${root}/{id}/observations`, { params: { path: at(id) }, body })).results;
}

/** The address of a photo. */
export function photoAddress(
  id: number,
  observation: string,
  photo: string,
  size: "full" | "screen" | "thumb",
): string {
  const query = size === "full" ? "" : `?size=${size}`;
  return `${root}/${id}/observations/${observation}/photos/${photo}${query}`;
}

export async function sendPhoto(id: number, observation: string, photo: string, picture: Blob): Promise<void> {
  const response = await deskFetch(photoAddress(id, observation, photo, "full"), { method: "PUT", body: picture });
  doneOf({ response, error: response.ok ? undefined : await response.json().catch(() => null) });
}

export async function fetchObservations(
  id: number,
  {
    task = 0,
    verdict = "",
    before = "",
    limit = 20,
  }: { task?: number; verdict?: string; before?: string; limit?: number },
  signal: AbortSignal | null = null,
): Promise<Schemas["Observations"]> {
  const query = {
    limit,
    ...(task === 0 ? {} : { task }),
    ...(verdict === "" ? {} : { verdict }),
    ...(before === "" ? {} : { before }),
  };
  return answerOf(await desk.GET(`${root}/{id}/observations`, { params: { path: at(id), query }, signal }));
}

export async function judgeObservation(
  id: number,
  observation: string,
  verdict: Verdict,
  remark: string,
): Promise<Observation> {
  const body = remark === "" ? { verdict } : { verdict, remark };
  const path = { ...at(id), observation };
  return answerOf(await desk.POST(`${root}/{id}/observations/{observation}/verdict`, { params: { path }, body }));
}

export async function foldCampaign(id: number, tasks: readonly number[]): Promise<readonly FoldResult[]> {
  const body = tasks.length === 0 ? {} : { tasks: [...tasks] };
  return answerOf(await desk.POST(`${root}/{id}/fold`, { params: { path: at(id) }, body })).results;
}

/** An answer that comes only when something has happened since the one with the tag; null otherwise. */
async function since<T>(path: string, tag: string, signal: AbortSignal | null): Promise<Tagged<T> | null> {
  const headers = tag === "" ? {} : { "If-None-Match": tag };
  const response = await deskFetch(path, { headers, signal });
  if (response.status === 304) return null;
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response.status, body, response.headers);
  return { value: body as T, tag: response.headers.get("ETag") ?? "" };
}

export function fetchFigures(id: number, tag: string, signal: AbortSignal | null = null) {
  return since<CampaignFigures>(`${root}/${id}/figures`, tag, signal);
}

export function fetchPoints(id: number, tag: string, signal: AbortSignal | null = null) {
  return since<Schemas["CampaignPoints"]>(`${root}/${id}/points`, tag, signal);
}

/** The draft of a site, to be shown beside what was seen. */
export async function fetchDraft(ref: string, signal: AbortSignal | null = null): Promise<Tagged<DeskSite>> {
  return taggedOf(await desk.GET("/api/v1/desk/sites/{ref}", { params: { path: { ref } }, signal }));
}

/** Takes a site out of the stock that was not there. */
export async function withdrawSite(ref: string, tag: string, reason: string): Promise<void> {
  answerOf(
    await desk.POST("/api/v1/desk/sites/{ref}/{action}", {
      params: { path: { ref, action: "withdraw" }, header: { "If-Match": tag } },
      body: { reason },
    }),
  );
}
