/** The ways to get the site. */

import type { Offer } from "../../api/types";
import { formatDay, formatMoney, formatNumber } from "../../domain/format";
import { language } from "../../state/preferences";
import { AgeText, ageOf } from "../shared/Facts";
import { codeWords, t } from "../shared/text";
import { FieldCode, Frame, NotAsked, Unknown } from "./cells";

export function OfferTable({ offers }: { readonly offers: readonly Offer[] }) {
  if (offers.length === 0) return null;
  return (
    <Frame
      heads={[
        t("offer.mode"),
        t("offer.price"),
        t("offer.term"),
        t("offer.procedure"),
        t("offer.from"),
        t("fact.checked"),
      ]}
      numbers={[1]}
    >
      {offers.map((offer, i) => (
        <tr key={`${offer.mode} ${i}`}>
          <th scope="row">
            <FieldCode field="offer_modes" code={offer.mode} />
            {offer.url ? (
              <a class="row-link" href={offer.url} rel="noopener">
                {t("offer.page")}
              </a>
            ) : null}
          </th>
          <td class="num">
            <Price offer={offer} />
          </td>
          <td>
            <Term offer={offer} />
          </td>
          <td>
            <FieldCode field="procedures" code={offer.procedure} />
          </td>
          <td>{offer.available_from ? formatDay(offer.available_from, language.value) : <Unknown />}</td>
          <td>
            <AgeText age={ageOf(offer.price_as_of, "price")} said={false} />
          </td>
        </tr>
      ))}
    </Frame>
  );
}

function Price({ offer }: { readonly offer: Offer }) {
  const basis = offer.price_basis ? codeWords("price_basis", offer.price_basis) : null;
  if (offer.price_amount === undefined) return basis ? <>{basis}</> : <Unknown />;
  return (
    <>
      {formatMoney(offer.price_amount, offer.currency ?? null, language.value)}
      {basis ? <small>{basis}</small> : null}
      {offer.vat_included === undefined ? null : (
        <small>{t(offer.vat_included ? "offer.with_vat" : "offer.without_vat")}</small>
      )}
    </>
  );
}

function Term({ offer }: { readonly offer: Offer }) {
  const { lease_min_months: min, lease_max_months: max } = offer;
  if (offer.mode === "sale" || offer.mode === "privatisation") return <NotAsked />;
  if (min === undefined && max === undefined) return <Unknown />;
  const years = (months: number) => formatNumber(months / 12, 1, language.value);
  const span =
    min !== undefined && max !== undefined && min !== max ? `${years(min)}–${years(max)}` : years(max ?? min ?? 0);
  return <>{t("offer.years", { span })}</>;
}
