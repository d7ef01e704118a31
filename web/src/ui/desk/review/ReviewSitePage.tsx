/** One site in review: what is new beside what was, what the rules say, and the decision. */

import { useEffect, useMemo } from "preact/hooks";
import type { DeskSite } from "../../../api/desk/review";
import { ReviewSession } from "../../../state/desk/review";
import { Icon } from "../../shared/Icon";
import { ProblemNote } from "../../shared/ProblemNote";
import { words } from "../../shared/text";
import { ChangeList } from "../changes/ChangeList";
import { OutlineDiff, OutlineSheet } from "../changes/OutlineDiff";
import { Person } from "../people/Person";
import { Decide } from "./Decide";
import { momentWords } from "./moments";
import { t } from "./words";

export default function ReviewSitePage({ siteRef }: { readonly siteRef: string }) {
  const session = useMemo(() => new ReviewSession(siteRef), [siteRef]);
  useEffect(() => {
    void session.load();
    return () => session.close();
  }, [session]);
  const site = session.site.value;
  if (!site)
    return (
      <div class="desk-page review-site">
        <h1>{t("review.of", { ref: siteRef })}</h1>
        {session.problem.value ? (
          <ProblemNote problem={session.problem.value} retry={() => void session.load()} />
        ) : (
          <p class="quiet">{t("review.loading")}</p>
        )}
      </div>
    );
  return (
    <div class="desk-page review-site">
      <Head session={session} site={site} />
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
    </div>
  );
}

function Head({ session, site }: { readonly session: ReviewSession; readonly site: DeskSite }) {
  const names = words(site.record.names) || site.ref;
  const submitted = session.history.value.find(({ action }) => action === "submit");
  const authors = site.authors.map((id) => ({
    id,
    name: session.history.value.find(({ actor }) => actor === id)?.actor_name ?? null,
  }));
  return (
    <header class="review-head">
      <p class="crumbs">
        <a href="/desk/review">
          <Icon name="left" size={16} />
          {t("review.title")}
        </a>
      </p>
      <h1>{names}</h1>
      <p class="review-facts">
        <span>{site.ref}</span>
        <span class="badge">{t(`review.standing_${site.review ?? "none"}`)}</span>
        {site.published_at === null ? <span class="badge badge-unknown">{t("review.first_time")}</span> : null}
        <span>
          {t("review.by")}{" "}
          {authors.map(({ id, name }, i) => (
            <>
              {i > 0 ? ", " : ""}
              <Person key={id} id={id} name={name} />
            </>
          ))}
        </span>
        <span class="quiet">{momentWords(site.changed_at)}</span>
      </p>
      {submitted?.reason ? <blockquote class="review-said">{submitted.reason}</blockquote> : null}
      <p class="review-links">
        <a href={`/desk/sites/${encodeURIComponent(site.ref)}`}>{t("review.to_editor")}</a>
        <a href={`/desk/sites/${encodeURIComponent(site.ref)}/history`}>{t("review.to_history")}</a>
        {site.published_at === null ? null : (
          <a href={`/sites/${encodeURIComponent(site.ref)}`}>{t("review.to_passport")}</a>
        )}
      </p>
    </header>
  );
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
