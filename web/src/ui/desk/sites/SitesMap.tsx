/** The map beside the list: the same sites, and the same one chosen. */

import { effect } from "@preact/signals-core";
import type { FeatureCollection } from "geojson";
import { useEffect, useRef, useState } from "preact/hooks";
import { tilesAddress } from "../../../api/client";
import type { Spot } from "../../../api/desk/sites";
import { loadRegistryMap } from "../../../map/load";
import type { RegistryMap } from "../../../map/registry-map";
import { themeOf } from "../../../map/theme";
import { current, spots } from "../../../state/desk/sites";
import { language, theme } from "../../../state/preferences";
import { criteria } from "../../../state/view";
import { stockBounds } from "../../public/mapLink";
import { Icon } from "../../shared/Icon";
import { t } from "../../shared/text";
import { codeLabel } from "../shared/badges";
import { useNumber } from "../shared/useNumber";
import { w } from "./words";

const ENDED = ["reused", "withdrawn", "merged", "split"];
const SHOWN = ["published", "reserved", "contracted"];

export const LEGEND = ["shown", "pending", "hidden", "ended"] as const;

/** How a site is drawn: by what the public sees of it. */
function stateOf({ lifecycle, review }: Spot): (typeof LEGEND)[number] {
  if (ENDED.includes(lifecycle)) return "ended";
  if (!SHOWN.includes(lifecycle)) return "hidden";
  return review === null || review === undefined ? "shown" : "pending";
}

function features(list: readonly Spot[]): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: list.map((spot, row) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [spot.longitude, spot.latitude] },
      properties: { row, state: stateOf(spot) },
    })),
  };
}

export function SitesMap() {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<RegistryMap | null>(null);
  const [state, setState] = useState<"starting" | "running" | "impossible">("starting");
  const number = useNumber();
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    let gone = false;
    let stops: (() => void)[] = [];
    void start(element)
      .then((started) => {
        if (gone) return started.remove();
        map.current = started;
        stops = follow(started, element);
        setState("running");
      })
      .catch(() => setState("impossible"));
    return () => {
      gone = true;
      for (const stop of stops) stop();
      map.current?.remove();
      map.current = null;
    };
  }, []);
  const known = spots.value;
  const chosen = known?.spots.find((spot) => spot.ref === current.value);
  if (state === "impossible")
    return (
      <section class="sites-map sites-map-none" aria-label={w("map.label")}>
        <p class="empty">{w("map.none")}</p>
      </section>
    );
  return (
    <section class="sites-map map" aria-label={w("map.label")}>
      <div class="map-canvas" ref={container} />
      {state === "starting" ? <p class="map-wait quiet">{w("map.loading")}</p> : null}
      <div class="map-tools">
        <div class="tool-group">
          <MapTool label={t("map.zoom_in")} icon="plus" press={() => map.current?.zoomBy(1)} />
          <MapTool label={t("map.zoom_out")} icon="minus" press={() => map.current?.zoomBy(-1)} />
          <MapTool label={t("map.all")} icon="view" press={() => map.current?.fit(boundsOf(known?.spots ?? []))} />
        </div>
      </div>
      <div class="sites-map-foot">
        {chosen ? (
          <p class="sites-map-chosen">
            <b>{chosen.ref}</b> {chosen.kind ? codeLabel("kind", chosen.kind) : t("value.unknown")}
            <a class="button button-small" href={`/desk/sites/${encodeURIComponent(chosen.ref)}`}>
              {w("map.open")}
            </a>
          </p>
        ) : null}
        <ul class="sites-legend">
          {LEGEND.map((name) => (
            <li key={name}>
              <span class={`spot spot-${name}`} aria-hidden="true" />
              {w(`legend.${name}`)}
            </li>
          ))}
        </ul>
        {known && known.spots.length < known.matched ? (
          <p>{w("map.part", { shown: number(known.spots.length), all: number(known.matched) })}</p>
        ) : null}
      </div>
    </section>
  );
}

function MapTool({
  label,
  icon,
  press,
}: {
  readonly label: string;
  readonly icon: "plus" | "minus" | "view";
  readonly press: () => void;
}) {
  return (
    <button type="button" class="tool" aria-label={label} title={label} onClick={press}>
      <Icon name={icon} />
    </button>
  );
}

async function start(element: HTMLElement): Promise<RegistryMap> {
  const { RegistryMap } = await loadRegistryMap();
  return new RegistryMap(
    element,
    {
      theme: themeOf(element),
      language: language.peek(),
      title: w("map.label"),
      camera: null,
      bounds: stockBounds(),
      // What the public sees is among the list's own marks.
      tiles: tilesAddress("ref IS NULL", ["meets"]),
    },
    {
      hover: () => {},
      select: () => {},
      moved: () => {},
      scaled: () => {},
      credited: () => {},
      streetFailed: () => {},
      row: (row) => {
        const ref = spots.peek()?.spots[row]?.ref;
        if (ref !== undefined) choose(ref);
      },
    },
  );
}

/** Chooses the site in the list, whose row comes into view where it is there. */
function choose(ref: string): void {
  current.value = ref;
  document.querySelector(`.sites-table tr[data-key="${CSS.escape(ref)}"]`)?.scrollIntoView({ block: "nearest" });
}

function follow(map: RegistryMap, element: HTMLElement): (() => void)[] {
  const darkQuery = matchMedia("(prefers-color-scheme: dark)");
  const onScheme = () => map.setTheme(themeOf(element));
  darkQuery.addEventListener("change", onScheme);
  let looked = false;
  return [
    () => darkQuery.removeEventListener("change", onScheme),
    effect(() => {
      if (theme.value) queueMicrotask(onScheme);
    }),
    effect(() => map.setLanguage(language.value)),
    effect(() => map.setArea(criteria.value.area)),
    effect(() => {
      if (!spots.value) return;
      map.setRows(features(spots.value.spots));
      // The first time the map looks at all of them; afterwards it stays where it was put.
      if (!looked) map.fit(boundsOf(spots.value.spots));
      looked = true;
    }),
    effect(() => {
      const spot = spots.value?.spots.find((one) => one.ref === current.value);
      if (!spot) return map.setFocus(null, null);
      const at = [spot.longitude, spot.latitude] as const;
      map.setFocus(null, { ref: spot.ref, kind: spot.kind ?? "other", list: "meets", at, outline: null });
      map.reveal(at, { top: 0, left: 0, right: 0, bottom: 60 });
    }),
  ];
}

function boundsOf(list: readonly Spot[]): readonly [number, number, number, number] {
  if (list.length === 0) return stockBounds();
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { longitude, latitude } of list) {
    west = Math.min(west, longitude);
    south = Math.min(south, latitude);
    east = Math.max(east, longitude);
    north = Math.max(north, latitude);
  }
  return [west, south, east, north];
}
