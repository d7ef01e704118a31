/** Editing an outline on the map: pointer and keys become acts of the pure machine in domain/desk/outline-edit.ts. */

import type { Position } from "geojson";
import type { Corner } from "../domain/area";
import type { Outline } from "../domain/desk/outline";
import { type At, cornersOf, isInside } from "../domain/desk/outline";
import { type Act, type Editing, edit, startEditing } from "../domain/desk/outline-edit";
import type { Canvas } from "./draw-session";
import { type Handle, handles, outlineSketch, sameCorner } from "./outline-sketch";
import { snap } from "./snap";

export interface OutlineEvents {
  /** Called after every act. */
  changed(editing: Editing): void;
  /** A parcel is to be taken that lies at the place. */
  picked(at: Corner): void;
}

/** Within so many pixels a handle is meant. */
const HANDLE_PX = 9;

/** A press that moves further than this is a drag, not a click. */
const CLICK_SLACK_PX = 5;

interface Press {
  readonly x: number;
  readonly y: number;
  /** The corner that is dragged. */
  readonly at: At | null;
  readonly moved: boolean;
}

export class OutlineSession {
  readonly #canvas: Canvas;
  readonly #events: OutlineEvents;
  readonly #listeners = new AbortController();
  #editing: Editing;
  #neighbours: readonly (readonly Position[])[] = [];
  #press: Press | null = null;

