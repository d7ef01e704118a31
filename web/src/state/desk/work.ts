/** What there is to do for the person: counts of sites by what they wait for, and of corrections. */

import { listDeskCorrections } from "../../api/desk/review";
import { ALL_SITES, type Brief, fetchSites, type SiteQuery } from "../../api/desk/sites";
import { may } from "./session";

/** A heap of work: how much it is, and where one goes to do it. */
export interface Heap {
  readonly name: "drafts" | "returned" | "review" | "stale" | "unassigned" | "corrections";
  readonly count: number;
  readonly href: string;
}

export interface Work {
  readonly heaps: readonly Heap[];
  /** The sites that changed last. */
  readonly changed: readonly Brief[];
  readonly all: number;
}

const OLD = "freshness IN ('stale', 'expired')";

async function count(query: Partial<SiteQuery>, signal: AbortSignal): Promise<number> {
  return (await fetchSites({ ...ALL_SITES, ...query }, { limit: 1 }, signal)).matched;
}

/** Reads everything at once; throws the first Problem. */
export async function fetchWork(signal: AbortSignal): Promise<Work> {
  if (!may("site.read")) return { heaps: [], changed: [], all: 0 };
  const [review, returned, drafts, stale, unassigned, corrections, changed] = await Promise.all([
    may("site.review") ? count({ review: ["in_review"] }, signal) : null,
    may("site.edit") ? count({ review: ["returned"] }, signal) : null,
    may("site.edit") ? count({ review: ["draft"], changedBy: "me" }, signal) : null,
    may("site.confirm") ? count({ steward: "me", filter: OLD }, signal) : null,
    may("steward.assign") ? count({ steward: "nobody" }, signal) : null,
    may("correction.decide") ? newCorrections(signal) : null,
    fetchSites(ALL_SITES, { limit: 8, sortby: "-changed_at" }, signal),
  ]);
  const heaps = [
    heap("review", review, "/desk/review"),
    heap("returned", returned, "/desk/sites?state=returned"),
    heap("drafts", drafts, "/desk/sites?state=draft&by=me"),
    heap("stale", stale, "/desk/sites?steward=me&freshness=stale,expired"),
    heap("corrections", corrections, "/desk/corrections"),
    heap("unassigned", unassigned, "/desk/sites?steward=nobody"),
  ];
  return { heaps: heaps.filter((one) => one !== null), changed: changed.sites, all: changed.matched };
}

/** Nothing where the person has not the right to do it. */
function heap(name: Heap["name"], n: number | null, href: string): Heap | null {
  return n === null ? null : { name, count: n, href };
}

/** As many as one answer tells; whoever has more sees them all on their page. */
async function newCorrections(signal: AbortSignal): Promise<number> {
  return (await listDeskCorrections(["new"], null, signal)).corrections.length;
}
