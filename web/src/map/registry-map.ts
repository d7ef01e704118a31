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
import type { Bounds, Language } from "../api/types";
import { type Area, polygonOf } from "../domain/area";
import type { Camera } from "../domain/view";
import type { Focus, Measures, Padding, RegistryMapEvents, RegistryMapOptions, Town } from "./contract";
import { type Canvas, type DrawEvents, DrawSession } from "./draw-session";
import type { DrawMode } from "./drawing";
import { FONT_FACES } from "./fonts";
import { drawImage, PIXEL_RATIO } from "./images";
import workerUrl from "./map-worker?worker&url";
import { PARCEL_SOURCE, PARCEL_ZOOMS, parcelLayers } from "./parcel-layers";
import { PlanData, type PlanPart } from "./plan-data";
import { ROW_LAYER, ROW_SOURCE, rowLayer } from "./row-layers";
import { type GeoJSONName, planStyle, streetStyle } from "./style";
import type { MapTheme } from "./theme";

setWorkerUrl(workerUrl);

type PaintName = Parameters<MapLibre["setPaintProperty"]>[1];

/** Layers whose features stand for sites, the topmost first. */
const SITE_LAYERS = ["site-mark", "cluster", "site-fill", "site-hatch"];

/** Sites are easier to hit when a few pixels beside them count. */
const SLACK_PX = 4;

