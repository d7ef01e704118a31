/** The parts of a site as tables: offers, parcels, utilities, access, buildings. */

import type { ComponentChildren } from "preact";
import type { Access, Building, Offer, Parcel, Utility } from "../../api/types";
import { conflict } from "../../domain/conflict";
import { codeLabel, formatDay, formatMoney, formatNumber, unitSign } from "../../domain/format";
import { language } from "../../state/preferences";
import { fieldNamed } from "../../state/registry";
import { AgeText, ageOf } from "../shared/Facts";
import { Icon } from "../shared/Icon";
import { codeWords, t } from "../shared/text";

/** A number with its unit, or the word for not knowing it. */
function Amount({
  value,
  unit,
  decimals = 1,
}: {
  readonly value: number | undefined;
  readonly unit: string;
  readonly decimals?: number;
}) {
  if (value === undefined) return <Unknown />;
  const sign = unitSign(unit, language.value);
  return <>{`${formatNumber(value, decimals, language.value)}${sign ? `\u00a0${sign}` : ""}`}</>;
}

const Unknown = () => <span class="value value-unknown">{t("value.unknown")}</span>;

/** A dash where the question does not arise; what is merely not known is written out. */
const NotAsked = () => <span class="quiet">—</span>;

/** Metres, or kilometres from one on. */
function Length({ value }: { readonly value: number | undefined }) {
  if (value === undefined) return <Unknown />;
  return value < 1000 ? <Amount value={value} unit="m" decimals={0} /> : <Amount value={value / 1000} unit="km" />;
}

/** The label of a code of a field's list, or the word for not knowing it. */
function FieldCode({ field, code }: { readonly field: string; readonly code: string | undefined }) {
  const known = fieldNamed(field);
  if (!code || code === "unknown") return <Unknown />;
  return <>{known ? codeLabel(known, code, language.value) : code}</>;
}

function ListCode({ list, code }: { readonly list: string; readonly code: string | undefined }) {
  return !code || code === "unknown" ? <Unknown /> : <>{codeWords(list, code)}</>;
}

/** A table that scrolls by itself where the page is narrow. `numbers` are the places of the columns of numbers. */
function Frame({
  heads,
  numbers,
  children,
}: {
  readonly heads: readonly string[];
  readonly numbers: readonly number[];
  readonly children: ComponentChildren;
}) {
  return (
    <div class="table-frame">
      <table class="part-table">
        <thead>
          <tr>
            {heads.map((head, i) => (
              <th key={head} scope="col" class={numbers.includes(i) ? "num" : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

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

export function AccessTable({ access }: { readonly access: readonly Access[] }) {
  if (access.length === 0) return null;
  const timed = access.some((one) => one.drive_min_car !== undefined);
  const heads = [t("access.mode"), t("access.route"), t("access.straight")];
  if (timed) heads.push(t("access.drive"));
  heads.push(t("access.quality"), t("access.basis"));
  return (
    <Frame heads={heads} numbers={timed ? [1, 2, 3] : [1, 2]}>
      {access.map((one, i) => (
        <AccessRow key={`${one.mode} ${one.basis} ${i}`} access={one} others={access} timed={timed} />
      ))}
    </Frame>
  );
}

/** Declared and computed rows of one mode stand side by side; a gap between them is said. */
function AccessRow({
  access,
  others,
  timed,
}: {
  readonly access: Access;
  readonly others: readonly Access[];
  readonly timed: boolean;
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
