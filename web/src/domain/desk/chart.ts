/** Where things stand in charts; numbers only, so that it can be tried without a page. */

import type { FreshnessCount } from "../../api/desk/quality";

export const FRESHNESS = ["fresh", "due", "stale", "expired", "unknown"] as const;

export type FreshnessName = (typeof FRESHNESS)[number];

export interface Piece {
  readonly name: FreshnessName;
  readonly count: number;
  /** From 0 to 1 along the bar. */
  readonly from: number;
  readonly width: number;
}

/** The pieces of a bar of sites by freshness, in the order from fresh to unknown; none for no sites. */
export function pieces(count: FreshnessCount): readonly Piece[] {
  let from = 0;
  const list: Piece[] = [];
  for (const name of FRESHNESS) {
    const share = count.sites === 0 ? 0 : count[name] / count.sites;
    if (share > 0) list.push({ name, count: count[name], from, width: share });
    from += share;
  }
  return list;
}

/** The share of a whole in whole percent; what is not all is never 100, and what is not nothing never 0. */
export function percent(part: number, whole: number): number {
  if (whole === 0 || part === 0) return 0;
  if (part === whole) return 100;
  return Math.min(99, Math.max(1, Math.round((100 * part) / whole)));
}

/** The least round number (1, 2 or 5 and noughts) that is not below the greatest; 1 for none. */
export function roundTop(values: readonly number[]): number {
  const most = Math.max(0, ...values);
  if (most <= 1) return 1;
  const step = 10 ** Math.floor(Math.log10(most));
  for (const times of [1, 2, 5, 10]) if (step * times >= most) return step * times;
  return most;
}

export interface DayCount {
  readonly day: string;
  readonly open: number;
}

/** Sums what rules found by day, of one severity and, where it is named, one rule; days with other findings count 0. */
export function byDay(
  days: readonly { readonly day: string; readonly rule: string; readonly severity: string; readonly open: number }[],
  severity: string,
  rule: string,
): readonly DayCount[] {
  const sums = new Map<string, number>();
  for (const row of days) {
    const counts = row.severity === severity && (rule === "" || row.rule === rule);
    sums.set(row.day, (sums.get(row.day) ?? 0) + (counts ? row.open : 0));
  }
  return [...sums].sort(([one], [other]) => (one < other ? -1 : 1)).map(([day, open]) => ({ day, open }));
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Where days stand in a field of the given size: at their distance in time, the first at the left edge. */
export function spots(days: readonly DayCount[], top: number, width: number, height: number): readonly Spot[] {
  const times = days.map(({ day }) => Date.parse(day));
  const first = times[0] ?? 0;
  const span = (times.at(-1) ?? 0) - first;
  return days.map(({ open }, i) => ({
    x: span === 0 ? width / 2 : (((times[i] ?? first) - first) / span) * width,
    y: height - (open / top) * height,
  }));
}
