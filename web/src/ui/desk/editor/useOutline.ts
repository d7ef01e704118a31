/** The outline of a form joined to the map and to the machine that edits it. */

import type { Position } from "geojson";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { tilesAddress } from "../../../api/client";
import type { Geometry } from "../../../api/desk/geometry";
import { type Neighbour, neighboursIn } from "../../../api/desk/neighbours";
import { type ParcelLayer, parcelsIn, parcelTiles } from "../../../api/desk/parcels";
import type { Bounds } from "../../../api/types";
import type { Corner } from "../../../domain/area";
import { EMPTY, geometryOf, type Outline, outlineOf } from "../../../domain/desk/outline";
import { type Act, type Editing, startEditing } from "../../../domain/desk/outline-edit";
import type { Canvas } from "../../../map/draw-session";
import { loadRegistryMap } from "../../../map/load";
import { OutlineSession } from "../../../map/outline-session";
import type { RegistryMap } from "../../../map/registry-map";
import { ringsOf } from "../../../map/snap";
import { themeOf } from "../../../map/theme";
import { parcelLayers, parcelsShown } from "../../../state/desk/parcels";
import { language, theme } from "../../../state/preferences";
import { registry } from "../../../state/registry";
import { o } from "./outlineWords";

export interface OutlineMap {
  readonly state: "starting" | "running" | "impossible";
  readonly editing: Editing;
  readonly neighbours: readonly Neighbour[];
  readonly credits: string;
  /** Who keeps the cadastres whose parcels are shown. */
  readonly cadastres: readonly string[];
  readonly scale: number;
  act(act: Act): void;
  fit(): void;
  zoom(steps: number): void;
}

/** Europe, for a registry without any published site. */
const NOWHERE: Bounds = [-10, 36, 45, 60];

const outlineIn = (value: Geometry | null): Outline => (value && value.type !== "Point" ? outlineOf(value) : EMPTY);

