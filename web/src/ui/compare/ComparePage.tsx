/** Up to six sites side by side: what is known of each, where its points come from, where they lie, and what changed since a link was shared. */

import "../../styles/compare.css";
import { useEffect } from "preact/hooks";
import {
  compared,
  comparedProfile,
  compareFor,
  compareProblem,
  comparison,
  followComparison,
  readComparison,
} from "../../state/compare";
import { readLanguage } from "../../state/link-language";
import { loadProfiles, offered } from "../../state/need";
import { loadRegistry, registry, registryProblem } from "../../state/registry";
import { Icon } from "../shared/Icon";
import { ProblemNote } from "../shared/ProblemNote";
import { ReadingPage } from "../shared/PublicPage";
import { t, words } from "../shared/text";
import { Changes } from "./Changes";
import { CompareMap } from "./CompareMap";
import { CompareTable } from "./CompareTable";
import { PointsChart } from "./PointsChart";
import { ShareLink } from "./ShareLink";
import { Shortlist } from "./Shortlist";

async function start(): Promise<void> {
  readLanguage();
  void loadProfiles();
  if (!(await loadRegistry())) return;
  readComparison();
  addEventListener("popstate", readComparison);
  followComparison();
}

export function ComparePage() {
  useEffect(() => void start(), []);
  const problem = registryProblem.value ?? compareProblem.value;
  return (
    <ReadingPage title={t("compare.title")} name="compare">
      <div class="compare-head">
        <h1>{t("compare.title")}</h1>
        {registry.value && comparison.value.refs.length > 0 ? <Tools /> : null}
      </div>
      {problem ? <ProblemNote problem={problem} retry={() => void start()} /> : null}
      {registry.value ? <Body /> : problem ? null : <p class="quiet">{t("page.loading")}</p>}
    </ReadingPage>
  );
}

function Tools() {
  return (
    <div class="compare-tools">
      <label>
        <span>{t("compare.for")}</span>
        <select
          name="profile"
          value={comparedProfile.value?.name ?? ""}
          onChange={(event) => compareFor(offered.value.find((one) => one.name === event.currentTarget.value) ?? null)}
        >
          <option value="">{t("compare.no_profile")}</option>
          {offered.value.map((one) => (
            <option key={one.name} value={one.name}>
              {words(one.label)}
            </option>
          ))}
        </select>
      </label>
      <ShareLink />
      <button type="button" class="button" onClick={() => print()}>
        <Icon name="print" size={16} />
        {t("passport.print")}
      </button>
    </div>
  );
}

function Body() {
  if (comparison.value.refs.length === 0)
    return (
      <>
        <div class="empty">
          <p class="empty-title">{t("compare.empty")}</p>
          <p>{t("compare.empty_hint")}</p>
        </div>
        <Shortlist />
      </>
    );
  if (!compared.value) return compareProblem.value ? null : <p class="quiet">{t("compare.loading")}</p>;
  return (
    <>
      <Changes />
      <CompareTable now={compared.value} />
      <div class="compare-below">
        {comparedProfile.value ? <PointsChart now={compared.value} /> : null}
        <CompareMap now={compared.value} />
      </div>
      <Shortlist />
    </>
  );
}
