/** The outline of a form joined to the map and to the machine that edits it. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { tilesAddress } from "../../../api/client";
import type { Geometry } from "../../../api/desk/geometry";
import { type Neighbour, neighboursIn } from "../../../api/desk/neighbours";
import type { Bounds } from "../../../api/types";
import { EMPTY, geometryOf, type Outline, outlineOf } from "../../../domain/desk/outline";
import { type Act, type Editing, startEditing } from "../../../domain/desk/outline-edit";
import type { Canvas } from "../../../map/draw-session";
import { OutlineSession } from "../../../map/outline-session";
import type { RegistryMap } from "../../../map/registry-map";
import { ringsOf } from "../../../map/snap";
import { themeOf } from "../../../map/theme";
import { language, theme } from "../../../state/preferences";
import { registry } from "../../../state/registry";
import { o } from "./outlineWords";

export interface OutlineMap {
  readonly state: "starting" | "running" | "impossible";
  readonly editing: Editing;
  readonly neighbours: readonly Neighbour[];
  readonly credits: string;
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
      });
    const moved = follow(siteRef, (found) => {
      session.current?.setNeighbours(found.flatMap(({ geometry }) => ringsOf(geometry)));
      setNeighbours(found);
    });
    startMap(container, boundsIn(told.current), { moved: moved.look, credited: setCredits, scaled: setScale })
      .then((started) => {
        if (gone) return started.remove();
        map.current = started;
        session.current = catchUp(started.begin(edit), early.current);
        mark(started, told.current, siteRef);
        moved.look(started.bounds);
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

/** Looks up the neighbours of what is in sight, the last look only. */
function follow(siteRef: string | null, found: (neighbours: readonly Neighbour[]) => void) {
  let asking = new AbortController();
  return {
    look(bounds: Bounds) {
      asking.abort();
      asking = new AbortController();
      neighboursIn(bounds, asking.signal)
        .then((all) => found(all.filter(({ ref }) => ref !== siteRef)))
        // Without neighbours there is only nothing to draw to; the check of the registry finds overlaps all the same.
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
  const { RegistryMap } = await import("../../../map/registry-map");
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
