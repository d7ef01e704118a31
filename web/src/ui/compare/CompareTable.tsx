/** One column a site, one row a fact. Best and worst are said in words; what nobody knows is hatched, what is old is marked. */

import type { ComponentChildren } from "preact";
import type { Contribution, Field, Site } from "../../api/types";
import { extremes } from "../../domain/compare";
import { formatNumber, showValue, siteKind, siteName } from "../../domain/format";
import { type Compared, comparedPreferences, comparedProfile, comparison, dropSite } from "../../state/compare";
import { language } from "../../state/preferences";
import { fieldNamed } from "../../state/registry";
import { noteOf, setNote } from "../../state/shortlist";
import { AgeText, ageOf, ValueText } from "../shared/Facts";
import { Icon } from "../shared/Icon";
import { KindMark } from "../shared/Marks";
import { ContributionValue, ScoreBar, ScoreLine } from "../shared/Score";
import { SiteBadges } from "../shared/SiteBadges";
import { t, territoryName, words } from "../shared/text";

/** What is asked of every site, whatever is built. */
const ALWAYS = [
  "kind",
  "area_m2",
  "availability",
  "price_total",
  "offer_modes",
  "ownership",
  "power_kw",
  "contamination",
  "readiness",
];

interface Column {
  readonly ref: string;
  readonly site: Site | null;
  readonly lawful: boolean | null;
}

export function CompareTable({ now }: { readonly now: Compared }) {
  const columns = comparison.value.refs.map((ref, i) => ({
    ref,
    site: now.sites[i] ?? null,
    lawful: now.lawful[i] ?? null,
  }));
  const wished = comparedPreferences.value.map((one) => one.field);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <section class="compare-frame" aria-label={t("compare.table")} tabIndex={0}>
      <table class="compare-table">
        <caption class="hidden">{t("compare.table")}</caption>
        <thead>
          <tr>
            <td class="compare-corner" />
            {columns.map((column) => (
              <Head key={column.ref} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {comparedProfile.value ? <Scores columns={columns} /> : null}
          {comparedPreferences.value.map((one) => (
            <Wish key={one.field} name={one.field} columns={columns} />
          ))}
        </tbody>
        <tbody>
          {ALWAYS.filter((name) => !wished.includes(name)).map((name) => (
            <Fact key={name} field={fieldNamed(name)} columns={columns} />
          ))}
          <Row title={words(fieldNamed("checked_on")?.label)} columns={columns}>
            {({ properties }) => {
              const day = properties["checked_on"];
              return <AgeText age={ageOf(typeof day === "string" ? day : null, "")} said={false} />;
            }}
          </Row>
          <tr class={columns.some(({ ref }) => noteOf(ref) !== "") ? undefined : "compare-no-notes"}>
            <th scope="row">{t("compare.note")}</th>
            {columns.map(({ ref }) => (
              <td key={ref}>
                <textarea
                  rows={2}
                  maxLength={2000}
                  aria-label={`${t("compare.note")}, ${ref}`}
                  value={noteOf(ref)}
                  onChange={(event) => setNote(ref, event.currentTarget.value)}
                />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function Head({ column: { ref, site } }: { readonly column: Column }) {
  const place = site?.properties["territory"];
  return (
    <th scope="col">
      <div class="compare-site">
        {site ? <KindMark kind={siteKind(site)} /> : null}
        <a href={`/sites/${encodeURIComponent(ref)}?lang=${language.value}`}>
          {site ? siteName(site.properties, language.value) : ref}
        </a>
        <button
          type="button"
          class="icon-button"
          aria-label={t("compare.drop", { ref })}
          title={t("compare.drop", { ref })}
          onClick={() => dropSite(ref)}
        >
          <Icon name="close" size={16} />
        </button>
      </div>
      <p class="row-place">
        <span class="ref">{ref}</span>
        {typeof place === "string" ? <span>{territoryName(place) ?? place}</span> : null}
        {site ? <SiteBadges site={site} /> : null}
      </p>
      {site ? null : <p class="note note-warn">{t("compare.gone")}</p>}
    </th>
  );
}

/** A row of whatever a site gives; sites that are gone stay empty. */
function Row({
  title,
  columns,
  children,
}: {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly children: (site: Site) => ComponentChildren;
}) {
  return (
    <tr>
      <th scope="row">{title}</th>
      {columns.map(({ ref, site }) => (
        <td key={ref}>{site ? children(site) : null}</td>
      ))}
    </tr>
  );
}

function Scores({ columns }: { readonly columns: readonly Column[] }) {
  const law = comparedProfile.value?.blocked.map((one) => words(one.why) || words(fieldNamed(one.field)?.label)) ?? [];
  return (
    <>
      <Row title={t("sort.score")} columns={columns}>
        {({ properties }) => (properties.score ? <ScoreLine score={properties.score} /> : null)}
      </Row>
      <tr>
        <th scope="row">{t("compare.law")}</th>
        {columns.map(({ ref, site, lawful }) => (
          <td key={ref}>
            {site ? (
              lawful === true ? (
                t("compare.lawful")
              ) : (
                <span class={lawful === false ? "law-broken" : "value value-unknown"}>
                  {t(lawful === false ? "compare.unlawful" : "compare.law_unknown")} {law.join(", ")}
                </span>
              )
            ) : null}
          </td>
        ))}
      </tr>
    </>
  );
}

/** One wish: the value, how it stands among the others, and its points. */
function Wish({ name, columns }: { readonly name: string; readonly columns: readonly Column[] }) {
  const field = fieldNamed(name);
  const lines = columns.map(({ site }) => site?.properties.score?.contributions.find((one) => one.field === name));
  const { best, worst } = extremes(lines);
  return (
    <tr>
      <th scope="row">
        {words(field?.label) || name}
        <small class="quiet">{weightOf(lines)}</small>
      </th>
      {columns.map(({ ref }, i) => {
        const line = lines[i];
        return (
          <td key={ref} class={best.has(i) ? "cell-best" : worst.has(i) ? "cell-worst" : undefined}>
            {line ? <WishCell line={line} field={field} /> : null}
            {best.has(i) ? <span class="mark-best">{t("compare.best")}</span> : null}
            {worst.has(i) ? <span class="mark-worst">{t("compare.worst")}</span> : null}
          </td>
        );
      })}
    </tr>
  );
}

function weightOf(lines: readonly (Contribution | undefined)[]): string {
  const weight = lines.find((one) => one)?.weight;
  return weight === undefined ? "" : ` ${formatNumber(weight, 0, language.value)} %`;
}

function WishCell({ line, field }: { readonly line: Contribution; readonly field: Field | undefined }) {
  return (
    <>
      <ContributionValue one={line} field={field} />
      <span class="cell-points">
        {t("compare.points", {
          points: formatNumber(line.points, 1, language.value),
          most: formatNumber(line.max_points, 1, language.value),
        })}
      </span>
      <ScoreBar low={line.points} high={line.points + line.possible} most={line.max_points} />
    </>
  );
}

function Fact({ field, columns }: { readonly field: Field | undefined; readonly columns: readonly Column[] }) {
  if (!field) return null;
  return (
    <Row title={words(field.label)} columns={columns}>
      {({ properties }) => {
        const stale = properties["stale_groups"];
        const old = field.clock !== "" && Array.isArray(stale) && stale.includes(field.clock);
        return (
          <>
            <ValueText shown={showValue(field, properties, language.value)} faded={old} />
            {old ? " " : null}
            {old ? <span class="age-word">{t("age.stale")}</span> : null}
          </>
        );
      }}
    </Row>
  );
}
