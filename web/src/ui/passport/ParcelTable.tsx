/** The cadastral parcels of the site. */

import type { Parcel } from "../../api/types";
import { formatNumber } from "../../domain/format";
import { language } from "../../state/preferences";
import { codeWords, t } from "../shared/text";
import { Amount, FieldCode, Frame, Unknown } from "./cells";

export function ParcelTable({ parcels }: { readonly parcels: readonly Parcel[] }) {
  if (parcels.length === 0) return <p class="unknown-list">{t("parcel.none")}</p>;
  return (
    <Frame
      heads={[
        t("parcel.number"),
        t("parcel.area"),
        t("parcel.ownership"),
        t("parcel.right"),
        t("parcel.purpose"),
        t("parcel.category"),
      ]}
      numbers={[1]}
    >
      {parcels.map((parcel, i) => (
        <tr key={`${parcel.cadastral_number} ${i}`}>
          <th scope="row" class="nowrap">
            {parcel.cadastral_number ?? parcel.raw_number ?? <Unknown />}
            {parcel.cadastre ? <small>{codeWords("cadastre", parcel.cadastre)}</small> : null}
          </th>
          <td class="num">
            <Amount value={parcel.area_m2 === undefined ? undefined : parcel.area_m2 / 10_000} unit="ha" decimals={4} />
            {parcel.share_pct === undefined || parcel.share_pct === 100 ? null : (
              <small>{t("parcel.share", { share: formatNumber(parcel.share_pct, 1, language.value) })}</small>
            )}
          </td>
          <td>
            <FieldCode field="ownership" code={parcel.ownership} />
          </td>
          <td>
            <FieldCode field="rights" code={parcel.right} />
          </td>
          <td>
            <FieldCode field="purposes" code={parcel.purpose} />
            {parcel.purpose ? <small>{parcel.purpose}</small> : null}
          </td>
          <td>
            <FieldCode field="land_categories" code={parcel.land_category} />
          </td>
        </tr>
      ))}
    </Frame>
  );
}