/** Holds a map on the element, and the outline on it. */
export function useOutline(
  element: { readonly current: HTMLElement | null },
  value: Geometry | null,
  siteRef: string | null,
  onChange: (place: Geometry | null) => void,
  onPick: (at: Corner) => void,
): OutlineMap {
  const [state, setState] = useState<OutlineMap["state"]>("starting");
  const [editing, setEditing] = useState<Editing>(() => startEditing(outlineIn(value)));
  const [neighbours, setNeighbours] = useState<readonly Neighbour[]>([]);
  const [credits, setCredits] = useState("");
  const [scale, setScale] = useState(0);
  const map = useRef<RegistryMap | null>(null);
  const session = useRef<OutlineSession | null>(null);
  // A map may take seconds to start; what is pressed beside it meanwhile is done then.
  const early = useRef<Act[]>([]);
  // What the form was told last: anything else comes from outside, as when another version is loaded.
  const told = useRef<Geometry | null>(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  const pick = useRef(onPick);
  pick.current = onPick;
  const near = useRef<Near | null>(null);
  const [bounds, setBounds] = useState<Bounds | null>(null);
  const layers = parcelsShown.value ? parcelLayers.value : NO_LAYERS;

  useEffect(() => {
    const container = element.current;
    if (!container) return;
    let gone = false;
    const edit = (canvas: Canvas) =>
      new OutlineSession(canvas, outlineIn(told.current), {
        changed: (now) => {
          setEditing(now);
          const geometry = geometryOf(now.outline);
          if (same(geometry, told.current) || (geometry === null && told.current?.type === "Point")) return;
          told.current = geometry;
          tell.current(geometry);
        },
        picked: (at) => pick.current(at),
      });
    const moved = follow(siteRef, ({ sites, rings }) => {
      session.current?.setNeighbours(rings);
      if (sites) setNeighbours(sites);
    });
    near.current = moved;
    const look = (now: Bounds) => {
      setBounds(now);
      moved.look(now);
    };
    startMap(container, boundsIn(told.current), { moved: look, credited: setCredits, scaled: setScale })
      .then((started) => {
        if (gone) return started.remove();
        map.current = started;
        session.current = catchUp(started.begin(edit), early.current);
        mark(started, told.current, siteRef);
        look(started.bounds);
        setState("running");
      })
      .catch(() => {
        session.current = catchUp(edit(blank(container)), early.current);
        setState("impossible");
      });
    return () => {
      gone = true;
      early.current = [];
      moved.stop();
      near.current = null;
      session.current?.dispose();
      session.current = null;
      map.current?.remove();
      map.current = null;
    };
  }, [siteRef]);

  useEffect(() => {
    if (element.current) map.current?.setTheme(themeOf(element.current));
    map.current?.setLanguage(language.value);
  }, [theme.value, language.value]);

  useEffect(() => {
    map.current?.setParcels(layers.length > 0 ? parcelTiles() : null);
    if (map.current) near.current?.look(map.current.bounds);
  }, [layers, state]);

  // Before anybody can act again: a value that comes back late would undo what was done since.
  useLayoutEffect(() => {
    if (map.current) mark(map.current, value, siteRef);
    if (same(value, told.current)) return;
    told.current = value;
    session.current?.act({ do: "replace", outline: outlineIn(value) });
  }, [value]);

  return {
    state,
    editing,
    neighbours,
    credits,
    cadastres: [...new Set(layers.filter(({ bbox }) => bounds && meets(bbox, bounds)).map(({ source }) => source))],
    scale,
    act: (act) => (session.current ? session.current.act(act) : early.current.push(act)),
    fit: () => map.current?.fit(boundsIn(told.current) ?? NOWHERE, 56, 18),
    zoom: (steps) => map.current?.zoomBy(steps),
  };
}

/** Does what waited for a session to begin. */
function catchUp(session: OutlineSession, early: Act[]): OutlineSession {
  for (const act of early.splice(0)) session.act(act);
  return session;
}

/** Whether two places are the same to the last bit, as when a form is saved and gets its outline back. */
function same(a: Geometry | null, b: Geometry | null): boolean {
  return a === b || (a?.type === b?.type && JSON.stringify(a?.coordinates) === JSON.stringify(b?.coordinates));
}

const NO_LAYERS: readonly ParcelLayer[] = [];

/** Whether a layer may have something in sight. */
const meets = ([west = 0, south = 0, east = 0, north = 0]: readonly number[], sight: Bounds): boolean =>
  west <= sight[2] && east >= sight[0] && south <= sight[3] && north >= sight[1];

/** What is there to be drawn to: rings of sites and parcels; the sites where they have just been looked up. */
interface Found {
  readonly sites: readonly Neighbour[] | null;
  readonly rings: readonly (readonly Position[])[];
}

interface Near {
  look(bounds: Bounds): void;
  stop(): void;
}

/** Looks up the neighbours and parcels of what is in sight, the last look only. */
function follow(siteRef: string | null, found: (near: Found) => void): Near {
  let asking = new AbortController();
  let sites: readonly (readonly Position[])[] = [];
  let parcels: readonly (readonly Position[])[] = [];
  const tell = (list: readonly Neighbour[] | null) => found({ sites: list, rings: [...sites, ...parcels] });
  return {
    look(bounds) {
      asking.abort();
      asking = new AbortController();
      const { signal } = asking;
      neighboursIn(bounds, signal)
        .then((all) => {
          const others = all.filter(({ ref }) => ref !== siteRef);
          sites = others.flatMap(({ geometry }) => ringsOf(geometry));
          tell(others);
        })
        // Without neighbours there is only nothing to draw to; the check of the registry finds overlaps all the same.
        .catch(() => {});
      const layers = parcelsShown.peek() ? parcelLayers.peek() : NO_LAYERS;
      const loaded = layers.some(({ bbox }) => meets(bbox, bounds)) ? parcelsIn(bounds, signal) : Promise.resolve([]);
      loaded
        .then((all) => {
          parcels = all.flatMap(({ geometry }) => ringsOf(geometry));
          tell(null);
        })
        .catch(() => {});
    },
    stop: () => asking.abort(),
  };
}

/** Shows the point of a site that has no outline. */
function mark(map: RegistryMap, value: Geometry | null, siteRef: string | null): void {
  const [longitude = 0, latitude = 0] = value?.type === "Point" ? value.coordinates : [];
  const point = { ref: siteRef ?? "", kind: "other", list: "meets", at: [longitude, latitude], outline: null } as const;
  map.setFocus(null, value?.type === "Point" ? point : null);
}

interface Told {
  moved(bounds: Bounds): void;
  credited(credits: string): void;
  scaled(metresPerPixel: number): void;
}

async function startMap(element: HTMLElement, bounds: Bounds | null, told: Told): Promise<RegistryMap> {
  const { RegistryMap } = await loadRegistryMap();
  const map = new RegistryMap(
    element,
    {
      theme: themeOf(element),
      language: language.peek(),
      title: o("outline.map"),
      camera: null,
      bounds: bounds ?? registry.peek()?.settings.bounds ?? NOWHERE,
      tiles: tilesAddress("", ["meets"]),
      wheel: false,
    },
    {
      hover: () => {},
      select: () => {},
      moved: (_, now) => told.moved(now),
      scaled: told.scaled,
      credited: told.credited,
      streetFailed: () => {},
    },
  );
  const street = registry.peek()?.settings.street_style_url;
  if (street) void map.useStreets(street);
  return map;
}

/** A canvas for browsers without maps: the outline is edited by buttons and by pasting alone. */
function blank(element: HTMLElement): Canvas {
  return {
    element,
    locate: () => [0, 0],
    point: () => ({ x: Number.NaN, y: Number.NaN }),
    show: () => {},
    allowGestures: () => {},
  };
}

function boundsIn(value: Geometry | null): Bounds | null {
  if (value?.type === "Point") {
    const [x = 0, y = 0] = value.coordinates;
    return [x - 0.004, y - 0.003, x + 0.004, y + 0.003];
  }
  const corners = outlineIn(value as Geometry | null).parts.flat(2);
  if (corners.length === 0) return null;
  const [xs, ys] = [corners.map(([x = 0]) => x), corners.map(([, y = 0]) => y)];
  const least = (list: readonly number[]) => list.reduce((a, b) => Math.min(a, b));
  const most = (list: readonly number[]) => list.reduce((a, b) => Math.max(a, b));
  return [least(xs), least(ys), most(xs), most(ys)];
}
