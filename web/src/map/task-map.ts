/** A map of the tasks of a campaign: marks by state, the chosen one, outlines, and where the phone is. */

import type { Feature, FeatureCollection, Geometry } from "geojson";
import type {
  ExpressionSpecification,
  GeoJSONSource,
  LayerSpecification,
  Map as MapLibre,
  MapMouseEvent,
} from "maplibre-gl";
import { wholeAddressOf } from "../api/base";
import type { Bounds, Language } from "../api/types";
import { RegistryMap } from "./registry-map";
import type { MapColour, MapTheme } from "./theme";

export interface TaskMark {
  readonly id: number;
  readonly longitude: number;
  readonly latitude: number;
  readonly state: string;
}

export interface Standing {
  readonly longitude: number;
  readonly latitude: number;
  readonly accuracy_m: number;
}

export interface TaskMapEvents {
  select(id: number): void;
  /** A click where no task is. */
  spot(longitude: number, latitude: number): void;
  moved(bounds: Bounds): void;
}

/** The colour of a state; its mark differs too: see DOT. */
const COLOUR: { readonly [state: string]: MapColour } = {
  open: "map-cluster",
  taken: "kind-building",
  answered: "kind-industrial_park_plot",
  redo: "kind-brownfield",
  verified: "kind-free_land",
  skipped: "kind-other",
};

/** How much of the ring is filled, in pixels of its radius of 8: nothing for what is open, all of it for what is verified. */
const DOT: { readonly [state: string]: number } = {
  open: 0,
  taken: 2.5,
  answered: 5,
  redo: 5,
  verified: 8,
  skipped: 0,
};

const LAYERS = ["task-ring", "task-dot"];
const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };

export class TaskMap {
  readonly #registry: RegistryMap;
  #map: MapLibre | null = null;
  #theme: MapTheme;
  readonly #data = new Map<string, FeatureCollection>();

  /** Throws when the browser cannot draw maps (no WebGL). */
  constructor(
    container: HTMLElement,
    options: {
      readonly theme: MapTheme;
      readonly language: Language;
      readonly title: string;
      readonly bounds: Bounds;
      readonly wheel?: boolean;
    },
    events: TaskMapEvents,
  ) {
    this.#theme = options.theme;
    const take = (event: Event) => {
      this.#map = (event as CustomEvent<MapLibre>).detail;
    };
    container.addEventListener("landbank:map", take, { once: true });
    this.#registry = new RegistryMap(
      container,
      { ...options, camera: null, tiles: wholeAddressOf("/ogc/collections/sites/tiles/WebMercatorQuad/{z}/{y}/{x}") },
      {
        hover: () => {},
        select: () => {},
        moved: (_camera, bounds) => events.moved(bounds),
        scaled: () => {},
        streetFailed: () => {},
        credited: () => {},
      },
    );
    const map = this.#map;
    if (!map) return;
    map.on("style.load", () => this.#lay());
    map.on("click", (event) => {
      const id = this.#at(event);
      if (id === null) events.spot(event.lngLat.wrap().lng, event.lngLat.lat);
      else events.select(id);
    });
    map.on("mousemove", (event) => {
      map.getCanvas().style.cursor = this.#at(event) === null ? "" : "pointer";
    });
  }

  setTheme(theme: MapTheme): void {
    this.#theme = theme;
    this.#registry.setTheme(theme);
    for (const layer of this.#layers())
      for (const [name, value] of Object.entries(layer.paint ?? {}))
        if (this.#map?.getLayer(layer.id)) this.#map.setPaintProperty(layer.id, name as "circle-color", value);
  }

  setLanguage(language: Language): void {
    this.#registry.setLanguage(language);
  }

  setTasks(tasks: readonly TaskMark[]): void {
    this.#show(
      "tasks",
      tasks.map(({ id, longitude, latitude, state }) => feature({ id, state }, point(longitude, latitude))),
    );
  }

  setOutlines(outlines: readonly Geometry[]): void {
    this.#show(
      "task-outlines",
      outlines.map((geometry) => feature({}, geometry)),
    );
  }

  setChosen(mark: TaskMark | null): void {
    this.#show("task-chosen", mark ? [feature({}, point(mark.longitude, mark.latitude))] : []);
  }

  /** Where the phone is, with the circle in which it is. */
  setStanding(at: Standing | null): void {
    const shown = at
      ? [feature({ part: "circle" }, circle(at)), feature({ part: "dot" }, point(at.longitude, at.latitude))]
      : [];
    this.#show("standing", shown);
  }

  fit(bounds: Bounds): void {
    this.#registry.fit(bounds, 48, 15);
  }

