/** What a choice of reminders stands for. */

import type { Reminder } from "../../api/desk/quality";

export interface ChosenSite {
  readonly ref: string;
  readonly version: number;
  /** Freshness clocks whose facts were chosen. */
  readonly clocks: readonly string[];
}

/** The sites of the reminders that are chosen, each once: only facts can be said to be still true. */
export function chosenSites(reminders: readonly Reminder[], chosen: ReadonlySet<string>): readonly ChosenSite[] {
  const sites = new Map<string, { ref: string; version: number; clocks: string[] }>();
  for (const { id, kind, about, ref, version } of reminders) {
    if (!chosen.has(String(id)) || (kind !== "facts" && kind !== "contact")) continue;
    const site = sites.get(ref) ?? { ref, version, clocks: [] };
    const clock = kind === "contact" ? "contact" : (about ?? "");
    if (clock !== "" && !site.clocks.includes(clock)) site.clocks.push(clock);
    sites.set(ref, site);
  }
  return [...sites.values()];
}

/** Sites that are confirmed with one request: those of the same clocks, a hundred at most. */
export function requestsOf(
  sites: readonly ChosenSite[],
  wanted: ReadonlySet<string>,
): readonly (readonly ChosenSite[])[] {
  const groups = new Map<string, ChosenSite[]>();
  for (const site of sites) {
    const clocks = site.clocks.filter((clock) => wanted.has(clock));
    if (clocks.length === 0) continue;
    const key = clocks.join(" ");
    groups.set(key, [...(groups.get(key) ?? []), { ...site, clocks }]);
  }
  const requests: ChosenSite[][] = [];
  for (const all of groups.values())
    for (let at = 0; at < all.length; at += 100) requests.push(all.slice(at, at + 100));
  return requests;
}
