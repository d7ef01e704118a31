/** The outline of the site: on the map, and as a plan for print and for browsers without maps. */

import { useEffect, useRef, useState } from "preact/hooks";
import { addressOf } from "../../api/base";
import { tilesAddress } from "../../api/client";
import type { Bounds, SiteDetail } from "../../api/types";
import { conflict } from "../../domain/conflict";
import { formatNumber, formatQuantity, siteKind } from "../../domain/format";
import { gridOf, measuresOf, sheetOf } from "../../domain/plan";
import type { Measures, RegistryMapEvents } from "../../map/contract";
import { loadRegistryMap } from "../../map/load";
import type { RegistryMap } from "../../map/registry-map";
import { themeOf } from "../../map/theme";
import { language, theme } from "../../state/preferences";
import { fieldNamed, registry } from "../../state/registry";
import { Icon } from "../shared/Icon";
import { PlanMeasures } from "../shared/PlanMeasures";
import { roundLength, ScaleBar } from "../shared/ScaleBar";
import { lengthWords, t, words } from "../shared/text";

export function Outline({ site }: { readonly site: SiteDetail }) {
  return (
    <figure class="outline">
      <SiteMap site={site} />
      <PlanSheet site={site} />
      <figcaption>
        <AreaLine site={site} />
        <MeasureLine site={site} />
      </figcaption>
    </figure>
  );
}

/** Measured and declared area side by side, and whether they agree. */
function AreaLine({ site }: { readonly site: SiteDetail }) {
  const field = fieldNamed("area_measured_m2");
  const { area_measured_m2: measured, area_declared_m2: declared } = site.properties;
  const say = (value: unknown) =>
    field && typeof value === "number" ? formatQuantity(field, value, language.value) : t("value.unknown");
  const apart = conflict(declared, measured);
  return (
    <>
      <span>
        {t("outline.measured")} <b>{say(measured)}</b>
      </span>
      <span>
        {t("outline.declared")} <b>{say(declared)}</b>
      </span>
      {apart === null ? null : (
        <span class="conflict">
          <Icon name="alert" size={14} />
          {t("outline.conflict", { share: formatNumber(apart * 100, 0, language.value) })}
        </span>
      )}
    </>
  );
}

/** What is drawn on the outline: its largest rectangle, and the frontage with the roads that it is measured by. */
function MeasureLine({ site }: { readonly site: SiteDetail }) {
  const { rectangle, frontage, roads } = site.detail.fit;
  const {
    rectangle_m2: area,
    rectangle_long_m: long,
    rectangle_short_m: short,
    frontage_measured_m: run,
  } = site.properties;
  const field = fieldNamed("rectangle_m2");
  return (
    <>
      {rectangle && field && typeof area === "number" && typeof long === "number" && typeof short === "number" ? (
        <span class="measure measure-rectangle">
          {words(field.label)}{" "}
          <b>
            {lengthWords(long)} × {lengthWords(short)}
          </b>{" "}
          ({formatQuantity(field, area, language.value)})
        </span>
      ) : null}
      {frontage && typeof run === "number" ? (
        <span class="measure measure-frontage">
          {t("outline.frontage")} <b>{lengthWords(run)}</b>
        </span>
      ) : null}
      {roads ? (
        <span class="quiet">
          {t("outline.roads", { source: roads.source })}
          {roads.licence ? ` (${roads.licence})` : ""}
        </span>
      ) : null}
    </>
  );
}

function boundsOf(site: SiteDetail): Bounds | null {
  if (site.bbox) return site.bbox;
  const { longitude, latitude } = site.properties;
  if (typeof longitude !== "number" || typeof latitude !== "number") return null;
  return [longitude - 0.01, latitude - 0.007, longitude + 0.01, latitude + 0.007];
}

