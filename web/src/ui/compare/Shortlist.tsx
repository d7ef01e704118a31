/** The sites put aside in this browser: which of them are compared, and the notes on them. */

import { MOST_COMPARED } from "../../domain/compare";
import { compareSites, comparison } from "../../state/compare";
import { language } from "../../state/preferences";
import { shortlist, toggleKept } from "../../state/shortlist";
import { Icon } from "../shared/Icon";
import { t } from "../shared/text";

export function Shortlist() {
  const kept = shortlist.value;
  const { refs } = comparison.value;
  if (kept.length === 0) return null;
  const toggle = (ref: string) =>
    compareSites(refs.includes(ref) ? refs.filter((one) => one !== ref) : [...refs, ref].slice(0, MOST_COMPARED));
  return (
    <section class="shortlist" aria-label={t("compare.shortlist")}>
      <h2>{t("compare.shortlist")}</h2>
      <p class="quiet">{t("compare.shortlist_hint", { most: MOST_COMPARED })}</p>
      <ul>
        {kept.map(({ ref, note }) => {
          const on = refs.includes(ref);
          return (
            <li key={ref}>
              <label>
                <input
                  type="checkbox"
                  checked={on}
                  disabled={!on && refs.length >= MOST_COMPARED}
                  onChange={() => toggle(ref)}
                />
                <span class="ref">{ref}</span>
              </label>
              <span class="shortlist-note">{note}</span>
              <a href={`/sites/${encodeURIComponent(ref)}?lang=${language.value}`}>
                {t("site.passport")}
                <span class="hidden"> {ref}</span>
              </a>
              <button
                type="button"
                class="icon-button"
                aria-label={t("keep.drop", { ref })}
                title={t("keep.drop", { ref })}
                onClick={() => toggleKept(ref)}
              >
                <Icon name="close" size={16} />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
