/** Distributions of the stock: the three lists for any bounds at its rungs are sums of bars, without asking the server. */

import type { Spread, Tally } from "../api/types";

/** The round numbers where a slider stops. */
export function rungsOf(spread: Spread): readonly number[] {
  return spread.bars.flatMap(({ from }) => (from === null ? [] : [from]));
}

/** How many sites a bar or a tally counts. */
export const sizeOfTally = (tally: Tally): number => tally.meets + tally.may_meet + tally.fails;

const NONE: Tally = { meets: 0, may_meet: 0, fails: 0 };

const plus = (a: Tally, b: Tally, sign = 1): Tally => ({
  meets: a.meets + sign * b.meets,
  may_meet: a.may_meet + sign * b.may_meet,
  fails: a.fails + sign * b.fails,
});

/** The sites whose value is at least `min` and at most `max`; both have to be rungs, or null. */
function within(spread: Spread, min: number | null, max: number | null): Tally {
  let sum = NONE;
  for (const bar of spread.bars) {
    const { from } = bar;
    if (min !== null && (from === null || from < min)) continue;
    if (max !== null && from !== null && from > max) continue;
    sum = plus(sum, max !== null && from === max ? bar.at_from : bar);
  }
  const none = spread.none_is_zero ? 0 : Number.POSITIVE_INFINITY;
  return (min === null || none >= min) && (max === null || none <= max) ? plus(sum, spread.none) : sum;
}

/** The three lists when the field has to lie between the bounds and everything else stays as it is. */
export function listsWithin(spread: Spread, min: number | null, max: number | null): Tally {
  const all = spread.bars.reduce((sum, bar) => plus(sum, bar), plus(spread.none, spread.unknown));
  if (min === null && max === null) return all;
  const { meets, may_meet } = within(spread, min, max);
  const open = may_meet + spread.unknown.meets + spread.unknown.may_meet;
  return { meets, may_meet: open, fails: sizeOfTally(all) - meets - open };
}

/** The rung nearest to a value. */
export function nearestRung(rungs: readonly number[], value: number): number {
  let best = 0;
  for (const [i, rung] of rungs.entries()) if (Math.abs(rung - value) < Math.abs((rungs[best] ?? 0) - value)) best = i;
  return best;
}
