/** Joins the state to the one owner of the map: what is chosen, asked and hovered goes there, what is done on it comes back. */

import { effect, untracked } from "@preact/signals-core";
import { tilesAddress } from "../../api/client";
import type { Bounds, List, Site } from "../../api/types";
import { boundsOf } from "../../domain/area";
import { siteKind } from "../../domain/format";
import type { Focus, Measures, RegistryMapEvents, Town } from "../../map/contract";
import { loadRegistryMap } from "../../map/load";
import type { RegistryMap } from "../../map/registry-map";
import { themeOf } from "../../map/theme";
import { buttonStroke, drawing, drawMode } from "../../state/drawing";
import { mapQuestion } from "../../state/need";
import { language, theme } from "../../state/preferences";
import { registry, territories } from "../../state/registry";
import { narrow, visibleBounds } from "../../state/screen";
import { findListed, hoveredRef, selected, selectedRef } from "../../state/selection";
import { shownSet } from "../../state/together";
import { askedCamera, criteria, keepCamera, selectSite, setArea, view } from "../../state/view";
import { t } from "../shared/text";

/** Europe, for a registry without any published site. */
const NOWHERE: Bounds = [-10, 36, 45, 60];

/** The lists that the map shows: what meets and what may, or only what fails while that is looked at. */
function shownLists(list: List): readonly List[] {
  return list === "fails" ? ["fails"] : ["meets", "may_meet"];
}

export const streetStyle = () => registry.value?.settings.street_style_url ?? null;

export const stockBounds = (): Bounds => registry.value?.settings.bounds ?? NOWHERE;

/** What can be known of a site for the map, from the list or from the site itself. */
function focusOf(ref: string | null): Focus | null {
  if (ref === null) return null;
  const listed = findListed(ref);
  const detail = selected.value?.ref === ref ? selected.value.site : null;
  const site = detail ?? listed?.site;
  if (!site) return null;
  const at = placeOf(site);
  if (!at) return null;
  const outline = detail?.geometry && detail.geometry.type !== "Point" ? detail.geometry : null;
  return { ref, kind: siteKind(site), list: listed?.list ?? "meets", at, outline };
}

/** One point that stands for the site: its own where it has one, else the middle of its bounds. */
function placeOf(site: Site): readonly [number, number] | null {
  const { longitude, latitude } = site.properties;
  if (typeof longitude === "number" && typeof latitude === "number") return [longitude, latitude];
  if (site.geometry?.type === "Point") return [site.geometry.coordinates[0] ?? 0, site.geometry.coordinates[1] ?? 0];
  return site.bbox ? [(site.bbox[0] + site.bbox[2]) / 2, (site.bbox[1] + site.bbox[3]) / 2] : null;
}

/** Names on the map where the registry has sites: regions, communities and towns, without repeating a name nearby. */
function towns(): readonly Town[] {
  return [...territories.value.values()].flatMap((one): Town[] => {
    if (!one.bbox || one.level < 3 || one.sites === 0) return [];
    const [west, south, east, north] = one.bbox;
    const any = one.name.en ?? one.name.uk ?? one.name.ru ?? one.code;
    const name = { uk: one.name.uk ?? any, en: one.name.en ?? any, ru: one.name.ru ?? any };
    return [{ name, at: [(west + east) / 2, (south + north) / 2], order: -one.sites - one.level }];
  });
}

/** What the component that shows the map is told. */
export type Told = Pick<RegistryMapEvents, "scaled" | "credited" | "streetFailed">;

/** Starts the map and holds it in step with the state until `stop`. */
export async function startMap(element: HTMLElement, told: Told): Promise<{ map: RegistryMap; stop: () => void }> {
  const { RegistryMap } = await loadRegistryMap();
  const address = () => tilesAddress(mapQuestion.value, shownLists(view.value.list));
  const map = new RegistryMap(
    element,
    {
      theme: themeOf(element),
      language: language.peek(),
      title: t("map.title"),
      camera: askedCamera.peek(),
      bounds: stockBounds(),
      tiles: address(),
    },
    {
      hover: (ref) => {
        hoveredRef.value = ref;
      },
      select: (ref) => selectSite(ref),
      moved: (camera, bounds) => {
        visibleBounds.value = bounds;
        if (registry.peek()) keepCamera(camera);
      },
      ...told,
    },
  );
  visibleBounds.value = map.bounds;
  const stops = follow(map, element, address);
  const street = streetStyle();
  if (street) void map.useStreets(street);
  const stop = () => {
    for (const end of stops) end();
  };
  return { map, stop };
}

/** The effects that carry the state to the map. */
function follow(map: RegistryMap, element: HTMLElement, address: () => string): (() => void)[] {
  const darkQuery = matchMedia("(prefers-color-scheme: dark)");
  const onScheme = () => map.setTheme(themeOf(element));
  darkQuery.addEventListener("change", onScheme);
  let lastArea = criteria.peek().area;
  return [
    () => darkQuery.removeEventListener("change", onScheme),
    effect(() => {
      // Read so that the effect follows it; the page's element has changed by the next task.
      if (theme.value) queueMicrotask(onScheme);
    }),
    effect(() => map.setLanguage(language.value)),
    effect(() => map.setTiles(address())),
    effect(() => map.setTowns(towns())),
    effect(() => map.setFocus(focusOf(hoveredRef.value), focusOf(selectedRef.value))),
    effect(() => {
      const set = shownSet.value;
      map.setMeasures({
        ...((set?.fit ?? { rectangle: null, frontage: null }) as Measures),
        together: (set?.sites ?? []).map((site) => site.geometry),
      });
      const bounds = set?.bbox;
      if (bounds) untracked(() => map.fit(bounds, 80, 17));
    }),
    effect(() => {
      const { area } = criteria.value;
      map.setArea(area);
      if (area && area !== lastArea) untracked(() => map.fit(boundsOf(area), 80));
      lastArea = area;
    }),
    effect(() => {
      // Moving the map writes the view, which this must not follow.
      const camera = askedCamera.value;
      if (camera) untracked(() => map.lookAt(camera));
    }),
    effect(() => {
      const site = selected.value?.site;
      const at = site ? placeOf(site) : null;
      if (at) untracked(() => map.reveal(at, { top: 0, left: 0, right: 0, bottom: narrow.value ? 0 : 300 }));
    }),
    followDrawing(map),
  ];
}

function followDrawing(map: RegistryMap): () => void {
  return effect(() => {
    const mode = drawMode.value;
    if (!mode) return;
    const session = map.draw(mode, {
      changed: (now) => {
        drawing.value = now;
      },
      ended: (area) => {
        drawing.value = null;
        drawMode.value = null;
        if (area) setArea(area);
      },
    });
    drawing.value = { mode, corners: [], pointer: null, state: "drawing", fault: null };
    const stop = effect(() => {
      const stroke = buttonStroke.value;
      if (!stroke) return;
      buttonStroke.value = null;
      session.stroke(stroke);
    });
    return () => {
      stop();
      session.dispose();
    };
  });
}
