/** Figures of imports as people read them. */

import { formatNumber } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { t } from "./words";

/** A number of bytes in the largest unit that says enough. */
export function sizeWords(bytes: number): string {
  const units = ["imports.bytes", "imports.kib", "imports.mib", "imports.gib"] as const;
  let at = 0;
  let size = bytes;
  while (size >= 1024 && at < units.length - 1) {
    size /= 1024;
    at++;
  }
  return t(units[at] ?? "imports.bytes", { size: formatNumber(size, size < 10 && at > 0 ? 1 : 0, language.value) });
}

/** A whole number with the digits of the language. */
export const count = (n: number) => formatNumber(n, 0, language.value);
