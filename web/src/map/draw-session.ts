/** One act of drawing on the map: pointer and keys become strokes of the pure machine in drawing.ts. */

import type { FeatureCollection } from "geojson";
import type { Area, Corner } from "../domain/area";
import { areaOf, type Drawing, type DrawMode, draw, type Stroke, sketch, startDrawing } from "./drawing";

/** What a session needs of the map. */
export interface Canvas {
  readonly element: HTMLElement;
  /** The place under a point of the element, in degrees. */
  locate(x: number, y: number): Corner;
  /** The point of the element over a place. */
  point(at: Corner): { readonly x: number; readonly y: number };
  show(features: FeatureCollection): void;
  /** Gives the map's own gestures back or takes them away. */
  allowGestures(drag: boolean, doubleClick: boolean): void;
}

export interface DrawEvents {
  /** Called after every stroke, for the hint beside the map. */
  changed(drawing: Drawing): void;
  /** Called once, with null when the drawing was given up. */
  ended(area: Area | null): void;
}

/** A press that moves further than this is a drag of the map, not a corner. */
const CLICK_SLACK_PX = 5;

/** A corner this near to the first closes the polygon. */
const CLOSE_PX = 12;

export class DrawSession {
  readonly #canvas: Canvas;
  readonly #events: DrawEvents;
  readonly #listeners = new AbortController();
  #drawing: Drawing;
  #pressed: { x: number; y: number } | null = null;

  constructor(canvas: Canvas, mode: DrawMode, events: DrawEvents) {
    this.#canvas = canvas;
    this.#events = events;
    this.#drawing = startDrawing(mode);
    canvas.allowGestures(mode === "polygon", false);
    const { signal } = this.#listeners;
    const { element } = canvas;
    element.addEventListener("pointerdown", (event) => this.#press(event), { signal });
    element.addEventListener("pointermove", (event) => this.#move(event), { signal });
    element.addEventListener("pointerup", (event) => this.#release(event), { signal });
    element.addEventListener("dblclick", () => this.stroke({ do: "finish" }), { signal });
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    element.dataset["drawing"] = mode;
  }

  /** Takes one stroke, from the hand or from a button beside the map. */
  stroke(stroke: Stroke): void {
    const before = this.#drawing;
    this.#drawing = draw(before, stroke);
    if (this.#drawing === before) return;
    this.#canvas.show(sketch(this.#drawing));
    if (this.#drawing.state === "drawing") this.#events.changed(this.#drawing);
    else this.#end(this.#drawing.state === "done" ? areaOf(this.#drawing) : null);
  }

  /** Ends without an area and without telling anybody. */
  dispose(): void {
    this.#listeners.abort();
    delete this.#canvas.element.dataset["drawing"];
    this.#canvas.show({ type: "FeatureCollection", features: [] });
    this.#canvas.allowGestures(true, true);
  }

  #end(area: Area | null): void {
    this.dispose();
    this.#events.ended(area);
  }

  #place(event: PointerEvent): { x: number; y: number } {
    const box = this.#canvas.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #press(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return;
    this.#pressed = this.#place(event);
    if (this.#drawing.mode === "box" && this.#drawing.corners.length === 0)
      this.stroke({ do: "corner", at: this.#canvas.locate(this.#pressed.x, this.#pressed.y), closes: false });
  }

  #move(event: PointerEvent): void {
    const { x, y } = this.#place(event);
    this.stroke({ do: "move", to: this.#canvas.locate(x, y) });
  }

  #release(event: PointerEvent): void {
    const pressed = this.#pressed;
    this.#pressed = null;
    if (!pressed || event.button !== 0) return;
    const { x, y } = this.#place(event);
    const dragged = Math.hypot(x - pressed.x, y - pressed.y) > CLICK_SLACK_PX;
    if (this.#drawing.mode === "polygon" && dragged) return;
    this.stroke({ do: "corner", at: this.#canvas.locate(x, y), closes: this.#closes(x, y) });
  }

  #closes(x: number, y: number): boolean {
    const [first] = this.#drawing.corners;
    if (!first) return false;
    const point = this.#canvas.point(first);
    return Math.hypot(x - point.x, y - point.y) < CLOSE_PX;
  }

  #key(event: KeyboardEvent): void {
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select")) return;
    if (event.key === "Escape") this.stroke({ do: "cancel" });
    else if (event.key === "Backspace" || event.key === "Delete") this.stroke({ do: "back" });
    else return;
    event.preventDefault();
  }
}