function SiteMap({ site }: { readonly site: SiteDetail }) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<RegistryMap | null>(null);
  const [state, setState] = useState<"starting" | "running" | "impossible">("starting");
  const [scale, setScale] = useState(0);
  const [credits, setCredits] = useState("");
  const bounds = boundsOf(site);

  useEffect(() => {
    const element = container.current;
    if (!element || !bounds) return;
    let gone = false;
    startMap(element, site, bounds, { scaled: setScale, credited: setCredits })
      .then((started) => {
        if (gone) return started.remove();
        map.current = started;
        setState("running");
      })
      .catch(() => setState("impossible"));
    return () => {
      gone = true;
      map.current?.remove();
      map.current = null;
    };
  }, [site.id]);

  useEffect(() => {
    if (container.current) map.current?.setTheme(themeOf(container.current));
    map.current?.setLanguage(language.value);
  }, [theme.value, language.value]);

  if (!bounds || state === "impossible") return null;
  return (
    <div class="outline-map">
      <div class="map-canvas" ref={container} />
      {state === "starting" ? <p class="map-wait quiet">{t("map.loading")}</p> : null}
      <North />
      <div class="map-tools">
        <div class="tool-group">
          <button type="button" class="tool" aria-label={t("map.zoom_in")} onClick={() => map.current?.zoomBy(1)}>
            <Icon name="plus" />
          </button>
          <button type="button" class="tool" aria-label={t("map.zoom_out")} onClick={() => map.current?.zoomBy(-1)}>
            <Icon name="minus" />
          </button>
          <button
            type="button"
            class="tool"
            aria-label={t("outline.whole")}
            onClick={() => map.current?.fit(bounds, 56, 17)}
          >
            <Icon name="view" />
          </button>
        </div>
      </div>
      <div class="map-foot">
        <div class="map-line">
          <ScaleBar metresPerPixel={scale} />
          <p class="credit">{credits}</p>
        </div>
      </div>
    </div>
  );
}

async function startMap(
  element: HTMLElement,
  site: SiteDetail,
  bounds: Bounds,
  told: Pick<RegistryMapEvents, "scaled" | "credited">,
): Promise<RegistryMap> {
  const { RegistryMap } = await loadRegistryMap();
  const map = new RegistryMap(
    element,
    {
      theme: themeOf(element),
      language: language.peek(),
      title: t("map.title"),
      camera: null,
      bounds,
      tiles: tilesAddress("", ["meets"]),
      keepPicture: true,
      wheel: false,
    },
    {
      hover: () => {},
      select: (ref) => {
        if (ref !== site.id) location.assign(addressOf(`/sites/${encodeURIComponent(ref)}${location.search}`));
      },
      moved: () => {},
      ...told,
      streetFailed: () => {},
    },
  );
  const outline = site.geometry && site.geometry.type !== "Point" ? site.geometry : null;
  const at = [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2] as const;
  const { longitude, latitude } = site.properties;
  const own = typeof longitude === "number" && typeof latitude === "number" ? ([longitude, latitude] as const) : at;
  map.setFocus(null, { ref: site.id, kind: siteKind(site), list: "meets", at: own, outline });
  map.setMeasures(site.detail.fit as Measures);
  const street = registry.peek()?.settings.street_style_url;
  if (street) void map.useStreets(street);
  return map;
}

function North() {
  return (
    <svg class="north" width="28" height="40" viewBox="0 0 28 40" role="img" aria-label={t("outline.north")}>
      <path class="north-dark" d="M14 2l7 24-7-5z" />
      <path class="north-light" d="M14 2L7 26l7-5z" />
      <text x="14" y="38" text-anchor="middle">
        {t("outline.north_letter")}
      </text>
    </svg>
  );
}

/** The plan: shown in print, and on the screen where there is no map. */
function PlanSheet({ site }: { readonly site: SiteDetail }) {
  const plan = sheetOf([site.geometry, ...measuresOf(site.detail.fit)], 720, 400, 48);
  const [outline, ...measures] = plan?.paths ?? [];
  if (!plan || !outline) return null;
  const barM = roundLength(plan.metresPerUnit * 140);
  const barLength = barM / plan.metresPerUnit;
  return (
    <svg class="plan" viewBox={`0 0 ${plan.width} ${plan.height}`} role="img" aria-label={t("outline.plan")}>
      {gridOf(plan).crosses.map(({ x, y }) => (
        <path key={`${x} ${y}`} class="plan-cross" d={`M${x - 4} ${y}h8M${x} ${y - 4}v8`} />
      ))}
      <path class={`plan-outline hue-${siteKind(site)}`} d={outline} fill-rule="evenodd" />
      <PlanMeasures paths={measures} />
      <g transform={`translate(${plan.width - 24 - barLength} ${plan.height - 20})`}>
        <path class="plan-bar" d={`M0 -6v6h${barLength}v-6`} />
        <text x={barLength / 2} y="-6" text-anchor="middle">
          {lengthWords(barM)}
        </text>
      </g>
      <g transform="translate(20 16)">
        <path class="plan-north" d="M8 0l8 26-8-6-8 6z" />
        <text x="8" y="40" text-anchor="middle">
          {t("outline.north_letter")}
        </text>
      </g>
    </svg>
  );
}
