/** Declared and measured values side by side. */

/** Shares below this are the noise of surveying, not a conflict. */
const NOTABLE = 0.05;

/** How far two values are apart as a share of the second, null where one is unknown or the gap is small. */
export function conflict(declared: unknown, measured: unknown): number | null {
  if (typeof declared !== "number" || typeof measured !== "number" || measured <= 0) return null;
  const apart = Math.abs(declared - measured) / measured;
  return apart < NOTABLE ? null : apart;
}
