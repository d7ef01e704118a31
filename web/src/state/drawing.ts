/** The act of drawing an area: asked for by the form or the map's buttons, done on the map. */

import { signal } from "@preact/signals-core";
import type { Drawing, DrawMode, Stroke } from "../map/drawing";

/** What is being drawn, null when nothing is. */
export const drawMode = signal<DrawMode | null>(null);

/** The corners so far, for the hint beside the map. */
export const drawing = signal<Drawing | null>(null);

/** A stroke made by a button (finish, back, cancel), for the map to take. */
export const buttonStroke = signal<Stroke | null>(null);