  constructor(canvas: Canvas, outline: Outline, events: OutlineEvents) {
    this.#canvas = canvas;
    this.#events = events;
    this.#editing = startEditing(outline);
    const { signal } = this.#listeners;
    const { element } = canvas;
    element.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    element.addEventListener("pointermove", (event) => this.#move(event), { signal });
    element.addEventListener("pointerup", (event) => this.#up(event), { signal });
    element.addEventListener("pointercancel", () => this.#release(), { signal });
    element.addEventListener("dblclick", () => this.act({ do: "finish" }), { signal });
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    canvas.allowGestures(true, false);
    this.#show();
  }

  get editing(): Editing {
    return this.#editing;
  }

  /** Rings of other sites and of parcels that corners are drawn to. */
  setNeighbours(rings: readonly (readonly Position[])[]): void {
    this.#neighbours = rings;
  }

  /** Takes one act, from the hand or from a button beside the map. */
  act(act: Act): void {
    const before = this.#editing;
    this.#editing = edit(before, act);
    if (this.#editing === before) return;
    this.#show();
    this.#events.changed(this.#editing);
  }

  dispose(): void {
    this.#listeners.abort();
    delete this.#canvas.element.dataset["drawing"];
    this.#canvas.element.style.removeProperty("cursor");
    this.#canvas.show({ type: "FeatureCollection", features: [] });
    this.#canvas.allowGestures(true, true);
  }

  #show(): void {
    const { tool } = this.#editing;
    if (tool === "edit") delete this.#canvas.element.dataset["drawing"];
    else this.#canvas.element.dataset["drawing"] = tool;
    this.#canvas.show(outlineSketch(this.#editing));
  }

  #place(event: PointerEvent): { x: number; y: number } {
    const box = this.#canvas.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** The handle under a point, the nearest first, corners before middles. */
  #handle(x: number, y: number): Handle | null {
    let best: { readonly handle: Handle; readonly far: number } | null = null;
    for (const handle of handles(this.#editing)) {
      const [longitude = 0, latitude = 0] = handle.place;
      const on = this.#canvas.point([longitude, latitude]);
      const far = Math.hypot(on.x - x, on.y - y) + (handle.middle ? HANDLE_PX / 2 : 0);
      if (far <= HANDLE_PX && far < (best?.far ?? Infinity)) best = { handle, far };
    }
    return best?.handle ?? null;
  }

  /** Where a corner goes that is set at a point: to what is there, else to the point. */
  #aim(x: number, y: number, moving: At | null = null): Corner {
    if (this.#editing.tool === "line") return this.#canvas.locate(x, y);
    const own = this.#editing.outline.parts.flatMap((part, p) =>
      part.flatMap((ring, r) => (moving?.part === p && moving.ring === r ? [] : [ring])),
    );
    const project = (at: Corner) => this.#canvas.point(at);
    return snap({ x, y }, [...this.#neighbours, ...own], project) ?? this.#canvas.locate(x, y);
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return;
    const { x, y } = this.#place(event);
    this.#press = { x, y, at: null, moved: false };
    if (this.#editing.tool !== "edit") return;
    const handle = this.#handle(x, y);
    if (!handle) return;
    // The map has to stay where it is while a corner is dragged.
    this.#canvas.allowGestures(false, false);
    if (handle.middle) {
      const [longitude = 0, latitude = 0] = handle.place;
      this.act({ do: "insert", at: handle.at, place: [longitude, latitude] });
      const at = { ...handle.at, corner: handle.at.corner + 1 };
      this.#press = { x, y, at, moved: true };
      return;
    }
    if (!sameCorner(handle.at, this.#editing.selected)) this.act({ do: "select", at: handle.at });
    this.#press = { x, y, at: handle.at, moved: false };
  }

  #move(event: PointerEvent): void {
    const { x, y } = this.#place(event);
    const press = this.#press;
    if (this.#editing.tool !== "edit") {
      if (this.#editing.corners.length > 0) this.act({ do: "point", to: this.#aim(x, y) });
      return;
    }
    if (!press) {
      this.#canvas.element.style.cursor = this.#handle(x, y) ? "grab" : "";
      return;
    }
    if (!press.at) return;
    if (!press.moved && Math.hypot(x - press.x, y - press.y) <= CLICK_SLACK_PX) return;
    this.act({ do: "move", at: press.at, to: this.#aim(x, y, press.at), begins: !press.moved });
    this.#press = { ...press, moved: true };
  }

  #up(event: PointerEvent): void {
    const press = this.#press;
    this.#release();
    if (!press || event.button !== 0 || press.at) return;
    const { x, y } = this.#place(event);
    if (Math.hypot(x - press.x, y - press.y) > CLICK_SLACK_PX) return;
    if (this.#editing.tool === "edit") this.#choose(x, y);
    else if (this.#editing.tool === "parcel") this.#events.picked(this.#canvas.locate(x, y));
    else if (this.#closes(x, y)) this.act({ do: "finish" });
    else this.act({ do: "corner", at: this.#aim(x, y) });
  }

  #release(): void {
    if (this.#press?.at) this.#canvas.allowGestures(true, false);
    this.#press = null;
  }

  /** A click within a part selects it by its first corner; elsewhere it selects nothing. */
  #choose(x: number, y: number): void {
    const place = this.#canvas.locate(x, y);
    const part = this.#editing.outline.parts.findIndex(([outer = []]) => isInside([place[0], place[1]], outer));
    this.act({ do: "select", at: part < 0 ? null : { part, ring: 0, corner: 0 } });
  }

  #closes(x: number, y: number): boolean {
    const { tool, corners } = this.#editing;
    const [first] = corners;
    if (tool === "line" || !first || corners.length < 3) return false;
    const point = this.#canvas.point(first);
    return Math.hypot(x - point.x, y - point.y) < HANDLE_PX + 3;
  }

  #key(event: KeyboardEvent): void {
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog")) return;
    const act = actOfKey(event, this.#editing);
    if (!act) return;
    event.preventDefault();
    this.act(act);
  }
}

/** Arrow keys move the selected corner by a pixel's worth of ground at a close look. */
const NUDGE_DEGREES = 1e-6;

const ARROWS: { readonly [key: string]: Corner } = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** What a key means while an outline is edited; null where it means nothing. */
export function actOfKey(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey">,
  { tool, corners, selected, outline }: Editing,
): Act | null {
  if (event.ctrlKey || event.metaKey) {
    const key = event.key.toLowerCase();
    if (key === "z") return { do: event.shiftKey ? "redo" : "undo" };
    return key === "y" ? { do: "redo" } : null;
  }
  if (tool !== "edit") {
    if (event.key === "Escape") return { do: "tool", tool: "edit" };
    if (event.key === "Enter") return { do: "finish" };
    return (event.key === "Backspace" || event.key === "Delete") && corners.length > 0 ? { do: "back" } : null;
  }
  if (!selected) return null;
  if (event.key === "Escape") return { do: "select", at: null };
  if (event.key === "Delete" || event.key === "Backspace") return { do: "remove_corner", at: selected };
  const step = ARROWS[event.key];
  const ring = outline.parts[selected.part]?.[selected.ring];
  const [x = 0, y = 0] = ring ? (cornersOf(ring)[selected.corner] ?? []) : [];
  if (!step || !ring) return null;
  const size = event.shiftKey ? NUDGE_DEGREES * 10 : NUDGE_DEGREES;
  return { do: "move", at: selected, to: [x + step[0] * size, y + step[1] * size], begins: true };
}
