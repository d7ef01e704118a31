/** The check list behind the level of readiness. */

import type { ReadinessItem } from "../../api/types";
import { formatDay } from "../../domain/format";
import { language } from "../../state/preferences";
import { codeWords, t } from "../shared/text";

/** Done first, then what is under way, then what lacks. */
const ORDER = ["done", "under_way", "expired", "missing", "not_applicable"];

export function ReadinessList({ items }: { readonly items: readonly ReadinessItem[] }) {
  if (items.length === 0) return <p class="unknown-list">{t("readiness.none")}</p>;
  const sorted = items.toSorted((a, b) => ORDER.indexOf(a.state ?? "") - ORDER.indexOf(b.state ?? ""));
  return (
    <ul class="checklist">
      {sorted.map((item) => {
        const lapsed = item.valid_until !== undefined && Date.parse(item.valid_until) < Date.now();
        const state = lapsed && item.state === "done" ? "expired" : (item.state ?? "unknown");
        const name = codeWords("readiness_item", item.item);
        return (
          <li key={item.item} class={`check check-${state}`}>
            <span class="check-box" aria-hidden="true" />
            <span>
              {item.url ? (
                <a href={item.url} rel="noopener">
                  {name}
                </a>
              ) : (
                name
              )}
              <small>
                {codeWords("item_state", state)}
                {item.valid_until
                  ? ` · ${t("utility.valid", { day: formatDay(item.valid_until, language.value) })}`
                  : ""}
              </small>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
