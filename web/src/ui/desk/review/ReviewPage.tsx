/** The queue of the second pair of eyes: what waits, from whom, since when, and what is in it. */

import "../../../styles/desk/review.css";
import { useEffect, useState } from "preact/hooks";
import { type DeskBrief, type DeskSite, fetchDeskHistory, fetchDeskSite, listReview } from "../../../api/desk/review";
import { asProblem, isAbort, type Problem } from "../../../api/problem";
import { listHref } from "../../../domain/desk/sitelist";
import { formatAge } from "../../../domain/format";
import { ageInDays } from "../../../domain/freshness";
import { language } from "../../../state/preferences";
import { words } from "../../shared/text";
import { Person } from "../people/Person";
import { SelectField } from "../shared/fields";
import { Page } from "../shared/Page";
import { Loading, ProblemCard } from "../shared/states";
import { placeName } from "../shared/territory";
import { t } from "./words";

type Tab = "in_review" | "returned";

export function ReviewPage() {
  const [tab, setTab] = useState<Tab>("in_review");
  const [territory, setTerritory] = useState("");
  const [sites, setSites] = useState<readonly DeskBrief[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [places, setPlaces] = useState<ReadonlyMap<string, number>>(new Map());
  const [again, setAgain] = useState(0);
  useEffect(() => {
    const going = new AbortController();
    setProblem(null);
    setSites(null);
    listReview(tab, territory, going.signal)
      .then((page) => {
        setSites(page.sites.toSorted((a, b) => a.changed_at.localeCompare(b.changed_at)));
        if (territory === "") setPlaces(placesOf(page.sites));
      })
      .catch((error: unknown) => {
        if (!isAbort(error)) setProblem(asProblem(error));
      });
    return () => going.abort();
  }, [tab, territory, again]);
  return (
    <Page title={t("review.title")} lead={t("review.lead")}>
      <div class="review-bar">
        <fieldset class="seg" aria-label={t("review.which")}>
          {(["in_review", "returned"] as const).map((one) => (
            <button key={one} type="button" aria-pressed={tab === one} onClick={() => setTab(one)}>
              {t(`review.tab_${one}`)}
            </button>
          ))}
        </fieldset>
        <SelectField
          label={t("review.territory")}
          value={territory}
          onChange={setTerritory}
          options={[
            { value: "", label: t("review.everywhere") },
            ...[...places].map(([code, depth]) => ({
              value: code,
              label: `${"\u00a0\u00a0".repeat(depth)}${placeName(code)}`,
            })),
          ]}
        />
        {sites ? (
          <p class="quiet" role="status">
            {t("review.count", { n: sites.length })}
          </p>
        ) : null}
      </div>
      {problem ? <ProblemCard problem={problem} retry={() => setAgain(again + 1)} /> : null}
      {sites === null && !problem ? <Loading /> : null}
      {sites?.length === 0 ? (
        <div class="empty">
          <p class="empty-title">{t(`review.none_${tab}`)}</p>
          <p>{t(`review.none_${tab}_hint`)}</p>
          {tab === "in_review" ? <a href={listHref({ state: "draft" })}>{t("review.to_drafts")}</a> : null}
        </div>
      ) : null}
      {sites && sites.length > 0 ? (
        <ol class="queue">
          {sites.map((site) => (
            <QueueRow key={site.ref} site={site} />
          ))}
        </ol>
      ) : null}
    </Page>
  );
}

/** What a row of the queue says besides the list: read when the row comes into sight. */
interface Told {
  readonly site: DeskSite;
  readonly by: string | null;
  readonly reason: string | null;
}

function QueueRow({ site }: { readonly site: DeskBrief }) {
  const [told, setTold] = useState<Told | null>(null);
  const [place, setPlace] = useState<HTMLLIElement | null>(null);
  useEffect(() => {
    if (!place) return;
    const going = new AbortController();
    const watch = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      watch.disconnect();
      void read(site.ref, going.signal).then(setTold, () => {});
    });
    watch.observe(place);
    return () => {
      watch.disconnect();
      going.abort();
    };
  }, [place, site.ref, site.version]);
  const warnings = told?.site.findings.filter(({ severity }) => severity === "warning").length ?? 0;
  const errors = told?.site.findings.filter(({ severity }) => severity === "error").length ?? 0;
  return (
    <li class="queue-row" ref={setPlace}>
      <div class="queue-what">
        <a class="queue-name" href={`/desk/review/${encodeURIComponent(site.ref)}`}>
          {words(site.names) || site.ref}
        </a>
        <p class="quiet">
          {site.ref}
          {site.territories.length > 0 ? ` · ${territoryOf(site)}` : ""}
        </p>
      </div>
      <p class="queue-changes">
        {site.published_at === null ? (
          <span class="badge">{t("review.first_time")}</span>
        ) : told ? (
          t("review.changes_of", { n: Object.keys(told.site.pending ?? {}).length })
        ) : null}
        {errors > 0 ? <span class="badge badge-bad">{t("review.errors", { n: errors })}</span> : null}
        {warnings > 0 ? <span class="badge badge-warn">{t("review.warnings", { n: warnings })}</span> : null}
      </p>
      <p class="queue-who">
        <Person id={site.changed_by} name={told?.by ?? null} />
        <span class="quiet">
          {" · "}
          <time dateTime={site.changed_at}>
            {formatAge(ageInDays(site.changed_at, new Date()) ?? 0, language.value)}
          </time>
        </span>
        {told?.reason ? <span class="queue-reason">{told.reason}</span> : null}
      </p>
    </li>
  );
}

/** The territories that sites lie in, each below the one that it is in, with how far down it is. */
function placesOf(sites: readonly DeskBrief[]): ReadonlyMap<string, number> {
  const ladders = sites.map((site) => site.territories.join("\n")).toSorted();
  return new Map(
    ladders.flatMap((ladder) => (ladder === "" ? [] : ladder.split("\n").map((code, i) => [code, i] as const))),
  );
}

const territoryOf = ({ territories: codes }: DeskBrief) => {
  const last = codes.at(-1) ?? "";
  return placeName(last);
};

async function read(ref: string, signal: AbortSignal): Promise<Told> {
  const options = { cursor: null, limit: 1, geometry: false };
  const [site, history] = await Promise.all([fetchDeskSite(ref, signal), fetchDeskHistory(ref, options, signal)]);
  const last = history.revisions[0];
  return { site, by: last?.actor_name ?? null, reason: last?.reason ?? null };
}
