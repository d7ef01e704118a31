/** Codes, and the days between which they are in force. */

import type { Code } from "../api/types";

type Validity = Pick<Code, "valid_from" | "valid_to">;

/** Whether a code is in force on a day, YYYY-MM-DD. What a phone has kept from before says nothing of days. */
export function inForce(code: Validity, day: string): boolean {
  return (!code.valid_from || code.valid_from <= day) && (!code.valid_to || day < code.valid_to);
}

/** What can be chosen on a day: codes in force, and those that are held already. */
export function offered<C extends Code>(codes: readonly C[], day: string, held: readonly string[] = []): readonly C[] {
  return codes.filter((one) => inForce(one, day) || held.includes(one.code));
}

/** A day so many days from another one. */
export function dayFrom(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** The day by which the registry judges: that of UTC. */
export const today = (): string => new Date().toISOString().slice(0, 10);
