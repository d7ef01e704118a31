/**
 * The map. This class is the only owner of a MapLibre map: it takes plain
 * data and gives plain events, and nothing else in the program knows MapLibre.
 */

import "maplibre-gl/dist/maplibre-gl.css";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import {
  type GeoJSONSource,
  type MapGeoJSONFeature,
  Map as MapLibre,
  type MapMouseEvent,
  type PointLike,
  type StyleSpecification,
  setWorkerUrl,
  type VectorTileSource,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Bounds, Language, List } from "../api/types";
import { type Area, polygonOf } from "../domain/area";
import type { Camera } from "../domain/view";
import { type Detail, loadDetail, loadWater, loadWorld } from "./basemap";
import { type DrawEvents, DrawSession } from "./draw-session";
import type { DrawMode } from "./drawing";
import { FONT_FACES, fontsReady } from "./fonts";
import { gridCrosses } from "./grid";
import { drawImage, PIXEL_RATIO } from "./images";
import { DETAIL_ZOOM, type GeoJSONName, planStyle, streetStyle } from "./style";
import type { MapTheme } from "./theme";

setWorkerUrl(workerUrl);

/** A site as the map shows it when it is hovered or selected. */
export interface Focus {
  readonly ref: string;
  readonly kind: string;
  readonly list: List;
  /** A point is always there; the outline only when it is known and loaded. */
  readonly at: readonly [number, number];
  readonly outline: Geometry | null;
}

export interface Town {
  readonly name: { readonly [language in Language]: string };
  readonly at: readonly [number, number];
  /** Lower wins where labels collide. */
  readonly order: number;
}

export interface RegistryMapEvents {
  /** The site under the pointer, null when there is none. */
  hover(ref: string | null): void;
  select(ref: string): void;
  /** The view after every movement; `byHand` tells the user's from the program's. */
  moved(camera: Camera, bounds: Bounds, byHand: boolean): void;
  /** Ground metres per pixel in the middle of the map, for the scale. */
  scaled(metresPerPixel: number): void;
  /** The street style could not be had; the offline plan is shown. */
  streetFailed(): void;
}

export interface RegistryMapOptions {
  readonly theme: MapTheme;
  readonly language: Language;
  readonly title: string;
  readonly camera: Camera | null;
  readonly bounds: Bounds;
  readonly tiles: string;
  /** For printing, the picture has to be kept; it costs a little. */
  readonly keepPicture?: boolean;
  /** Whether turning the wheel zooms at once; not on pages that scroll. */
  readonly wheel?: boolean;
}

type PaintName = Parameters<MapLibre["setPaintProperty"]>[1];

/** Layers whose features stand for sites, the topmost first. */
const SITE_LAYERS = ["site-mark", "cluster", "site-fill", "site-hatch"];

/** Sites are easier to hit when a few pixels beside them count. */
const SLACK_PX = 4;

export class RegistryMap {
  readonly #map: MapLibre;
  readonly #events: RegistryMapEvents;
  readonly #data = new Map<GeoJSONName, FeatureCollection>();
  readonly #images = new Set<string>();
  #theme: MapTheme;
  #language: Language;
  #tiles: string;
  #street: StyleSpecification | null = null;
  #session: DrawSession | null = null;
  #detail: Detail | "none" | "loading" = "none";
  #detailWindow: Bounds | null = null;
  #removed = false;

