/** The networks at the site, each with its evidence. */

import type { Utility } from "../../api/types";
import { formatDay, unitSign } from "../../domain/format";
import { language } from "../../state/preferences";
import { AgeText, ageOf } from "../shared/Facts";
import { codeWords, t } from "../shared/text";
import { Amount, FieldCode, Frame, Length, ListCode, NotAsked } from "./cells";

/** The unit of a network's capacity, as the registry keeps it. */
const CAPACITY_UNITS: { readonly [network: string]: string } = {
  electricity: "kW",
  heat: "kW",
  gas: "m3/h",
  fibre: "Mbit/s",
  mobile: "Mbit/s",
};

export function UtilityTable({ utilities }: { readonly utilities: readonly Utility[] }) {
  if (utilities.length === 0) return null;
  return (
    <Frame
      heads={[
        t("utility.network"),
        t("utility.state"),
        t("utility.capacity"),
        t("utility.distance"),
        t("utility.basis"),
        t("fact.checked"),
      ]}
      numbers={[2, 3]}
    >
      {utilities.map((utility) => (
        <UtilityRow key={utility.network} utility={utility} />
      ))}
    </Frame>
  );
}

function UtilityRow({ utility }: { readonly utility: Utility }) {
  const unit = CAPACITY_UNITS[utility.network] ?? "m3/d";
  const none = utility.state === "none";
  const details = [
    utility.asset,
    utility.voltage_kv && `${utility.voltage_kv} ${unitSign("kV", language.value)}`,
    utility.provider,
  ];
  const expired = utility.valid_until !== undefined && Date.parse(utility.valid_until) < Date.now();
  return (
    <tr>
      <th scope="row">
        {codeWords("network", utility.network)}
        {details.some(Boolean) ? <small>{details.filter(Boolean).join(" · ")}</small> : null}
      </th>
      <td>
        <FieldCode field="power_state" code={utility.state} />
        {none ? " " : null}
        {none ? <span class="checked-none">{t("fact.checked_none")}</span> : null}
      </td>
      <td class="num">{none ? <>0</> : <Capacity utility={utility} unit={unit} />}</td>
      <td class="num">{none ? <NotAsked /> : <Length value={utility.distance_m} />}</td>
      <td>
        {none ? <NotAsked /> : <ListCode list="capacity_basis" code={utility.capacity_basis} />}
        {utility.valid_until ? (
          <small class={expired ? "expired" : undefined}>
            {t(expired ? "utility.expired" : "utility.valid", { day: formatDay(utility.valid_until, language.value) })}
          </small>
        ) : null}
      </td>
      <td>
        <AgeText age={ageOf(utility.capacity_as_of, "utilities")} said={false} />
      </td>
    </tr>
  );
}

function Capacity({ utility, unit }: { readonly utility: Utility; readonly unit: string }) {
  const [scaled, shownUnit] = unit === "kW" && (utility.capacity_available ?? 0) >= 1000 ? [0.001, "MW"] : [1, unit];
  const scale = (value: number | undefined) => (value === undefined ? undefined : value * scaled);
  return (
    <>
      <Amount value={scale(utility.capacity_available)} unit={shownUnit} decimals={2} />
      {utility.capacity_total === undefined ? null : (
        <small>
          {t("utility.of")} <Amount value={scale(utility.capacity_total)} unit={shownUnit} decimals={2} />
        </small>
      )}
      {utility.connection_months === undefined ? null : (
        <small>{t("utility.months", { n: utility.connection_months })}</small>
      )}
    </>
  );
}
