/** How old a fact is, and whether it is still a fact. */

export type Freshness = "fresh" | "due" | "stale" | "expired";

/** Days after which facts of a clock have to be checked again, as the registry promises. */
const CLOCK_DAYS: { readonly [clock: string]: number } = {
  availability: 30,
  price: 90,
  ownership: 180,
  utilities: 365,
  planning: 365,
  environment: 730,
  geometry: 1095,
  contact: 180,
};

/** Facts without a clock of their own are held to the slowest yearly one. */
const USUAL_DAYS = 365;

const DAY_MS = 86_400_000;

/** Whole days from a day or instant until now; never negative. */
export function ageInDays(since: string, now: Date): number | null {
  const then = Date.parse(since);
  return Number.isNaN(then) ? null : Math.max(0, Math.floor((now.getTime() - then) / DAY_MS));
}

/** Due from 80 % of the clock on, stale after all of it, expired after twice as long. */
export function freshness(days: number, clock: string): Freshness {
  const share = days / (CLOCK_DAYS[clock] ?? USUAL_DAYS);
  if (share < 0.8) return "fresh";
  if (share < 1) return "due";
  return share < 2 ? "stale" : "expired";
}

/** The age in the largest unit that says enough, for Intl.RelativeTimeFormat. */
export function ageUnit(days: number): { readonly value: number; readonly unit: "day" | "month" | "year" } {
  if (days < 60) return { value: days, unit: "day" };
  if (days < 730) return { value: Math.round(days / 30.44), unit: "month" };
  return { value: Math.floor(days / 365.25), unit: "year" };
}
