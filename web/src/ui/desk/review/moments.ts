/** Instants as people read them. */

import { language } from "../../../state/preferences";

/** An instant as day and time. */
export function momentWords(at: string): string {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return at;
  return new Intl.DateTimeFormat(language.value, { dateStyle: "medium", timeStyle: "short" }).format(time);
}
