/** Instants and spans as screens write them. */

import type { Language } from "../../api/types";

const NBSP = "\u00a0";

/** "26 Nov 2026, 09:30", in the time of the browser. */
export function formatInstant(instant: string, language: Language): string {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return instant;
  const written = new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  return written.format(time).replace(/ (\p{L}\.)/u, `${NBSP}$1`);
}

/** A span in the largest unit that says enough: "24 hr", "5 min", "12 sec". */
export function formatSpan(seconds: number, language: Language): string {
  const [value, unit] =
    seconds >= 7200
      ? [seconds / 3600, "hour"]
      : seconds >= 120
        ? [seconds / 60, "minute"]
        : [Math.max(seconds, 0), "second"];
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: seconds < 10 ? 1 : 0,
  }).format(value);
}
