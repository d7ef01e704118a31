/** Freshness clocks as they are being changed: days that were typed, and which of them differ. */

import type { ClockRow, Days } from "../../api/desk/admin";

export type Typed = { readonly [clock: string]: string };

/** The days of a text: a whole number from 1 to 36,500; null for anything else. */
export function daysOf(text: string): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,5}$/.test(trimmed)) return null;
  const days = Number(trimmed);
  return days >= 1 && days <= 36500 ? days : null;
}

/** The clocks whose days were changed; null while one of them is no number of days. */
export function changedDays(clocks: readonly ClockRow[], typed: Typed): Days | null {
  const changed: Record<string, number> = {};
  for (const { clock, days } of clocks) {
    const text = typed[clock];
    if (text === undefined) continue;
    const next = daysOf(text);
    if (next === null) return null;
    if (next !== days) changed[clock] = next;
  }
  return changed;
}
