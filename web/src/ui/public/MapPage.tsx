/** The page of the investor: the need on top, the lists beside the map. */

import { useEffect } from "preact/hooks";
import { loadProfiles } from "../../state/need";
import { loadRegistry, registry, registryProblem } from "../../state/registry";
import { criteriaOpen, narrow } from "../../state/screen";
import { followQuestion } from "../../state/search";
import { followSelection } from "../../state/selection";
import { followSurroundings } from "../../state/spreads";
import { followTogether } from "../../state/together";
import { criteria, readAddress, setLanguage, showMap, view } from "../../state/view";
import { DemoBanner } from "../shared/DemoBanner";
import { Icon } from "../shared/Icon";
import { MarkPatterns } from "../shared/Marks";
import { ProblemNote } from "../shared/ProblemNote";
import { useTitle } from "../shared/PublicPage";
import { TopBar } from "../shared/TopBar";
import { t } from "../shared/text";
import { CriteriaPanel } from "./CriteriaPanel";
import { MapView } from "./MapView";
import { NeedBar } from "./NeedBar";
import { Results } from "./Results";
import { SitePanel } from "./SitePanel";
import { WordSearch } from "./WordSearch";

/** Reads the registry, then the address, then begins to ask. */
async function start(): Promise<void> {
  void loadProfiles();
  if (!(await loadRegistry())) return;
  readAddress();
  addEventListener("popstate", readAddress);
  followQuestion();
  followSurroundings();
  followTogether();
  followSelection();
}

export function MapPage() {
  useEffect(() => void start(), []);
  useTitle(t("page.map"));
  return (
    <div class="app">
      <MarkPatterns />
      <TopBar onLanguage={setLanguage}>
        <WordSearch class="bar-search" name="q" label={t("bar.search")} />
      </TopBar>
      <DemoBanner />
      {registry.value ? <Workplace /> : <Waiting />}
    </div>
  );
}

function Waiting() {
  const problem = registryProblem.value;
  return (
    <main id="content" class="waiting">
      <h1 class="hidden">{t("page.map")}</h1>
      {problem ? (
        <ProblemNote problem={problem} retry={() => void start()} />
      ) : (
        <p class="quiet">{t("page.loading")}</p>
      )}
    </main>
  );
}

function Workplace() {
  const showsMap = view.value.map;
  return (
    <main
      id="content"
      tabIndex={-1}
      class="workplace"
      data-criteria={criteriaOpen.value}
      data-view={showsMap ? "map" : "list"}
    >
      <h1 class="hidden">{t("page.map")}</h1>
      <CriteriaPanel />
      <div class="need-row">
        {criteriaOpen.value && !narrow.value ? null : <OpenCriteria />}
        <NeedBar />
      </div>
      <Results />
      <MapView />
      {narrow.value ? (
        <>
          <SitePanel zoomTo={null} />
          <nav class="thumb-bar" aria-label={t("page.views")}>
            <OpenCriteria />
            <button type="button" class="button" aria-pressed={!showsMap} onClick={() => showMap(false)}>
              <Icon name="list" />
              {t("page.list")}
            </button>
            <button type="button" class="button" aria-pressed={showsMap} onClick={() => showMap(true)}>
              <Icon name="map" />
              {t("page.on_map")}
            </button>
          </nav>
        </>
      ) : null}
    </main>
  );
}

function OpenCriteria() {
  const { conditions, area } = criteria.value;
  const active = conditions.length + (area ? 1 : 0);
  return (
    <button
      type="button"
      class="button open-criteria"
      aria-expanded={criteriaOpen.value}
      onClick={() => {
        criteriaOpen.value = !criteriaOpen.value;
      }}
    >
      <Icon name="filter" />
      {t("criteria.title")}
      {active > 0 ? <span class="count-badge">{active}</span> : null}
    </button>
  );
}
