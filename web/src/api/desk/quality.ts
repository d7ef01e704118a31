/** How the stock is kept: figures, reminders, findings, and that facts are still true. */

import type { components } from "../schema.gen";
import { answerOf, desk } from "./http";

type Schemas = components["schemas"];

export type Statistics = Schemas["Statistics"];
export type FreshnessCount = Schemas["FreshnessCount"];
export type Reminder = Schemas["Reminder"];
export type ReminderPage = Schemas["ReminderList"];
export type ReminderKind = Reminder["kind"];
export type ReminderState = Reminder["state"];
export type Found = Schemas["FindingPage"]["findings"][number];
export type FindingPage = Schemas["FindingPage"];
export type Confirmed = Schemas["ConfirmResult"]["results"][number];

export interface Scope {
  /** Code of a territory, with those below it; "" for all. */
  readonly territory: string;
  /** Who looks after the sites; "" for all. */
  readonly steward: string;
  readonly days: number;
}

export async function fetchStatistics(scope: Scope, signal: AbortSignal | null = null): Promise<Statistics> {
  const query = {
    days: scope.days,
    ...(scope.territory === "" ? {} : { territory: scope.territory }),
    ...(scope.steward === "" ? {} : { steward: scope.steward }),
  };
  return answerOf(await desk.GET("/api/v1/desk/statistics", { params: { query }, signal }));
}

export interface ReminderAsk {
  readonly whose: "mine" | "all";
  readonly kind: ReminderKind | "";
  readonly state: ReminderState | "";
  readonly territory: string;
  readonly after: string | null;
}

export async function fetchReminders(ask: ReminderAsk, signal: AbortSignal | null = null): Promise<ReminderPage> {
  const query = {
    whose: ask.whose,
    limit: 100,
    ...(ask.kind === "" ? {} : { kind: ask.kind }),
    ...(ask.state === "" ? {} : { state: ask.state }),
    ...(ask.territory === "" ? {} : { territory: ask.territory }),
    ...(ask.after === null ? {} : { after: ask.after }),
  };
  return answerOf(await desk.GET("/api/v1/desk/reminders", { params: { query }, signal }));
}

export interface FindingAsk {
  readonly rule: string;
  readonly severity: "error" | "warning" | "";
  readonly territory: string;
  readonly after: string | null;
}

export async function fetchFindings(ask: FindingAsk, signal: AbortSignal | null = null): Promise<FindingPage> {
  const query = {
    limit: 100,
    ...(ask.rule === "" ? {} : { rule: ask.rule }),
    ...(ask.severity === "" ? {} : { severity: ask.severity }),
    ...(ask.territory === "" ? {} : { territory: ask.territory }),
    ...(ask.after === null ? {} : { after: Number(ask.after) }),
  };
  return answerOf(await desk.GET("/api/v1/desk/findings", { params: { query }, signal }));
}

/** Says of sites, as they were read, that facts are still true; of each what became of it. */
export async function confirmSites(
  sites: readonly { readonly ref: string; readonly version: number }[],
  groups: readonly string[],
  method: string,
): Promise<readonly Confirmed[]> {
  const body = { sites: sites.map(({ ref, version }) => ({ ref, version })), groups: [...groups], method };
  return answerOf(await desk.POST("/api/v1/desk/sites/confirm", { body })).results;
}
