/** The buildings on the site. */

import type { Building } from "../../api/types";
import { codeWords, t } from "../shared/text";
import { Amount, FieldCode, Frame, Unknown } from "./cells";

export function BuildingTable({ buildings }: { readonly buildings: readonly Building[] }) {
  if (buildings.length === 0) return null;
  return (
    <Frame
      heads={[
        t("building.name"),
        t("building.floor_area"),
        t("building.floors"),
        t("building.height"),
        t("building.crane"),
        t("building.condition"),
        t("building.years"),
      ]}
      numbers={[1, 2, 3, 4, 6]}
    >
      {buildings.map((building, i) => (
        <tr key={`${building.name} ${i}`}>
          <th scope="row">
            {building.name ?? codeWords("building_type", building.type)}
            <small>
              {building.name && building.type ? codeWords("building_type", building.type) : null}
              {building.count && building.count > 1 ? ` × ${building.count}` : null}
            </small>
          </th>
          <td class="num">
            <Amount value={building.floor_area_m2} unit="m2" decimals={0} />
          </td>
          <td class="num">
            <Amount value={building.floors} unit="" decimals={0} />
          </td>
          <td class="num">
            <Amount value={building.clear_height_m} unit="m" />
          </td>
          <td class="num">
            <Amount value={building.crane_t} unit="t" />
          </td>
          <td>
            <FieldCode field="building_condition" code={building.condition} />
            {building.hazardous ? (
              <small>{t("building.hazard", { what: codeWords("building_hazard", building.hazardous) })}</small>
            ) : null}
            {building.vacancy ? (
              <small>
                <FieldCode field="building_vacancy" code={building.vacancy} />
              </small>
            ) : null}
          </td>
          <td class="num">{years(building) ?? <Unknown />}</td>
        </tr>
      ))}
    </Frame>
  );
}

function years({ year_first: first, year_last: last }: Building): string | null {
  if (first === undefined && last === undefined) return null;
  return first !== undefined && last !== undefined && first !== last ? `${first}–${last}` : String(first ?? last);
}
