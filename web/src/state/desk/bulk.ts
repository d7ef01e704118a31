/** One action with many sites: each is tried, and what became of each is kept. */

import { computed, signal } from "@preact/signals-core";
import { ALL_SITES, actOnSite, assignSteward, type Brief, confirmSites, type Outcome } from "../../api/desk/sites";
import { asProblem } from "../../api/problem";

export const BULK = ["submit", "confirm", "publish", "return", "assign"] as const;
export type BulkAction = (typeof BULK)[number];

/** The right that each takes, as the session lists them. */
export const RIGHT_OF: { readonly [action in BulkAction]: string } = {
  submit: "site.edit",
  confirm: "site.confirm",
  publish: "site.review",
  return: "site.review",
  assign: "steward.assign",
};

/** The right to set facts of several sites, which each site is asked for again. */
export const CHANGE_RIGHT = RIGHT_OF.submit;

export interface Run {
  readonly action: BulkAction;
  readonly all: number;
  readonly outcomes: readonly Outcome[];
  readonly ended: boolean;
}

/** What is under way, or has ended and was not put away yet. */
export const run = signal<Run | null>(null);

export const running = computed(() => run.value !== null && !run.value.ended);

/** How many the server confirms at once, and how many are assigned by one request. */
const CONFIRM_CHUNK = 100;
const ASSIGN_CHUNK = 200;

const DONE = 200;

/** Tries all, in order; a page that is left meanwhile stops after the request under way. */
export async function runBulk(
  action: BulkAction,
  sites: readonly Brief[],
  { reason = "", steward = "" }: { readonly reason?: string; readonly steward?: string },
): Promise<void> {
  run.value = { action, all: sites.length, outcomes: [], ended: false };
  const size = action === "confirm" ? CONFIRM_CHUNK : action === "assign" ? ASSIGN_CHUNK : 1;
  for (let i = 0; i < sites.length && run.value; i += size) {
    const part = sites.slice(i, i + size);
    const outcomes = await tried(part, () => attempt(action, part, reason, steward));
    if (run.value) run.value = { ...run.value, outcomes: [...run.value.outcomes, ...outcomes] };
  }
  if (run.value) run.value = { ...run.value, ended: true };
}

async function attempt(
  action: BulkAction,
  sites: readonly Brief[],
  reason: string,
  steward: string,
): Promise<readonly Outcome[]> {
  if (action === "confirm") return confirmSites(sites);
  if (action === "assign") {
    const refs = sites.map((site) => `'${site.ref.replaceAll("'", "''")}'`).join(", ");
    const changed = new Set(await assignSteward({ ...ALL_SITES, filter: `ref IN (${refs})` }, steward));
    const had = (site: Brief) => (site.steward ?? "") === steward;
    return sites.map((site) =>
      changed.has(site.ref) || had(site) ? done(site.ref) : { ...done(site.ref), status: 403 },
    );
  }
  const [site] = sites;
  if (!site) return [];
  await actOnSite(site, action, reason);
  return [done(site.ref)];
}

const done = (ref: string): Outcome => ({ ref, status: DONE, detail: "", refusals: [] });

/** What became of the sites when the request as a whole went wrong: the same of each. */
async function tried(sites: readonly Brief[], ask: () => Promise<readonly Outcome[]>): Promise<readonly Outcome[]> {
  try {
    return await ask();
  } catch (error) {
    const problem = asProblem(error);
    const { refusals } = problem;
    return sites.map(({ ref }) => ({ ref, status: problem.status, detail: problem.detail || problem.title, refusals }));
  }
}

/** Puts away what has ended, or stops what is under way. */
export function endRun(): void {
  run.value = null;
}

export const failed = (outcome: Outcome) => outcome.status < 200 || outcome.status >= 300;
