/** Putting a site aside for comparing, and the way to the comparison. */

import { MOST_COMPARED } from "../../domain/compare";
import { language } from "../../state/preferences";
import { isFull, isKept, shortlist, toggleKept } from "../../state/shortlist";
import { Icon } from "./Icon";
import { t } from "./text";

export function KeepButton({ siteRef, name }: { readonly siteRef: string; readonly name: string }) {
  const kept = isKept(siteRef);
  const label = t(kept ? "keep.kept" : "keep.keep", { name });
  return (
    <button
      type="button"
      class="keep"
      aria-pressed={kept}
      aria-label={label}
      title={label}
      disabled={!kept && isFull()}
      onClick={() => toggleKept(siteRef)}
    >
      <Icon name="bookmark" size={16} />
    </button>
  );
}

/** The comparison of what was put aside, for the same project. */
export function CompareLink({ need }: { readonly need: string }) {
  const kept = shortlist.value;
  if (kept.length === 0) return null;
  const refs = kept.slice(0, MOST_COMPARED).map((one) => one.ref);
  return (
    <a class="button button-small compare-link" href={`/compare?sites=${refs.join(",")}${need}&lang=${language.value}`}>
      {t("keep.compare", { n: kept.length })}
    </a>
  );
}