  zoomBy(steps: number): void {
    this.#registry.zoomBy(steps);
  }

  get bounds(): Bounds {
    return this.#registry.bounds;
  }

  remove(): void {
    this.#registry.remove();
  }

  #at(event: MapMouseEvent): number | null {
    const map = this.#map;
    const layers = LAYERS.filter((id) => map?.getLayer(id));
    if (!map || layers.length === 0) return null;
    const { x, y } = event.point;
    const found = map.queryRenderedFeatures(
      [
        [x - 6, y - 6],
        [x + 6, y + 6],
      ],
      { layers },
    )[0];
    const id: unknown = found?.properties["id"];
    return typeof id === "number" ? id : null;
  }

  #show(source: string, features: readonly Feature[]): void {
    const data: FeatureCollection = { type: "FeatureCollection", features: [...features] };
    this.#data.set(source, data);
    this.#map?.getSource<GeoJSONSource>(source)?.setData(data);
  }

  /** Puts the tasks on the plan, in the place of the published sites. */
  #lay(): void {
    const map = this.#map;
    if (!map) return;
    for (const layer of map.getStyle().layers)
      if ("source" in layer && layer.source === "sites") map.removeLayer(layer.id);
    if (map.getSource("sites")) map.removeSource("sites");
    for (const source of ["task-outlines", "tasks", "task-chosen", "standing"])
      if (!map.getSource(source)) map.addSource(source, { type: "geojson", data: this.#data.get(source) ?? EMPTY });
    for (const layer of this.#layers()) if (!map.getLayer(layer.id)) map.addLayer(layer);
  }

  #layers(): readonly LayerSpecification[] {
    const { colour } = this.#theme;
    const hue = byState((state) => colour[COLOUR[state] ?? "kind-other"]);
    const grown = (radius: ExpressionSpecification | number): ExpressionSpecification => [
      "interpolate",
      ["linear"],
      ["zoom"],
      4,
      ["*", 0.45, radius],
      11,
      radius,
    ];
    return [
      {
        id: "standing-circle",
        type: "fill",
        source: "standing",
        filter: ["==", ["get", "part"], "circle"],
        paint: { "fill-color": colour["map-area"], "fill-opacity": 0.15 },
      },
      {
        id: "task-outline",
        type: "line",
        source: "task-outlines",
        paint: { "line-color": colour["map-selected"], "line-width": 2 },
      },
      {
        id: "task-halo",
        type: "circle",
        source: "task-chosen",
        paint: {
          "circle-radius": 15,
          "circle-color": colour["map-chosen"],
          "circle-opacity": 0.9,
        },
      },
      {
        id: "task-ring",
        type: "circle",
        source: "tasks",
        paint: {
          "circle-radius": grown(8),
          "circle-color": colour["map-halo"],
          "circle-stroke-color": hue,
          "circle-stroke-width": 2,
        },
      },
      {
        id: "task-dot",
        type: "circle",
        source: "tasks",
        paint: { "circle-radius": grown(byState((state) => DOT[state] ?? 0)), "circle-color": hue },
      },
      {
        id: "standing-dot",
        type: "circle",
        source: "standing",
        filter: ["==", ["get", "part"], "dot"],
        paint: {
          "circle-radius": 7,
          "circle-color": colour["map-area"],
          "circle-stroke-color": colour["map-mark-rim"],
          "circle-stroke-width": 2.5,
        },
      },
    ];
  }
}

function byState<T extends string | number>(of: (state: string) => T): ExpressionSpecification {
  const cases = Object.keys(COLOUR).flatMap((state) => [state, of(state)]);
  return ["match", ["get", "state"], ...cases, of("open")] as unknown as ExpressionSpecification;
}

const point = (longitude: number, latitude: number): Geometry => ({
  type: "Point",
  coordinates: [longitude, latitude],
});

const feature = (properties: Feature["properties"], geometry: Geometry): Feature => ({
  type: "Feature",
  properties,
  geometry,
});

/** A circle on the ground, near enough for one of a few hundred metres. */
function circle({ longitude, latitude, accuracy_m }: Standing): Geometry {
  const dLat = accuracy_m / 111_195;
  const dLon = dLat / Math.max(0.05, Math.cos((latitude * Math.PI) / 180));
  const ring = Array.from({ length: 49 }, (_, i) => {
    const turn = (i / 48) * 2 * Math.PI;
    return [longitude + dLon * Math.cos(turn), latitude + dLat * Math.sin(turn)];
  });
  return { type: "Polygon", coordinates: [ring] };
}
