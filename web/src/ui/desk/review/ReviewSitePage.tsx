/** One site in review: what is new beside what was, what the rules say, and the decision. */

import "../../../styles/desk/review.css";
import { useEffect, useMemo } from "preact/hooks";
import type { DeskSite } from "../../../api/desk/review";
import { ReviewSession } from "../../../state/desk/review";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { ChangeList } from "../changes/ChangeList";
import { OutlineDiff, OutlineSheet } from "../changes/OutlineDiff";
import { personWords } from "../people/Person";
import type { PageProps } from "../route";
import { ReviewBadge } from "../shared/badges";
import { Page } from "../shared/Page";
import { Loading, ProblemCard } from "../shared/states";
import { Decide } from "./Decide";
import { momentWords } from "./moments";
import { t } from "./words";

export function ReviewSitePage({ params }: PageProps) {
  const siteRef = params["ref"] ?? "";
  const session = useMemo(() => new ReviewSession(siteRef), [siteRef]);
  useEffect(() => {
    void session.load();
    return () => session.close();
  }, [session]);
  const site = session.site.value;
  if (!site)
    return (
      <Page title={t("review.of", { ref: siteRef })}>
        {session.problem.value ? (
          <ProblemCard problem={session.problem.value} retry={() => void session.load()} />
        ) : (
          <Loading />
        )}
      </Page>
    );
  return (
    <Page
      title={words(site.record.names) || site.ref}
      lead={<Facts session={session} site={site} />}
      actions={<Links site={site} />}
    >
      <Submitted session={session} />
      <div class="review-two">
        <section class="review-form" aria-labelledby="changes-title">
          <h2 id="changes-title">{t(site.published_at === null ? "review.all_new" : "review.what_changed")}</h2>
          {Object.keys(session.changes.value).length > 0 ? (
            <ChangeList changes={session.changes.value} />
          ) : (
            <p class="quiet">{t("review.no_changes")}</p>
          )}
        </section>
        <section class="review-map" aria-labelledby="outline-title">
          <h2 id="outline-title">{t("review.outline")}</h2>
          <Outlines session={session} site={site} />
        </section>
      </div>
      <Decide session={session} site={site} />
    </Page>
  );
}

function Facts({ session, site }: { readonly session: ReviewSession; readonly site: DeskSite }) {
  const nameOf = (id: string) => session.history.value.find(({ actor }) => actor === id)?.actor_name ?? null;
  return (
    <span class="review-facts">
      <span>{site.ref}</span>
      <ReviewBadge review={site.review} />
      {site.published_at === null ? <span class="badge badge-unknown">{t("review.first_time")}</span> : null}
      {site.authors.length > 0 ? (
        <span>
          {t("review.by")} {site.authors.map((id) => personWords(id, nameOf(id))).join(", ")}
        </span>
      ) : null}
      <span class="quiet">{momentWords(site.changed_at)}</span>
    </span>
  );
}

function Links({ site }: { readonly site: DeskSite }) {
  const ref = encodeURIComponent(site.ref);
  return (
    <>
      <a class="button" href="/desk/review">
        <Icon name="left" size={16} />
        {t("review.title")}
      </a>
      <a class="button" href={`/desk/sites/${ref}`}>
        {t("review.to_editor")}
      </a>
      <a class="button" href={`/desk/sites/${ref}/history`}>
        {t("review.to_history")}
      </a>
    </>
  );
}

/** What the author said when they submitted it. */
function Submitted({ session }: { readonly session: ReviewSession }) {
  const submitted = session.history.value.find(({ action }) => action === "submit");
  return submitted?.reason ? (
    <blockquote class="review-said">
      {submitted.reason} <footer>{personWords(submitted.actor, submitted.actor_name)}</footer>
    </blockquote>
  ) : null;
}

/** Old and new side by side, and over one another where they differ. */
function Outlines({ session, site }: { readonly session: ReviewSession; readonly site: DeskSite }) {
  const before = session.published.value;
  const differs = site.pending !== null && "geometry" in site.pending;
  if (before && differs) return <OutlineDiff before={before} after={site.geometry} label={t("review.outline_diff")} />;
  return (
    <>
      <OutlineSheet geometry={site.geometry} label={t("review.outline")} />
      {before ? <p class="quiet">{t("review.outline_same")}</p> : null}
    </>
  );
}
