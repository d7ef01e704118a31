/** What the site is, where it is and in what state, above everything else. */

import { siteAddress } from "../../api/client";
import type { SiteDetail } from "../../api/types";
import { NO_CRITERIA } from "../../domain/criteria";
import { showValue, siteKind, siteName } from "../../domain/format";
import { keyFields } from "../../domain/keyfacts";
import { language } from "../../state/preferences";
import { fieldNamed, fields } from "../../state/registry";
import { DemoBadge } from "../shared/DemoBanner";
import { AgeText, ageOf, FieldValue, ReadinessSteps } from "../shared/Facts";
import { Icon } from "../shared/Icon";
import { KindMark } from "../shared/Marks";
import { t, words } from "../shared/text";

/** Fields whose value stands beside the name as a badge. */
const BADGES = ["availability", "lifecycle", "confirmation"];

const CELLS = 10;

export function Head({ site }: { readonly site: SiteDetail }) {
  const { properties, detail } = site;
  const candidate = properties["confirmation"] !== "confirmed";
  const summary = words(detail.summary);
  return (
    <header class={`head${candidate ? " head-candidate" : ""}`}>
      <nav class="crumbs" aria-label={t("passport.place")}>
        <a href={`/?site=${encodeURIComponent(site.id)}&lang=${language.value}`}>
          <Icon name="left" size={14} />
          {t("passport.to_map")}
        </a>
        <ol>
          {detail.territories.map((territory) => (
            <li key={territory.code}>
              <a href={`/?territories=${encodeURIComponent(territory.code)}&lang=${language.value}`}>
                {words(territory.name)}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <div class="head-name">
        <KindMark kind={siteKind(site)} list={candidate ? "may_meet" : "meets"} size={34} />
        <div>
          <h1>{siteName(properties, language.value)}</h1>
          <p class="row-place">
            <span class="ref">{site.id}</span>
            <span class="badges">
              <Badges site={site} />
              {properties["demonstration"] === true ? <DemoBadge /> : null}
            </span>
          </p>
        </div>
        <div class="head-tools">
          <a class="button" href={siteAddress(site.id)} download={`${site.id}.geojson`} type="application/geo+json">
            <Icon name="download" size={16} />
            GeoJSON
          </a>
          <button type="button" class="button" onClick={() => print()}>
            <Icon name="print" size={16} />
            {t("passport.print")}
          </button>
        </div>
      </div>
      {candidate ? <p class="note note-warn">{t("passport.candidate")}</p> : null}
      {summary ? <p class="summary">{summary}</p> : null}
      <KeyCells site={site} />
    </header>
  );
}

function Badges({ site }: { readonly site: SiteDetail }) {
  return (
    <>
      {BADGES.map((name) => {
        const field = fieldNamed(name);
        if (!field) return null;
        // Every site here is published; only other states are worth a word.
        if (site.properties[name] === "published") return null;
        const shown = showValue(field, site.properties, language.value);
        const label = words(field.label);
        return (
          <span
            key={name}
            class={`badge badge-${shown.state} badge-${name}-${String(site.properties[name])}`}
            title={label}
          >
            <span class="hidden">{label}: </span>
            {shown.state === "unknown" ? `${label}: ${shown.text}` : shown.text}
          </span>
        );
      })}
    </>
  );
}

function KeyCells({ site }: { readonly site: SiteDetail }) {
  const level = site.properties["readiness"];
  const shown = keyFields(NO_CRITERIA, fields.value, CELLS, ["availability"]);
  return (
    <dl class="cells cells-wide">
      {shown.map((field) => (
        <div class="cell" key={field.name}>
          <dt>{words(field.label)}</dt>
          <dd>
            <FieldValue field={field} properties={site.properties} />
          </dd>
        </div>
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
          <AgeText age={ageOf(site.detail.provenance.as_of, "")} said={false} />
        </dd>
      </div>
    </dl>
  );
}
