/** Links from figures into the list of sites, as the list reads its address. */

/** What sites are asked for; what is left out is not asked. */
export interface ListAsk {
  /** Code of a territory, with those below it. */
  readonly territory?: string;
  /** Who looks after them: an account, "me" or "nobody". */
  readonly steward?: string;
  /** The tab of the list. */
  readonly state?: "published" | "draft";
  readonly freshness?: string;
  readonly staleGroup?: string;
  readonly readiness?: number;
  readonly minCompleteness?: number;
  readonly maxCompleteness?: number;
}

/** The address of the list of sites that meet it. */
export function listHref(ask: ListAsk): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== "") query.set(name, String(value));
  };
  set("state", ask.state);
  set("territories", ask.territory);
  set("freshness", ask.freshness);
  set("stale_groups", ask.staleGroup);
  set("min_readiness", ask.readiness);
  set("max_readiness", ask.readiness);
  set("min_completeness_pct", ask.minCompleteness);
  set("max_completeness_pct", ask.maxCompleteness);
  set("steward", ask.steward);
  const text = query.toString().replaceAll("%3A", ":");
  return text === "" ? "/desk/sites" : `/desk/sites?${text}`;
}
