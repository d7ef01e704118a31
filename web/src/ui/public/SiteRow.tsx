/** One site in the list. */

import { useEffect, useRef } from "preact/hooks";
import type { Failure, List, Site } from "../../api/types";
import { showValue, siteKind, siteName } from "../../domain/format";
import { keyFields } from "../../domain/keyfacts";
import { describeFailure } from "../../domain/phrases";
import { language } from "../../state/preferences";
import { fieldNamed, fields } from "../../state/registry";
import { hoveredRef, selectedRef } from "../../state/selection";
import { addressWith, criteria, selectSite } from "../../state/view";
import { ValueText } from "../shared/Facts";
import { KeepButton } from "../shared/Keep";
import { KindMark } from "../shared/Marks";
import { ScoreLine } from "../shared/Score";
import { SiteBadges } from "../shared/SiteBadges";
import { t, territoryName, words } from "../shared/text";
import { AskButton } from "./need/Ask";

/** How many other facts stand under the name. */
const FACTS = 3;

export function SiteRow({ site, list }: { readonly site: Site; readonly list: List }) {
  const { properties } = site;
  const row = useRef<HTMLLIElement>(null);
  const chosen = selectedRef.value === site.id;
  const hovered = hoveredRef.value === site.id;
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    selectSite(chosen ? null : site.id);
  };
  const area = fieldNamed("area_m2");
  return (
    <li
      ref={row}
      class={`row${chosen ? " row-chosen" : ""}${hovered ? " row-hovered" : ""}`}
      onPointerEnter={() => {
        hoveredRef.value = site.id;
      }}
      onPointerLeave={() => {
        hoveredRef.value = null;
      }}
    >
      <KindMark kind={siteKind(site)} list={list} />
      <div class="row-main">
        <h3 class="row-name">
          <a
            href={addressWith({ site: site.id })}
            aria-current={chosen ? "true" : undefined}
            onClick={onClick}
            onFocus={() => {
              hoveredRef.value = site.id;
            }}
          >
            {siteName(properties, language.value)}
          </a>
        </h3>
        <p class="row-place">
          <KindWord site={site} />
          <Place site={site} />
          <SiteBadges site={site} />
        </p>
        {properties.score ? <ScoreLine score={properties.score} /> : null}
        {list === "meets" ? <RowFacts site={site} /> : null}
        {list === "may_meet" ? <Missing names={properties.missing ?? []} siteRef={site.id} /> : null}
        {list === "fails" ? <Failures failures={properties.failures ?? []} /> : null}
      </div>
      <p class="row-area">
        {area ? <ValueText shown={showValue(area, properties, language.value)} /> : null}
        <KeepButton siteRef={site.id} name={siteName(properties, language.value)} />
      </p>
    </li>
  );
}

function KindWord({ site }: { readonly site: Site }) {
  const field = fieldNamed("kind");
  if (!field) return null;
  return <span>{showValue(field, site.properties, language.value).text}</span>;
}

export function Place({ site }: { readonly site: Site }) {
  const code = site.properties["territory"];
  const name = typeof code === "string" ? (territoryName(code) ?? code) : null;
  return name === null ? null : <span class="place">{name}</span>;
}

function RowFacts({ site }: { readonly site: Site }) {
  const shown = keyFields(criteria.value, fields.value, 12, ["area_m2"])
    .map((field) => ({ field, value: showValue(field, site.properties, language.value) }))
    .filter(
      ({ field, value }) => value.state !== "unknown" || criteria.value.conditions.some((c) => c.field === field.name),
    )
    .slice(0, FACTS);
  if (shown.length === 0) return null;
  return (
    <dl class="row-facts">
      {shown.map(({ field, value }) => (
        <div key={field.name}>
          <dt>{words(field.label)}</dt>
          <dd>
            <ValueText shown={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What has to be found out before the site can be said to meet. */
export function Missing({ names, siteRef }: { readonly names: readonly string[]; readonly siteRef: string }) {
  if (names.length === 0) return null;
  const labels = names.map((name) => words(fieldNamed(name)?.label) || name);
  return (
    <div class="row-missing">
      <p>
        <b>{t("missing.title", { n: labels.length })}</b> {labels.join(", ")}
      </p>
      <AskButton siteRef={siteRef} missing={names} />
    </div>
  );
}

/** By how much the site misses each condition. */
export function Failures({ failures }: { readonly failures: readonly Failure[] }) {
  const described = failures.flatMap((failure) => {
    const field = fieldNamed(failure.field);
    return field ? [describeFailure(failure, field, language.value, territoryName)] : [];
  });
  if (described.length === 0) return <p class="row-missing">{t("fail.outside")}</p>;
  return (
    <ul class="row-failures">
      {described.map(({ label, got, gap }) => (
        <li key={`${label} ${gap}`}>
          <b>{gap}</b> <span>{`${label}: ${got}`}</span>
        </li>
      ))}
    </ul>
  );
}
