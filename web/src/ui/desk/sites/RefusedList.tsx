/** Sites with which something could not be done, each with why. */

import type { Outcome } from "../../../api/desk/sites";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { w } from "./words";

export function RefusedList({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  return (
    <ul class="outcomes">
      {outcomes.map((outcome) => (
        <li key={outcome.ref}>
          <Icon name="alert" size={16} />
          <a href={`/desk/sites/${encodeURIComponent(outcome.ref)}`}>{outcome.ref}</a>
          <span>{reasonOf(outcome)}</span>
        </li>
      ))}
    </ul>
  );
}

function reasonOf({ status, detail = "", refusals = [] }: Outcome): string {
  if (refusals.length > 0 && refusals.every(({ rule }) => rule === "review")) return w("bulk.standing");
  if (refusals.length > 0)
    return refusals
      .map(({ rule, text }) => (rule.startsWith("V-") ? `${rule}: ${words(text)}` : words(text)))
      .join("; ");
  if (status === 412) return w("bulk.stale");
  if (status === 403) return w("bulk.forbidden");
  return detail === "" ? w("bulk.refused") : detail;
}
