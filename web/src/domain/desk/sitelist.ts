/** Links from figures into the list of sites. */

/** What sites are asked for; what is left out is not asked. */
export interface ListAsk {
  readonly territory?: string;
  readonly steward?: string;
  readonly lifecycle?: readonly string[];
  readonly freshness?: readonly string[];
  readonly stale_groups?: readonly string[];
  readonly readiness?: number;
  readonly min_completeness_pct?: number;
  readonly max_completeness_pct?: number;
}

/** The address of the list of sites that meet it. */
export function listHref(ask: ListAsk): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(ask)) {
    if (value === undefined || value === "") continue;
    query.set(name, Array.isArray(value) ? value.join(",") : String(value));
  }
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text === "" ? "/desk/sites" : `/desk/sites?${text}`;
}
