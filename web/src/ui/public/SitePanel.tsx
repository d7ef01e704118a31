/** The selected site as the title block of a plan: cells with a caption and a value each. */

import { useEffect, useRef } from "preact/hooks";
import type { Field, Site } from "../../api/types";
import { showValue, siteKind, siteName } from "../../domain/format";
import { keyFields } from "../../domain/keyfacts";
import { language } from "../../state/preferences";
import { fieldNamed, fields } from "../../state/registry";
import { narrow } from "../../state/screen";
import { findListed, selected } from "../../state/selection";
import { criteria, needLink, selectSite } from "../../state/view";
import { AgeText, ageOf, FieldValue, ReadinessSteps } from "../shared/Facts";
import { Icon } from "../shared/Icon";
import { KeepButton } from "../shared/Keep";
import { KindMark } from "../shared/Marks";
import { ProblemNote } from "../shared/ProblemNote";
import { ScoreLedger, ScoreLine } from "../shared/Score";
import { SiteBadges } from "../shared/SiteBadges";
import { t, words } from "../shared/text";
import { Firmness } from "./need/Firmness";
import { Failures, Missing, Place } from "./SiteRow";

/** Cells beside readiness and age: a phone shows a third of them, the passport all. */
const CELLS = 10;
const CELLS_NARROW = 4;

export function SitePanel({ zoomTo }: { readonly zoomTo: ((site: Site) => void) | null }) {
  const panel = useRef<HTMLElement>(null);
  const now = selected.value;
  const ref = now?.ref ?? null;
  // Whoever came by keyboard goes on in the panel; the pointer is where it is.
  useEffect(() => {
    if (ref !== null && document.activeElement?.closest(".row")?.matches(":has(a:focus-visible)"))
      panel.current?.focus({ preventScroll: true });
  }, [ref]);
  if (!now) return null;
  const listed = findListed(now.ref);
  const site: Site | null = now.site ?? listed?.site ?? null;
  return (
    <article
      ref={panel}
      class="block"
      tabIndex={-1}
      aria-label={t("site.panel")}
      onKeyDown={(event) => {
        if (event.key === "Escape") close(now.ref);
      }}
    >
      <header class="block-head">
        {site ? <KindMark kind={siteKind(site)} list={listed?.list ?? "meets"} size={24} /> : null}
        <div class="block-name">
          <h2>{site ? siteName(site.properties, language.value) : now.ref}</h2>
          {site ? (
            <p class="row-place">
              <span class="ref">{now.ref}</span>
              <KindLabel site={site} />
              <Place site={site} />
              <SiteBadges site={site} />
            </p>
          ) : null}
        </div>
        <div class="block-tools">
          {site && zoomTo ? (
            <button type="button" class="button" onClick={() => zoomTo(site)}>
              <Icon name="target" size={16} />
              {t("site.zoom")}
            </button>
          ) : null}
          {site ? <KeepButton siteRef={now.ref} name={siteName(site.properties, language.value)} /> : null}
          <a
            class="button button-main"
            href={`/sites/${encodeURIComponent(now.ref)}?lang=${language.value}${needLink.value}`}
          >
            {t("site.passport")}
          </a>
          <button
            type="button"
            class="icon-button"
            aria-label={t("site.close")}
            title={t("site.close")}
            onClick={() => close(now.ref)}
          >
            <Icon name="close" />
          </button>
        </div>
      </header>
      {listed?.list === "may_meet" ? <Missing names={listed.site.properties.missing ?? []} siteRef={now.ref} /> : null}
      {listed?.list === "fails" ? <Failures failures={listed.site.properties.failures ?? []} /> : null}
      {listed?.site.properties.score ? (
        <details class="block-score">
          <summary>
            <h3>{t("score.title")}</h3>
            <ScoreLine score={listed.site.properties.score} />
          </summary>
          <Firmness siteRef={now.ref} list={listed.list} />
          <ScoreLedger score={listed.site.properties.score} />
        </details>
      ) : null}
      {site ? <Cells site={site} /> : now.problem ? null : <p class="quiet block-wait">{t("site.loading")}</p>}
      {now.problem ? <ProblemNote problem={now.problem} /> : null}
    </article>
  );
}

/** Closes the panel and gives the focus back to the row that opened it. */
function close(ref: string): void {
  selectSite(null);
  const row = [...document.querySelectorAll<HTMLAnchorElement>(".row-name a")].find((link) =>
    link.search.includes(encodeURIComponent(ref)),
  );
  row?.focus({ preventScroll: true });
}

function KindLabel({ site }: { readonly site: Site }) {
  const field = fieldNamed("kind");
  return field ? <span>{showValue(field, site.properties, language.value).text}</span> : null;
}

function Cells({ site }: { readonly site: Site }) {
  const { properties } = site;
  const shown = keyFields(criteria.value, fields.value, narrow.value ? CELLS_NARROW : CELLS);
  const level = properties["readiness"];
  const checked = properties["checked_on"];
  return (
    <dl class="cells">
      {shown.map((field) => (
        <Cell key={field.name} field={field} site={site} />
      ))}
      {typeof level === "number" ? (
        <div class="cell">
          <dt>{words(fieldNamed("readiness")?.label)}</dt>
          <dd>
            <ReadinessSteps level={level} />
          </dd>
        </div>
      ) : null}
      <div class="cell">
        <dt>{words(fieldNamed("checked_on")?.label) || t("age.title")}</dt>
        <dd>
          <AgeText age={ageOf(typeof checked === "string" ? checked : null, "")} said={false} />
        </dd>
      </div>
    </dl>
  );
}

function Cell({ field, site }: { readonly field: Field; readonly site: Site }) {
  return (
    <div class="cell">
      <dt>{words(field.label)}</dt>
      <dd>
        <FieldValue field={field} properties={site.properties} />
      </dd>
    </div>
  );
}
