/** The rows of the list. */

import type { Brief } from "../../../api/desk/sites";
import { isEmpty } from "../../../domain/criteria";
import { formatAge, formatQuantity } from "../../../domain/format";
import { ageInDays } from "../../../domain/freshness";
import { askSites, chosen, current, listed, listing, listProblem, moreSites } from "../../../state/desk/sites";
import { language } from "../../../state/preferences";
import { fieldNamed } from "../../../state/registry";
import { clearCriteria, criteria, sortBy, view } from "../../../state/view";
import { KindMark } from "../../shared/Marks";
import { t, words } from "../../shared/text";
import { Person } from "../people/Person";
import { codeLabel, StateBadges } from "../shared/badges";
import { type Column, DataTable } from "../shared/DataTable";
import { Empty, Loading, ProblemCard } from "../shared/states";
import { placeName } from "../shared/territory";
import { useNumber } from "../shared/useNumber";
import { w } from "./words";

export function SitesTable() {
  const page = listed.value;
  const number = useNumber();
  const problem = listProblem.value;
  if (problem) return <ProblemCard problem={problem} retry={() => void askSites()} />;
  if (!page) return <Loading />;
  if (page.matched === 0) return <NoSites />;
  return (
    <>
      <p class="hidden" role="status">
        {listing.value ? "" : w("list.found", { n: page.matched })}
      </p>
      <div class="sites-table" data-busy={listing.value} aria-busy={listing.value}>
        <DataTable
          caption={w("list.caption")}
          rows={page.sites}
          columns={columns()}
          keyOf={(site) => site.ref}
          nameOf={(site) => `${site.ref} ${words(site.names)}`}
          hrefOf={(site) => `/desk/sites/${encodeURIComponent(site.ref)}`}
          selection={{
            selected: chosen.value,
            onChange: (next) => {
              chosen.value = next;
            },
          }}
          current={current.value}
          onCurrent={(ref) => {
            current.value = ref;
          }}
          sorted={view.value.sort}
          onSort={sortBy}
        />
      </div>
      <p class="sites-end">
        {page.next === null ? (
          <span class="quiet">{w("list.end", { n: page.matched })}</span>
        ) : (
          <button type="button" class="button" disabled={listing.value} onClick={() => void moreSites()}>
            {w("list.more", { shown: number(page.sites.length), all: number(page.matched) })}
          </button>
        )}
      </p>
    </>
  );
}

function NoSites() {
  const asked = !isEmpty(criteria.value);
  return (
    <Empty title={w("list.none")} text={asked ? w("list.none_asked") : w("list.none_yet")}>
      {asked ? (
        <button type="button" class="button" onClick={clearCriteria}>
          {t("need.clear")}
        </button>
      ) : null}
    </Empty>
  );
}

function columns(): readonly Column<Brief>[] {
  return [
    {
      name: "site",
      head: w("column.site"),
      sort: "ref",
      cell: (site) => (
        <>
          <KindMark kind={site.kind ?? "other"} size={16} />
          <span class="site-words">
            <span class="site-ref">{site.ref}</span>
            <span class="site-name">{words(site.names) || site.address || w("list.unnamed")}</span>
          </span>
        </>
      ),
    },
    {
      name: "state",
      head: w("column.state"),
      cell: (site) => <StateBadges lifecycle={site.lifecycle} review={site.review} />,
    },
    { name: "territory", head: w("column.territory"), cell: (site) => place(site), wideOnly: true },
    { name: "area", head: w("column.area"), sort: "area_m2", number: true, cell: (site) => area(site) },
    { name: "freshness", head: w("column.freshness"), cell: (site) => <Freshness site={site} />, wideOnly: true },
    {
      name: "steward",
      head: w("column.steward"),
      cell: (site) => (site.steward ? <Person id={site.steward} /> : <span class="quiet">{w("steward.nobody")}</span>),
      wideOnly: true,
    },
    {
      name: "changed",
      head: w("column.changed"),
      number: true,
      cell: (site) => <Age at={site.changed_at} />,
      wideOnly: true,
    },
  ];
}

/** The smallest territory, which says most. */
function place(site: Brief): string {
  const code = site.territories.at(-1);
  return code === undefined ? "–" : placeName(code);
}

function area(site: Brief) {
  const field = fieldNamed("area_m2");
  if (site.area_m2 === null || site.area_m2 === undefined || !field)
    return <span class="quiet">{t("value.unknown")}</span>;
  return formatQuantity(field, site.area_m2, language.value);
}

function Freshness({ site }: { readonly site: Brief }) {
  if (!site.freshness) return <span class="quiet">{t("value.unknown")}</span>;
  return (
    <span class={`badge badge-fresh badge-fresh-${site.freshness}`}>{codeLabel("freshness", site.freshness)}</span>
  );
}

export function Age({ at }: { readonly at: string }) {
  const days = ageInDays(at, new Date());
  if (days === null) return null;
  const day = new Intl.DateTimeFormat(language.value, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));
  return (
    <time datetime={at} title={day}>
      {days === 0 ? w("age.today") : formatAge(days, language.value)}
    </time>
  );
}