export class RegistryMap {
  readonly #map: MapLibre;
  readonly #events: RegistryMapEvents;
  readonly #data = new Map<GeoJSONName, PlanPart>();
  readonly #images = new Set<string>();
  #theme: MapTheme;
  #language: Language;
  #tiles: string;
  #parcels: string | null = null;
  #street: StyleSpecification | null = null;
  #session: { dispose(): void } | null = null;
  readonly #plan: PlanData;
  /** Whether the layers are there to be changed. Their data may be on their way still, so MapLibre's own word is no use. */
  #styled = false;
  #removed = false;
  #credits = "";
  #unnamed: string | null = null;
  #rows: string | FeatureCollection | null = null;

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
      // The style is our own, and a test holds it to the specification.
      validateStyle: false,
      canvasContextAttributes: { preserveDrawingBuffer: options.keepPicture ?? false },
    });
    // Whoever has to know what is really drawn, as the browser journeys do, listens for the map itself.
    container.dispatchEvent(new CustomEvent("landbank:map", { detail: this.#map, bubbles: true }));
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.setMissingStyleImageResolver((name) => this.#addImage(name));
    this.#plan = new PlanData((name, data) => this.#show(name, data), !options.coarse);
    this.#listen();
    void this.#plan.fill().then(() => this.#followView());
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
    const unnamed = selected?.outline ? selected.ref : null;
    if (unnamed === this.#unnamed) return;
    this.#unnamed = unnamed;
    this.#nameOthers();
  }

  /** Shows what was measured of an outline, and outlines that stand together as one. */
  setMeasures({ rectangle, frontage, together = [] }: Measures): void {
    const drawn = (role: string, geometry: Geometry | null): Feature[] =>
      geometry ? [{ type: "Feature", properties: { role }, geometry }] : [];
    const features = [
      ...together.flatMap((outline) => drawn("together", outline)),
      ...drawn("rectangle", rectangle),
      ...drawn("frontage", frontage),
    ];
    this.#show("measures", { type: "FeatureCollection", features });
  }

  /**
   * Shows rows: of a file by an address of vector tiles with {z}, {y} and {x},
   * of a list by the features themselves.
   */
  setRows(rows: string | FeatureCollection): void {
    this.#rows = rows;
    const source = this.#map.getSource(ROW_SOURCE);
    if (source && typeof rows === "string") (source as VectorTileSource).setTiles([rows]);
    else if (source && typeof rows !== "string") (source as GeoJSONSource).setData(rows);
    else if (this.#styled) this.#layRows();
  }

  #layRows(): void {
    if (this.#rows === null || this.#map.getSource(ROW_SOURCE)) return;
    const tiled = typeof this.#rows === "string";
    this.#map.addSource(
      ROW_SOURCE,
      typeof this.#rows === "string"
        ? { type: "vector", tiles: [this.#rows], minzoom: 0, maxzoom: 14 }
        : { type: "geojson", data: this.#rows },
    );
    this.#map.addLayer(rowLayer(this.#theme, tiled));
  }

  /** Shows cadastral parcels by an address of vector tiles with {z}, {y} and {x}, below the sites; null for none. */
  setParcels(tiles: string | null): void {
    if (tiles === this.#parcels) return;
    this.#parcels = tiles;
    if (this.#styled) this.#layParcels();
  }

  #layParcels(): void {
    const map = this.#map;
    for (const { id } of parcelLayers(this.#theme)) if (map.getLayer(id)) map.removeLayer(id);
    if (map.getSource(PARCEL_SOURCE)) map.removeSource(PARCEL_SOURCE);
    if (this.#parcels === null) return;
    map.addSource(PARCEL_SOURCE, { type: "vector", tiles: [this.#parcels], ...PARCEL_ZOOMS });
    for (const layer of parcelLayers(this.#theme)) map.addLayer(layer, "site-fill");
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
    const session = new DrawSession(this.#canvas(), mode, {
      changed: events.changed,
      ended: (area) => {
        this.#session = null;
        events.ended(area);
      },
    });
    this.#session = session;
    return session;
  }

  /** Begins another kind of drawing, such as the desk's; what was drawn before that ends. */
  begin<Session extends { dispose(): void }>(make: (canvas: Canvas) => Session): Session {
    this.#session?.dispose();
    const session = make(this.#canvas());
    this.#session = session;
    return session;
  }

  /** The map as a session of drawing sees it. */
  #canvas(): Canvas {
    const map = this.#map;
    return {
      element: map.getCanvasContainer(),
      locate: (x, y) => map.unproject([x, y]).wrap().toArray(),
      point: (at) => map.project([at[0], at[1]]),
      show: (features) => this.#show("drawing", features),
      allowGestures: (drag, doubleClick) => {
        map.dragPan[drag ? "enable" : "disable"]();
        map.boxZoom[drag ? "enable" : "disable"]();
        map.doubleClickZoom[doubleClick ? "enable" : "disable"]();
      },
    };
  }

  /** Puts a street style under the sites, or the offline plan when it cannot be had within five seconds. */
  async useStreets(url: string): Promise<void> {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
      if (!response.ok) throw new Error(`street style answered ${response.status}`);
      this.#street = (await response.json()) as StyleSpecification;
      if (!this.#removed) this.#layAnew();
    } catch {
      this.#street = null;
      this.#events.streetFailed();
    }
  }

  usePlan(): void {
    if (!this.#street) return;
    this.#street = null;
    this.#layAnew();
  }

  #layAnew(): void {
    this.#styled = false;
    this.#map.setStyle(this.#style(), { diff: false });
  }

  remove(): void {
    this.#removed = true;
    this.#plan.stop();
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
    if (!this.#styled) return;
    const rows = this.#rows === null ? [] : [rowLayer(this.#theme, typeof this.#rows === "string")];
    const parcels = this.#parcels === null ? [] : parcelLayers(this.#theme);
    for (const layer of [...this.#style().layers, ...parcels, ...rows]) {
      if (!this.#map.getLayer(layer.id)) continue;
      for (const [name, value] of Object.entries(layer.paint ?? {}))
        this.#map.setPaintProperty(layer.id, name as PaintName, value);
      if (layer.type === "symbol" && layer.layout?.["text-field"])
        this.#map.setLayoutProperty(layer.id, "text-field", layer.layout["text-field"]);
    }
  }

  /** The name of the selected site is said beside the map; on its outline it would only be in the way. */
  #nameOthers(): void {
    if (!this.#map.getLayer("site-name")) return;
    this.#map.setFilter("site-name", this.#unnamed === null ? null : ["!=", ["get", "ref"], this.#unnamed]);
  }

  #addImage(name: string): void {
    const image = drawImage(name, this.#theme);
    if (!image || this.#map.hasImage(name)) return;
    this.#images.add(name);
    this.#map.addImage(name, image, { pixelRatio: PIXEL_RATIO });
  }

  #show(name: GeoJSONName, data: PlanPart): void {
    this.#data.set(name, data);
    this.#map.getSource<GeoJSONSource>(name)?.setData(data);
  }

  #listen(): void {
    const map = this.#map;
    map.on("style.load", () => {
      this.#styled = true;
      this.#images.clear();
      this.#nameOthers();
      for (const [name, data] of this.#data) map.getSource<GeoJSONSource>(name)?.setData(data);
      this.#layRows();
      this.#layParcels();
    });
    // A tile that cannot be had leaves a hole for now; the list says what is wrong with the server.
    map.on("error", (event) => {
      if ("sourceId" in event && String(event.sourceId).startsWith("detail-")) this.#plan.lost();
    });
    map.on("sourcedata", () => this.#tellCredits());
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

  /** The credits of the sources below; those of a street style come as HTML, of which only the words are taken. */
  #tellCredits(): void {
    const names = this.#street ? Object.keys(this.#street.sources) : [];
    const said = names.flatMap((name) => {
      const source = this.#map.getSource(name);
      const html = source && "attribution" in source ? source.attribution : undefined;
      return typeof html === "string"
        ? [new DOMParser().parseFromString(html, "text/html").body.textContent.trim()]
        : [];
    });
    const credits = this.#street ? [...new Set(said)].filter((text) => text !== "").join(" · ") : "Natural Earth";
    if (credits === this.#credits) return;
    this.#credits = credits;
    this.#events.credited(credits);
  }

  #followView(): void {
    if (!this.#removed && !this.#street) this.#plan.follow(this.bounds, this.#map.getZoom());
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

  #chooseRow(event: MapMouseEvent): void {
    const row = this.#rowAt(event)?.id;
    if (typeof row === "number") this.#events.row?.(row);
  }

  #rowAt({ point: { x, y } }: MapMouseEvent): MapGeoJSONFeature | undefined {
    if (!this.#map.getLayer(ROW_LAYER)) return undefined;
    const box: [PointLike, PointLike] = [
      [x - SLACK_PX, y - SLACK_PX],
      [x + SLACK_PX, y + SLACK_PX],
    ];
    return this.#map.queryRenderedFeatures(box, { layers: [ROW_LAYER] })[0];
  }

  #hover(event: MapMouseEvent): void {
    if (this.#session) return;
    if (this.#rows !== null) {
      this.#map.getCanvas().style.cursor = this.#rowAt(event) ? "pointer" : "";
      return;
    }
    const site = this.#siteAt(event);
    this.#map.getCanvas().style.cursor = site ? "pointer" : "";
    this.#events.hover(refOf(site));
  }

  #click(event: MapMouseEvent): void {
    if (this.#session) return;
    if (this.#rows !== null) {
      this.#chooseRow(event);
      return;
    }
    const site = this.#siteAt(event);
    const ref = refOf(site);
    if (ref !== null) this.#events.select(ref);
    else if (site?.geometry.type === "Point") {
      const [longitude = 0, latitude = 0] = site.geometry.coordinates;
      this.#map.easeTo({ center: [longitude, latitude], zoom: this.#map.getZoom() + 2, duration: 400 });
    }
  }
}

function point(at: readonly [number, number], properties: Feature["properties"]): Feature {
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: [at[0], at[1]] } };
}

function refOf(feature: MapGeoJSONFeature | undefined): string | null {
  if (!feature || Number(feature.properties["count"] ?? 1) > 1) return null;
  const ref: unknown = feature.properties["ref"];
  return typeof ref === "string" && ref !== "" ? ref : null;
}
