/** The single values of a group: each with its source and age, and what is not known by name. */

import type { Fact, Field, SiteDetail } from "../../api/types";
import { type Shown, showValue } from "../../domain/format";
import { language } from "../../state/preferences";
import { fields } from "../../state/registry";
import { AgeText, ageOf, ValueText } from "../shared/Facts";
import { codeWords, t, territoryName, words } from "../shared/text";
import { type Extra, extrasOf } from "./extras";

/** Said in the head of the page, drawn on the map, or listed by its parts in a table. */
const SAID_ELSEWHERE = new Set([
  "ref",
  "name",
  "name_en",
  "name_ru",
  "longitude",
  "latitude",
  "demonstration",
  "territories",
]);

/** Groups whose rows say more than their single values do; of those only what is unknown is named. */
const TABLED: { readonly [group: string]: keyof SiteDetail["detail"] } = { utilities: "utilities", access: "access" };

export function GroupFacts({ group, site }: { readonly group: string; readonly site: SiteDetail }) {
  const tabled = TABLED[group];
  const rows = tabled ? site.detail[tabled] : null;
  const hasRows = Array.isArray(rows) && rows.length > 0;
  const shown = fields.value
    .filter((field) => field.group === group && !SAID_ELSEWHERE.has(field.name))
    .map((field) => ({ field, value: shownValue(field, site) }));
  const extras = extrasOf(group, site.detail);
  const told = extras.filter((extra) => extra.text !== null);
  const nothingKnown = shown.every(({ value }) => value.state === "unknown") && told.length === 0;
  const named = hasRows || nothingKnown;
  const stated = shown.filter(({ field, value }) => (named ? false : value.state !== "unknown" || field.weight));
  const unknown = [
    ...shown
      .filter(({ field, value }) => value.state === "unknown" && (named || !field.weight))
      .map(({ field }) => words(field.label)),
    ...extras.filter((extra) => extra.text === null).map((extra) => extra.label),
  ];
  return (
    <>
      {stated.length + told.length > 0 ? (
        <table class="fact-table">
          <thead>
            <tr>
              <th scope="col">{t("fact.field")}</th>
              <th scope="col">{t("fact.value")}</th>
              <th scope="col">{t("fact.source")}</th>
              <th scope="col">{t("fact.checked")}</th>
            </tr>
          </thead>
          <tbody>
            {stated.map(({ field, value }) => (
              <FactRow key={field.name} field={field} value={value} site={site} />
            ))}
            {told.map((extra) => (
              <ExtraRow key={extra.label} extra={extra} site={site} />
            ))}
          </tbody>
        </table>
      ) : null}
      {unknown.length > 0 ? (
        <p class="unknown-list">
          <b>{t("fact.unknown")}</b> {unknown.join(" · ")}
        </p>
      ) : null}
    </>
  );
}

function shownValue(field: Field, site: SiteDetail): Shown {
  const shown = showValue(field, site.properties, language.value);
  if (field.name !== "territory" || shown.state !== "known") return shown;
  return { state: "known", text: territoryName(shown.text) ?? shown.text };
}

function FactRow({ field, value, site }: { readonly field: Field; readonly value: Shown; readonly site: SiteDetail }) {
  const said = site.detail.facts[field.name];
  const fact: Fact | undefined = said?.inherited ? undefined : said;
  const since = fact?.verified_on ?? fact?.as_of ?? site.detail.provenance.as_of;
  const age = value.state === "unknown" ? null : ageOf(since, field.clock);
  const faded = age?.freshness === "stale" || age?.freshness === "expired";
  return (
    <tr class={`fact-${value.state}`}>
      <th scope="row" title={words(field.help) || undefined}>
        {words(field.label)}
      </th>
      <td>
        <ValueText shown={value} faded={faded} />
        {value.state === "none" ? " " : null}
        {value.state === "none" ? <span class="checked-none">{t("fact.checked_none")}</span> : null}
      </td>
      <td class="fact-source">
        {value.state === "unknown" ? null : <SourceOf fact={fact} field={field} site={site} />}
      </td>
      <td class="fact-age">{value.state === "unknown" ? null : <AgeText age={age} said={false} />}</td>
    </tr>
  );
}

/** A fact without evidence of its own rests on the record as a whole. */
function ExtraRow({ extra, site }: { readonly extra: Extra; readonly site: SiteDetail }) {
  const { source, as_of } = site.detail.provenance;
  return (
    <tr>
      <th scope="row">{extra.label}</th>
      <td>{extra.text}</td>
      <td class="fact-source">
        <span class="quiet">{source.name}</span>
      </td>
      <td class="fact-age">
        <AgeText age={ageOf(as_of, "")} said={false} />
      </td>
    </tr>
  );
}

function SourceOf({
  fact,
  field,
  site,
}: {
  readonly fact: Fact | undefined;
  readonly field: Field;
  readonly site: SiteDetail;
}) {
  if (field.computed && !fact) return <span class="quiet">{t("fact.computed")}</span>;
  if (!fact) return <span class="quiet">{site.detail.provenance.source.name}</span>;
  const method = fact.method ? codeWords("fact_method", fact.method) : null;
  const by = fact.verified_by ? t("fact.verified_by", { by: fact.verified_by }) : null;
  return (
    <>
      {[fact.source, method, by].filter((part) => part).join(" · ") || t("value.unknown")}
      {fact.note ? <span class="fact-note">{fact.note}</span> : null}
    </>
  );
}
