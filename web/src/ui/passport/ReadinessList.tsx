/** The check list behind the level of readiness. */

import type { Medium, ReadinessItem } from "../../api/types";
import { formatDay } from "../../domain/format";
import { language } from "../../state/preferences";
import { codeWords, t } from "../shared/text";

/** Done first, then what is under way, then what lacks. */
const ORDER = ["done", "under_way", "expired", "missing", "not_applicable"];

export function ReadinessList({
  items,
  media,
}: {
  readonly items: readonly ReadinessItem[];
  readonly media: readonly Medium[];
}) {
  if (items.length === 0) return <p class="unknown-list">{t("readiness.none")}</p>;
  const sorted = items.toSorted((a, b) => ORDER.indexOf(a.state ?? "") - ORDER.indexOf(b.state ?? ""));
  return (
    <ul class="checklist">
      {sorted.map((item) => {
        const proof = media.find((one) => one.hash === item.document);
        const lapsed = [item.valid_until, proof?.valid_until].some(isOver);
        const href = item.url ?? (proof ? `/api/v1/media/${proof.hash}` : undefined);
        const state = lapsed && item.state === "done" ? "expired" : (item.state ?? "unknown");
        const name = codeWords("readiness_item", item.item);
        return (
          <li key={item.item} class={`ready-item ready-item-${state}`}>
            <span class="ready-box" aria-hidden="true" />
            <span>
              {href ? (
                <a href={href} rel="noopener">
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

/** Whether a last day is over: it counts to its end. */
function isOver(day: string | undefined): boolean {
  return day !== undefined && Date.parse(day) + 86_400_000 <= Date.now();
}
