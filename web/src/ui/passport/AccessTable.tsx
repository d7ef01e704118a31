/** How transport reaches the site. */

import type { Access } from "../../api/types";
import { conflict } from "../../domain/conflict";
import { formatNumber } from "../../domain/format";
import { language } from "../../state/preferences";
import { AgeText, ageOf } from "../shared/Facts";
import { Icon } from "../shared/Icon";
import { codeWords, t } from "../shared/text";
import { Amount, FieldCode, Frame, Length, ListCode, NotAsked } from "./cells";

/** Rows without a day of their own rest on the record as a whole, checked on `asOf`. */
export function AccessTable({ access, asOf }: { readonly access: readonly Access[]; readonly asOf: string | null }) {
  if (access.length === 0) return null;
  const timed = access.some((one) => one.drive_min_car !== undefined);
  const heads = [t("access.mode"), t("access.route"), t("access.straight")];
  if (timed) heads.push(t("access.drive"));
  heads.push(t("access.quality"), t("access.basis"), t("fact.checked"));
  return (
    <Frame heads={heads} numbers={timed ? [1, 2, 3] : [1, 2]}>
      {access.map((one, i) => (
        <AccessRow key={`${one.mode} ${one.basis} ${i}`} access={one} others={access} timed={timed} asOf={asOf} />
      ))}
    </Frame>
  );
}

/** Declared and computed rows of one mode stand side by side; a gap between them is said. */
function AccessRow({
  access,
  others,
  timed,
  asOf,
}: {
  readonly access: Access;
  readonly others: readonly Access[];
  readonly timed: boolean;
  readonly asOf: string | null;
}) {
  const computed = others.find((one) => one.mode === access.mode && one.basis === "computed");
  const apart =
    access.basis === "declared"
      ? (conflict(access.route_m, computed?.route_m) ?? conflict(access.straight_m, computed?.straight_m))
      : null;
  const none = access.state === "none";
  return (
    <tr>
      <th scope="row">
        {codeWords("access_mode", access.mode)}
        {access.target ? <small>{access.target}</small> : null}
      </th>
      <td class="num">
        {none ? (
          <>
            {t("value.none_in_reach")} <span class="checked-none">{t("fact.checked_none")}</span>
          </>
        ) : (
          <Length value={access.route_m} />
        )}
      </td>
      <td class="num">{none ? <NotAsked /> : <Length value={access.straight_m} />}</td>
      {timed ? (
        <td class="num">{none ? <NotAsked /> : <Amount value={access.drive_min_car} unit="min" decimals={0} />}</td>
      ) : null}
      <td>
        <Condition access={access} />
      </td>
      <td>
        <ListCode list="access_basis" code={access.basis} />
        {apart === null ? null : (
          <small class="conflict">
            <Icon name="alert" size={14} />
            {t("outline.conflict", { share: formatNumber(apart * 100, 0, language.value) })}
          </small>
        )}
      </td>
      <td>
        <AgeText age={ageOf(access.as_of ?? asOf, "planning")} said={false} />
      </td>
    </tr>
  );
}

/** Only sidings and local roads have a condition. */
function Condition({ access }: { readonly access: Access }) {
  if (access.state === "none") return <NotAsked />;
  if (access.mode === "rail_siding") return <FieldCode field="siding_state" code={access.siding_state} />;
  if (access.mode === "local_road" || access.quality) return <FieldCode field="road_quality" code={access.quality} />;
  return <NotAsked />;
}
