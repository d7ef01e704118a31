/** From the name of a place to its path and to its control on the page. */

import { at, labelsOf, type Path, type Plain } from "../../../domain/desk/record-edit";

/** The path of a name like utilities[gas].distance_m; null where the record has no such element. */
export function placeOf(record: Plain, name: string): Path | null {
  const path: (string | number)[] = [];
  for (const [, member, label] of name.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (member !== undefined) {
      path.push(member);
      continue;
    }
    const list = at(record, path);
    const found = Array.isArray(list) ? labelsOf(list).indexOf(label ?? "") : -1;
    if (found < 0) return null;
    path.push(found);
  }
  return path.length === 0 ? null : path;
}

/** Brings the control of a place into view and gives it the focus; of an element that is not there, its list. */
export function focusField(name: string): void {
  const [list = ""] = name.split(/[.[]/);
  dispatchEvent(new CustomEvent("landbank:field", { detail: list }));
  setTimeout(() => show(name, list));
}

function show(name: string, list: string): void {
  const found =
    document.querySelector<HTMLElement>(`[data-member="${CSS.escape(name)}"]`) ??
    document.querySelector<HTMLElement>(`[data-member^="${CSS.escape(list)}"]`) ??
    document.querySelector<HTMLElement>(`[data-list="${CSS.escape(list)}"]`);
  if (!found) return;
  found.scrollIntoView({ block: "center" });
  found.querySelector<HTMLElement>("input, select, textarea, button")?.focus({ preventScroll: true });
}
