/** What came of taking a parcel: what the cadastre says of it, what became of the outline, and who else has its number. */

import { formatDay } from "../../../domain/format";
import type { ParcelNews } from "../../../state/desk/parcels";
import { language } from "../../../state/preferences";
import { areaWords } from "../../shared/text";
import { type FormOf, labelOf, useForm } from "./form";
import { t } from "./words";

interface Props {
  readonly news: ParcelNews;
  /** Takes the outline of the parcel; without it, none is offered. */
  readonly takeOutline?: () => void;
}

export function ParcelNewsNote({ news, takeOutline }: Props) {
  const form = useForm();
  const { parcel, number } = news;
  return (
    <div class="parcel-news" role="status">
      <p class={news.record === "from_layer" || news.record === "known" ? "note" : "note note-warn"}>
        {t(`parcel.${news.record}`, { number })}
        {parcel ? <span class="parcel-said">{said(form, parcel)}</span> : null}
        {news.outline ? <span class="parcel-said">{t(`parcel.outline_${news.outline}`)}</span> : null}
      </p>
      {parcel && news.outline === null && takeOutline ? (
        <button type="button" class="button button-small" onClick={takeOutline}>
          {t("parcel.take_outline")}
        </button>
      ) : null}
      {news.held.length > 0 ? (
        <p class="note note-warn">
          {t("parcel.held")}{" "}
          {news.held.map((ref) => (
            <a key={ref} href={`/desk/sites/${encodeURIComponent(ref)}`}>
              {ref}
            </a>
          ))}
        </p>
      ) : null}
    </div>
  );
}

/** The words of the cadastre on a parcel, with whose they are and of which day. */
function said(form: FormOf, parcel: NonNullable<ParcelNews["parcel"]>): string {
  const facts = [
    parcel.area_m2 === null ? "" : areaWords(parcel.area_m2),
    labelOf(form, "purpose", parcel.purpose),
    labelOf(form, "ownership", parcel.ownership),
    parcel.repaired ? t("parcel.repaired") : "",
  ].filter((one) => one !== "");
  const who = t("parcel.said_by", { source: parcel.source, day: formatDay(parcel.as_of, language.value) });
  return [...facts, who].join(" · ");
}
