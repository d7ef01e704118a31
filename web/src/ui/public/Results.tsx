/** The list of sites: the primary way through the stock; the map is its picture. */

import { useEffect, useRef } from "preact/hooks";
import type { Field, List } from "../../api/types";
import { isEmpty } from "../../domain/criteria";
import { profile } from "../../state/need";
import { fields } from "../../state/registry";
import { offline } from "../../state/screen";
import {
  askAgain,
  lists,
  loadingMore,
  loadMore,
  moreProblem,
  order,
  outdated,
  searching,
  searchProblem,
} from "../../state/search";
import { clearCriteria, criteria, needLink, showList, sortBy, view } from "../../state/view";
import { FieldOptions } from "../shared/FieldOptions";
import { Icon } from "../shared/Icon";
import { CompareLink } from "../shared/Keep";
import { ProblemNote } from "../shared/ProblemNote";
import { t } from "../shared/text";
import { EmbedCode } from "./EmbedCode";
import { ListTabs, PANEL_ID, tabId } from "./ListTabs";
import { Relaxations } from "./need/Relaxations";
import { Together } from "./need/Together";
import { SiteRow } from "./SiteRow";

export function Results() {
  const list = view.value.list;
  return (
    <section class="results" aria-label={t("results.title")}>
      <h2 class="hidden">{t("results.title")}</h2>
      <ListTabs />
      <div class="results-tools">
        <SortChoice />
        <CompareLink need={needLink.value} />
        <EmbedCode />
      </div>
      <Announcement />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <div class="results-body" role="tabpanel" id={PANEL_ID} aria-labelledby={tabId(list)} tabIndex={0}>
        {offline.value && !searchProblem.value ? <p class="note note-warn">{t("problem.offline_kept")}</p> : null}
        {searchProblem.value ? <ProblemNote problem={searchProblem.value} retry={askAgain} /> : null}
        {list === "meets" ? <Relaxations /> : null}
        {list === "meets" ? <Together /> : null}
        <Rows list={list} />
      </div>
    </section>
  );
}

/** Tells a screen reader the counts once they have settled. */
function Announcement() {
  const now = lists.value;
  const text =
    now && !searching.value
      ? t("results.announce", { meets: now.meets.count, may: now.may_meet.count, fails: now.fails.count })
      : "";
  return (
    <p class="hidden" aria-live="polite" role="status">
      {text}
    </p>
  );
}

function Rows({ list }: { readonly list: List }) {
  const state = lists.value?.[list];
  if (!state) return searchProblem.value ? null : <Skeleton />;
  if (state.count === 0) return <Empty list={list} />;
  return (
    <>
      <ol class="rows" data-busy={outdated.value} aria-busy={searching.value}>
        {state.sites.map((site) => (
          <SiteRow key={site.id} site={site} list={list} />
        ))}
      </ol>
      {moreProblem.value ? <ProblemNote problem={moreProblem.value} retry={() => void loadMore(list)} /> : null}
      {state.cursor === null ? (
        <p class="list-end">{t("results.end", { n: state.count })}</p>
      ) : (
        <More list={list} left={state.count - state.sites.length} />
      )}
    </>
  );
}

/** A button that presses itself when it comes into sight. */
function More({ list, left }: { readonly list: List; readonly left: number }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const element = button.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting) && !moreProblem.value) void loadMore(list);
      },
      { rootMargin: "400px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  });
  return (
    <button
      ref={button}
      type="button"
      class="button more"
      disabled={loadingMore.value}
      onClick={() => void loadMore(list)}
    >
      {t("results.more", { n: left })}
    </button>
  );
}

function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      {[72, 54, 66, 48, 60, 70].map((width) => (
        <div key={width} class="skeleton-row">
          <span class={`skeleton-line w${width}`} />
          <span class="skeleton-line w40" />
        </div>
      ))}
    </div>
  );
}

/** An empty list says what to do next. */
function Empty({ list }: { readonly list: List }) {
  const now = lists.value;
  if (!now) return null;
  const stock = now.meets.count + now.may_meet.count + now.fails.count;
  const otherwise: List | null =
    list === "meets" && now.may_meet.count > 0 ? "may_meet" : list !== "meets" ? "meets" : null;
  return (
    <div class="empty">
      <p class="empty-title">{stock === 0 ? t("empty.stock") : t(`empty.${list}`)}</p>
      {stock === 0 ? (
        <p>{t("empty.stock_hint")}</p>
      ) : (
        <>
          <p>{t(`empty.${list}_hint`)}</p>
          <p class="empty-actions">
            {otherwise && now[otherwise].count > 0 ? (
              <button type="button" class="button" onClick={() => showList(otherwise)}>
                {t(`empty.show_${otherwise}`, { n: now[otherwise].count })}
              </button>
            ) : null}
            {isEmpty(criteria.value) ? null : (
              <button type="button" class="button" onClick={clearCriteria}>
                {t("need.clear")}
              </button>
            )}
          </p>
        </>
      )}
    </div>
  );
}

/** The order of the list: any field that can be sorted by, by group, and the direction. */
function SortChoice() {
  const name = order.value.replace(/^-/, "");
  const falling = order.value.startsWith("-");
  const sortable = fields.value.filter((field) => field.sort);
  const direction = t(falling ? "sort.falling" : "sort.rising");
  return (
    <div class="sort">
      <label>
        <span>{t("sort.by")}</span>
        <select
          value={name}
          onChange={(event) =>
            sortBy(event.currentTarget.value === "" ? "" : usualDirection(event.currentTarget.value, sortable))
          }
        >
          {profile.value ? <option value="">{t("sort.score")}</option> : null}
          <FieldOptions fields={sortable} />
        </select>
      </label>
      {name === "" ? null : (
        <button
          type="button"
          class="icon-button"
          aria-label={`${t("sort.direction")}: ${direction}`}
          title={direction}
          onClick={() => sortBy(falling ? name : `-${name}`)}
        >
          <Icon name={falling ? "falling" : "up"} size={16} />
        </button>
      )}
    </div>
  );
}

/** Distances, prices, names and years from the least on; areas and capacities from the most. */
function usualDirection(name: string, sortable: readonly Field[]): string {
  const field = sortable.find((one) => one.name === name);
  const rising =
    !field || name.startsWith("dist_") || field.type === "text" || name.startsWith("price") || name.startsWith("slope");
  return rising ? name : `-${name}`;
}
