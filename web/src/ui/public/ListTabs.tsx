/** The three lists as tabs, each with its count, over a bar of their shares. */

import { LISTS, type List } from "../../api/types";
import { formatNumber } from "../../domain/format";
import { language } from "../../state/preferences";
import { lists, outdated } from "../../state/search";
import { preview } from "../../state/spreads";
import { showList, view } from "../../state/view";
import { ListMark } from "../shared/Marks";
import { t } from "../shared/text";

export const tabId = (list: List) => `tab-${list}`;
export const PANEL_ID = "list-panel";

export function ListTabs() {
  const now = view.value.list;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const at = LISTS.indexOf(now);
    const next = event.key === "Home" ? LISTS[0] : event.key === "End" ? LISTS.at(-1) : LISTS[(at + step + 3) % 3];
    if ((step === 0 && event.key !== "Home" && event.key !== "End") || !next) return;
    event.preventDefault();
    showList(next);
    document.getElementById(tabId(next))?.focus();
  };
  return (
    <div class="tabs-frame" data-busy={outdated.value}>
      <div class="tabs" role="tablist" aria-label={t("lists.title")} tabIndex={-1} onKeyDown={onKeyDown}>
        {LISTS.map((list) => (
          <Tab key={list} list={list} chosen={list === now} />
        ))}
      </div>
      <SharesBar />
    </div>
  );
}

function Tab({ list, chosen }: { readonly list: List; readonly chosen: boolean }) {
  const count = preview.value?.[list] ?? lists.value?.[list].count;
  return (
    <button
      type="button"
      role="tab"
      id={tabId(list)}
      class="tab"
      aria-selected={chosen}
      aria-controls={PANEL_ID}
      tabIndex={chosen ? 0 : -1}
      onClick={() => showList(list)}
    >
      <span class="tab-count">{count === undefined ? "–" : formatNumber(count, 0, language.value)}</span>
      <span class="tab-name">
        <ListMark list={list} />
        {t(`list.${list}`)}
      </span>
    </button>
  );
}

/** The whole stock as one bar in three parts. */
function SharesBar() {
  const counts = LISTS.map((list) => lists.value?.[list].count ?? 0);
  const total = Math.max(
    1,
    counts.reduce((a, b) => a + b, 0),
  );
  let from = 0;
  return (
    <svg class="shares" viewBox="0 0 400 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {LISTS.map((list, i) => {
        const width = (400 * (counts[i] ?? 0)) / total;
        const x = from;
        from += width;
        const fill = list === "meets" ? "currentColor" : list === "may_meet" ? "url(#hatch-ink)" : "none";
        return width > 0 ? <rect key={list} x={x} y="0" width={width} height="6" fill={fill} /> : null;
      })}
    </svg>
  );
}