  /** Throws when the browser cannot draw maps (no WebGL). */
  constructor(container: HTMLElement, options: RegistryMapOptions, events: RegistryMapEvents) {
    this.#events = events;
    this.#theme = options.theme;
    this.#language = options.language;
    this.#tiles = options.tiles;
    this.#map = new MapLibre({
      container,
      style: planStyle(this.#theme, this.#language, this.#tiles),
      locale: { "Map.Title": options.title },
      ...(options.camera
        ? { center: [options.camera.longitude, options.camera.latitude], zoom: options.camera.zoom }
        : { bounds: [...options.bounds], fitBoundsOptions: { padding: 48, maxZoom: 15 } }),
      minZoom: 1.2,
      maxZoom: 19,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      scrollZoom: options.wheel ?? true,
      fadeDuration: 120,
      canvasContextAttributes: { preserveDrawingBuffer: options.keepPicture ?? false },
    });
    // Whoever has to know what is really drawn, as the browser journeys do, listens for the map itself.
    container.dispatchEvent(new CustomEvent("landbank:map", { detail: this.#map, bubbles: true }));
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.setMissingStyleImageResolver((name) => this.#addImage(name));
    this.#listen();
    void this.#fillPlan();
  }

  /** The view as it is now. */
  get camera(): Camera {
    const { lng, lat } = this.#map.getCenter();
    return { longitude: lng, latitude: lat, zoom: this.#map.getZoom() };
  }

  get bounds(): Bounds {
    const bounds = this.#map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  setTheme(theme: MapTheme): void {
    if (theme.key === this.#theme.key) return;
    this.#theme = theme;
    this.#restyle();
    for (const name of this.#images) {
      const image = drawImage(name, theme);
      if (image && this.#map.hasImage(name)) this.#map.updateImage(name, image);
    }
  }

  setLanguage(language: Language): void {
    if (language === this.#language) return;
    this.#language = language;
    this.#restyle();
  }

  /** Changes the tiles of the sites: an address with {z}, {x} and {y}. */
  setTiles(tiles: string): void {
    if (tiles === this.#tiles) return;
    this.#tiles = tiles;
    this.#map.getSource<VectorTileSource>("sites")?.setTiles([tiles]);
  }

  setTowns(towns: readonly Town[]): void {
    const features = towns.map(({ name, at, order }): Feature => point(at, { ...name, order }));
    this.#show("towns", { type: "FeatureCollection", features });
  }

  setArea(area: Area | null): void {
    const features: Feature[] = area ? [{ type: "Feature", properties: {}, geometry: polygonOf(area) }] : [];
    this.#show("area", { type: "FeatureCollection", features });
  }

  setFocus(hovered: Focus | null, selected: Focus | null): void {
    const features = [hovered?.ref === selected?.ref ? null : hovered, selected].flatMap((site, i) => {
      if (!site) return [];
      const role = i === 0 ? "hovered" : "selected";
      const properties = { role, kind: site.kind, list: site.list, outlined: site.outline !== null };
      const outline: Feature[] = site.outline ? [{ type: "Feature", properties, geometry: site.outline }] : [];
      return [...outline, point(site.at, properties)];
    });
    this.#show("focus", { type: "FeatureCollection", features });
  }

  /** Looks at the camera at once, as when going back to an earlier view. */
  lookAt(camera: Camera): void {
    this.#map.jumpTo({ center: [camera.longitude, camera.latitude], zoom: camera.zoom }, { program: true });
  }

  fit([west, south, east, north]: Bounds, padding: number | Padding = 48, maxZoom = 15): void {
    this.#map.fitBounds([west, south, east, north], { padding, maxZoom, duration: 600 }, { program: true });
  }

  /** Moves the map only when the place is out of sight, so that going through a list does not make it jump. */
  reveal([longitude, latitude]: readonly [number, number], hidden: Padding): void {
    const { x, y } = this.#map.project([longitude, latitude]);
    const { clientWidth, clientHeight } = this.#map.getContainer();
    const margin = 40;
    const inSight =
      x > hidden.left + margin &&
      x < clientWidth - hidden.right - margin &&
      y > hidden.top + margin &&
      y < clientHeight - hidden.bottom - margin;
    if (inSight) return;
    const offset: PointLike = [(hidden.left - hidden.right) / 2, (hidden.top - hidden.bottom) / 2];
    this.#map.easeTo({ center: [longitude, latitude], offset, duration: 500 }, { program: true });
  }

  zoomBy(steps: number): void {
    this.#map.easeTo({ zoom: this.#map.getZoom() + steps, duration: 250 });
  }

  /** Begins to draw an area; an act of drawing that was under way ends. */
  draw(mode: DrawMode, events: DrawEvents): DrawSession {
    this.#session?.dispose();
    const map = this.#map;
    this.#session = new DrawSession(
      {
        element: map.getCanvasContainer(),
        locate: (x, y) => map.unproject([x, y]).wrap().toArray(),
        point: (at) => map.project([at[0], at[1]]),
        show: (features) => this.#show("drawing", features),
        allowGestures: (drag, doubleClick) => {
          map.dragPan[drag ? "enable" : "disable"]();
          map.boxZoom[drag ? "enable" : "disable"]();
          map.doubleClickZoom[doubleClick ? "enable" : "disable"]();
        },
      },
      mode,
      {
        changed: events.changed,
        ended: (area) => {
          this.#session = null;
          events.ended(area);
        },
      },
    );
    return this.#session;
  }

  /** Puts a street style under the sites, or the offline plan when it cannot be had within five seconds. */
  async useStreets(url: string): Promise<void> {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
      if (!response.ok) throw new Error(`street style answered ${response.status}`);
      this.#street = (await response.json()) as StyleSpecification;
      if (!this.#removed) this.#map.setStyle(this.#style(), { diff: false });
    } catch {
      this.#street = null;
      this.#events.streetFailed();
    }
  }

  usePlan(): void {
    if (!this.#street) return;
    this.#street = null;
    this.#map.setStyle(this.#style(), { diff: false });
  }

  resize(): void {
    this.#map.resize();
  }

  remove(): void {
    this.#removed = true;
    this.#session?.dispose();
    this.#map.remove();
    delete document.body.dataset["mapIdle"];
  }

  #style(): StyleSpecification {
    return this.#street
      ? streetStyle(this.#street, this.#theme, this.#language, this.#tiles, FONT_FACES)
      : planStyle(this.#theme, this.#language, this.#tiles);
  }

  /** Brings the layers up to the theme and language without touching what the sources hold. */
  #restyle(): void {
    if (!this.#map.isStyleLoaded() && !this.#map.getLayer("sea") && !this.#street) return;
    for (const layer of this.#style().layers) {
      if (!this.#map.getLayer(layer.id)) continue;
      for (const [name, value] of Object.entries(layer.paint ?? {}))
        this.#map.setPaintProperty(layer.id, name as PaintName, value);
      if (layer.type === "symbol" && layer.layout?.["text-field"])
        this.#map.setLayoutProperty(layer.id, "text-field", layer.layout["text-field"]);
    }
  }

  #addImage(name: string): void {
    const image = drawImage(name, this.#theme);
    if (!image || this.#map.hasImage(name)) return;
    this.#images.add(name);
    this.#map.addImage(name, image, { pixelRatio: PIXEL_RATIO });
  }

  #show(name: GeoJSONName, data: FeatureCollection): void {
    this.#data.set(name, data);
    this.#map.getSource<GeoJSONSource>(name)?.setData(data);
  }

  async #fillPlan(): Promise<void> {
    await fontsReady();
    const [world, water] = await Promise.all([loadWorld(), loadWater()]);
    if (this.#removed) return;
    this.#show("land", world.land);
    this.#show("lines", world.lines);
    this.#show("countries", world.labels);
    this.#show("lakes", water.lakes);
    this.#show("rivers", water.rivers);
    if (this.#detail === "none") {
      // Until the finer coast has come, the coarse one stands in for it.
      this.#show("detail-land", world.land);
      this.#show("detail-lines", world.lines);
    }
    this.#followView();
  }

  #listen(): void {
    const map = this.#map;
    map.on("style.load", () => {
      this.#images.clear();
      for (const [name, data] of this.#data) map.getSource<GeoJSONSource>(name)?.setData(data);
    });
    // A tile that cannot be had leaves a hole for now; the list says what is wrong with the server.
    map.on("error", () => {});
    map.on("moveend", (event) => {
      const program = "program" in event && event["program"] === true;
      this.#events.moved(this.camera, this.bounds, !program);
      this.#followView();
    });
    map.on("move", () => this.#tellScale());
    map.on("resize", () => this.#tellScale());
    map.on("idle", () => {
      document.body.dataset["mapIdle"] = "true";
    });
    for (const event of ["movestart", "dataloading"] as const)
      map.on(event, () => {
        document.body.dataset["mapIdle"] = "false";
      });
    map.on("mousemove", (event) => this.#hover(event));
    map.getCanvasContainer().addEventListener("pointerleave", () => this.#events.hover(null));
    map.on("click", (event) => this.#click(event));
    map.once("load", () => this.#tellScale());
  }

  #tellScale(): void {
    const { clientWidth, clientHeight } = this.#map.getContainer();
    const y = clientHeight / 2;
    const metres = this.#map
      .unproject([clientWidth / 2 - 50, y])
      .distanceTo(this.#map.unproject([clientWidth / 2 + 50, y]));
    this.#events.scaled(metres / 100);
  }

  #siteAt({ point: { x, y } }: MapMouseEvent): MapGeoJSONFeature | undefined {
    const layers = SITE_LAYERS.filter((id) => this.#map.getLayer(id));
    const box: [PointLike, PointLike] = [
      [x - SLACK_PX, y - SLACK_PX],
      [x + SLACK_PX, y + SLACK_PX],
    ];
    const found = this.#map.queryRenderedFeatures(box, { layers });
    const order = (feature: MapGeoJSONFeature) => layers.indexOf(feature.layer.id);
    return found.toSorted((a, b) => order(a) - order(b))[0];
  }

  #hover(event: MapMouseEvent): void {
    if (this.#session) return;
    const site = this.#siteAt(event);
    this.#map.getCanvas().style.cursor = site ? "pointer" : "";
    this.#events.hover(refOf(site));
  }

  #click(event: MapMouseEvent): void {
    if (this.#session) return;
    const site = this.#siteAt(event);
    const ref = refOf(site);
    if (ref !== null) this.#events.select(ref);
    else if (site?.geometry.type === "Point") {
      const [longitude = 0, latitude = 0] = site.geometry.coordinates;
      this.#map.easeTo({ center: [longitude, latitude], zoom: this.#map.getZoom() + 2, duration: 400 });
    }
  }

  /** What depends on the view: the crosses of the grid, and the part of the finer coast around it. */
  #followView(): void {
    if (this.#street) return;
    this.#show("grid", gridCrosses(grown(this.bounds, 0.1), this.#map.getZoom()));
    if (this.#map.getZoom() < DETAIL_ZOOM - 0.5) return;
    if (this.#detail === "none") void this.#loadDetail();
    else if (this.#detail !== "loading" && !covers(this.#detailWindow, this.bounds)) {
      this.#detailWindow = grown(this.bounds, 1);
      const { land, lines } = this.#detail.within(this.#detailWindow);
      this.#show("detail-land", land);
      this.#show("detail-lines", lines);
    }
  }

  async #loadDetail(): Promise<void> {
    this.#detail = "loading";
    try {
      this.#detail = await loadDetail();
      if (!this.#removed) this.#followView();
    } catch {
      // The coarse coast stays; the next movement tries again.
      this.#detail = "none";
    }
  }
}

export interface Padding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

function point(at: readonly [number, number], properties: Feature["properties"]): Feature {
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: [at[0], at[1]] } };
}

function refOf(feature: MapGeoJSONFeature | undefined): string | null {
  if (!feature || Number(feature.properties["count"] ?? 1) > 1) return null;
  const ref: unknown = feature.properties["ref"];
  return typeof ref === "string" && ref !== "" ? ref : null;
}

/** The bounds made larger on every side by a share of their size. */
function grown([west, south, east, north]: Bounds, share: number): Bounds {
  const [x, y] = [(east - west) * share, (north - south) * share];
  return [west - x, south - y, east + x, north + y];
}

function covers(outer: Bounds | null, inner: Bounds): boolean {
  if (!outer) return false;
  const wide = (outer[2] - outer[0]) / (inner[2] - inner[0]);
  const inside = outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
  // A window much larger than the view was made for another zoom and holds too much.
  return inside && wide < 30;
}
