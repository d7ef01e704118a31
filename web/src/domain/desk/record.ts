/** Values of a record by path, as histories name places. */

import { partsOf } from "./difference";

/** What stands at a path; undefined where there is no such place. */
export function valueAt(record: unknown, path: string): unknown {
  let now: unknown = record;
  for (const step of partsOf(path).steps) {
    if (step.startsWith("[")) now = Array.isArray(now) ? element(now, step.slice(1, -1)) : undefined;
    else
      now = typeof now === "object" && now !== null ? (now as { readonly [name: string]: unknown })[step] : undefined;
    if (now === undefined) return undefined;
  }
  return now;
}

/** Members by which elements are known, as histories label them. */
const KEYS = ["network", "mode", "cadastral_number", "item"];

/** The element of a label: by what it is known, `#2` for the second of its kind, or by its number. */
function element(list: readonly unknown[], label: string): unknown {
  const [name = "", nth = "1"] = label.split("#");
  const alike = list.filter(
    (one) =>
      typeof one === "object" && one !== null && KEYS.some((key) => (one as Record<string, unknown>)[key] === name),
  );
  if (alike.length > 0) return alike[Number(nth) - 1];
  const number = Number(name);
  return Number.isInteger(number) && number > 0 ? list[number - 1] : undefined;
}
