/** The list of sites with the criteria of the public page, and the map in step beside it. */

import { pathOf } from "../../../api/base";
import "../../../styles/desk/sites.css";
import { effect, untracked } from "@preact/signals-core";
import { useEffect, useState } from "preact/hooks";
import { isEmpty } from "../../../domain/criteria";
import { wantNames } from "../../../state/desk/people";
import { place } from "../../../state/desk/place";
import { may } from "../../../state/desk/session";
import {
  askSites,
  chooseTab,
  chosen,
  countOf,
  listed,
  questionText,
  readBeside,
  TABS,
  tab,
} from "../../../state/desk/sites";
import { criteriaOpen, narrow } from "../../../state/screen";
import { beside, criteria, readAddress } from "../../../state/view";
import { CriteriaPanel } from "../../public/CriteriaPanel";
import { NeedBar } from "../../public/NeedBar";
import { Icon } from "../../shared/Icon";
import { t } from "../../shared/text";
import { nav } from "../navWords";
import { Page } from "../shared/Page";
import { panelId, Tabs, tabId } from "../shared/Tabs";
import { useNumber } from "../shared/useNumber";
import { BulkBar } from "./BulkBar";
import { ListTools } from "./ListTools";
import { SitesMap } from "./SitesMap";
import { SitesTable } from "./SitesTable";
import { w } from "./words";

const GROUP = "sites";

export function SitesPage() {
  const [mapShown, setMapShown] = useState(!narrow.value);
  const number = useNumber();
  useEffect(() => follow(), []);
  const page = listed.value;
  return (
    <Page
      full
      title={nav("nav.sites")}
      actions={
        <>
          <button
            type="button"
            class="button"
            aria-expanded={criteriaOpen.value}
            onClick={() => {
              criteriaOpen.value = !criteriaOpen.value;
            }}
          >
            <Icon name="filter" />
            {t("criteria.title")}
            {isEmpty(criteria.value) ? null : (
              <span class="count-badge">{criteria.value.conditions.length + (criteria.value.area ? 1 : 0)}</span>
            )}
          </button>
          <button type="button" class="button" aria-pressed={mapShown} onClick={() => setMapShown(!mapShown)}>
            <Icon name="map" />
            {t("page.on_map")}
          </button>
          {may("site.create") ? (
            <a class="button button-main" href="/desk/sites/new">
              <Icon name="plus" />
              {nav("nav.site_new")}
            </a>
          ) : null}
        </>
      }
    >
      <div class="sites" data-criteria={criteriaOpen.value && !narrow.value} data-map={mapShown}>
        <CriteriaPanel found={page?.matched ?? 0} projects={false} />
        <div class="sites-list">
          <Tabs
            group={GROUP}
            label={w("tabs.label")}
            chosen={tab.value}
            onChoose={chooseTab}
            tabs={TABS.map((name) => {
              const count = countOf(name);
              return { name, label: w(`tab.${name}`), ...(count === null ? {} : { count: number(count) }) };
            })}
          />
          <ListTools />
          {isEmpty(criteria.value) ? null : (
            <div class="sites-need">
              <NeedBar />
            </div>
          )}
          <section class="sites-rows" role="tabpanel" id={panelId(GROUP)} aria-labelledby={tabId(GROUP, tab.value)}>
            <SitesTable />
          </section>
          {chosen.value.size > 0 || (page?.matched ?? 0) > 0 ? <BulkBar /> : null}
        </div>
        {mapShown ? <SitesMap /> : null}
      </div>
    </Page>
  );
}

/** Holds list, criteria and address in step while the page is shown. */
function follow(): () => void {
  criteriaOpen.value = false; // list and map come first here
  readBeside(place.value.query);
  readAddress();
  wantNames();
  let wanted = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopAsking = effect(() => {
    const text = questionText.value;
    if (text === wanted) return;
    const first = wanted === "";
    wanted = text;
    clearTimeout(timer);
    timer = setTimeout(() => void askSites(), first ? 0 : 180);
  });
  // Tab and steward stand in the address as the criteria do.
  let written = beside.value;
  const stopWriting = effect(() => {
    if (beside.value === written) return;
    written = beside.value;
    writeAddress();
  });
  // Back, forward, and a saved view: the address has changed under the page.
  const read = () => {
    if (pathOf(location.pathname) !== "/desk/sites") return;
    readBeside(location.search);
    written = beside.value;
    readAddress();
  };
  let step = place.value.step;
  const stopFollowing = effect(() => {
    if (place.value.step === step) return;
    step = place.value.step;
    untracked(read);
  });
  addEventListener("popstate", read);
  return () => {
    clearTimeout(timer);
    stopAsking();
    stopWriting();
    stopFollowing();
    removeEventListener("popstate", read);
    beside.value = "";
    chosen.value = new Set();
  };
}

function writeAddress(): void {
  const params = new URLSearchParams(location.search);
  for (const name of ["state", "steward", "by"]) params.delete(name);
  const rest = params.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":");
  const query = [beside.value, rest].filter((part) => part !== "").join("&");
  history.replaceState(history.state, "", query === "" ? location.pathname : `?${query}`);
}
