/** Editing an outline, as a pure machine: what the hand does goes in, an outline and a verdict come out. */

import { type Corner, crossesItself } from "../area";
import {
  type At,
  addHole,
  addPart,
  cornersOf,
  type HoleFault,
  insertCorner,
  moveCorner,
  movePart,
  type Outline,
  removeCorner,
  removeRing,
} from "./outline";
import { divide, type JoinFault, join, type LineFault } from "./outline-divide";

/** What the next click means. */
export type Tool = "edit" | "part" | "hole" | "line" | "parcel";

export type EditFault = HoleFault | LineFault | JoinFault | "too_few_corners" | "crosses_itself";

export interface Editing {
  readonly outline: Outline;
  readonly tool: Tool;
  /** Corners that are set of what is being drawn. */
  readonly corners: readonly Corner[];
  readonly pointer: Corner | null;
  readonly selected: At | null;
  readonly fault: EditFault | null;
  readonly past: readonly Outline[];
  readonly future: readonly Outline[];
}

export type Act =
  | { readonly do: "tool"; readonly tool: Tool }
  | { readonly do: "select"; readonly at: At | null }
  | { readonly do: "point"; readonly to: Corner | null }
  | { readonly do: "corner"; readonly at: Corner }
  | { readonly do: "back" }
  | { readonly do: "finish" }
  | { readonly do: "move"; readonly at: At; readonly to: Corner; readonly begins: boolean }
  | { readonly do: "shift"; readonly part: number; readonly by: Corner; readonly begins: boolean }
  | { readonly do: "insert"; readonly at: At; readonly place: Corner }
  | { readonly do: "remove_corner"; readonly at: At }
  | { readonly do: "remove_ring"; readonly part: number; readonly ring: number }
  | { readonly do: "join"; readonly first: number; readonly second: number }
  | { readonly do: "replace"; readonly outline: Outline }
  | { readonly do: "undo" }
  | { readonly do: "redo" };

/** How many steps can be taken back. */
const MOST_STEPS = 200;

export function startEditing(outline: Outline): Editing {
  return { outline, tool: "edit", corners: [], pointer: null, selected: null, fault: null, past: [], future: [] };
}

export function edit(now: Editing, act: Act): Editing {
  switch (act.do) {
    case "tool":
      return { ...now, tool: act.tool, corners: [], pointer: null, selected: null, fault: null };
    case "select":
      return { ...now, selected: act.at, fault: null };
    case "point":
      return { ...now, pointer: act.to };
    case "corner":
      return addCorner(now, act.at);
    case "back":
      return { ...now, corners: now.corners.slice(0, -1), fault: null };
    case "finish":
      return finish(now);
    case "undo":
      return undo(now);
    case "redo":
      return redo(now);
    case "move":
      return step(now, moveCorner(now.outline, act.at, act.to), act.at, act.begins);
    case "shift":
      return step(now, movePart(now.outline, act.part, act.by), now.selected, act.begins);
    case "insert":
      return step(now, insertCorner(now.outline, act.at, act.place), { ...act.at, corner: act.at.corner + 1 });
    case "remove_corner":
      return step(now, removeCorner(now.outline, act.at), null);
    case "remove_ring":
      return step(now, removeRing(now.outline, act.part, act.ring), null);
    case "replace":
      return step(now, act.outline, null);
    case "join":
      return outcome(now, join(now.outline, act.first, act.second));
  }
}

/** An outline that follows another. Moves that go on are one step with their beginning. */
function step(now: Editing, outline: Outline, selected: At | null, begins = true): Editing {
  const past = begins ? [...now.past, now.outline].slice(-MOST_STEPS) : now.past;
  return { ...now, outline, selected, past, future: [], fault: ringFault(outline, selected) };
}

/** A ring under the hand that crosses itself is said at once, and kept: the hand may be on its way. */
function ringFault(outline: Outline, at: At | null): EditFault | null {
  const ring = at ? outline.parts[at.part]?.[at.ring] : undefined;
  return ring && crossesItself(cornersOf(ring).map(([x = 0, y = 0]) => [x, y] as const)) ? "crosses_itself" : null;
}

function addCorner(now: Editing, at: Corner): Editing {
  if (now.tool === "edit" || now.tool === "parcel") return now;
  const last = now.corners.at(-1);
  if (last && last[0] === at[0] && last[1] === at[1]) return now;
  return { ...now, corners: [...now.corners, at], pointer: at, fault: null };
}

function finish(now: Editing): Editing {
  const { tool, corners, outline } = now;
  if (tool === "edit" || tool === "parcel") return now;
  if (corners.length < (tool === "line" ? 2 : 3)) return { ...now, fault: "too_few_corners" };
  if (tool === "line")
    return outcome(
      now,
      divide(
        outline,
        corners.map(([x, y]) => [x, y]),
      ),
    );
  if (crossesItself(corners)) return { ...now, fault: "crosses_itself" };
  return outcome(now, tool === "part" ? addPart(outline, corners) : addHole(outline, corners));
}

/** What a drawing has come to: another outline, or a fault that leaves all as it is. */
function outcome(now: Editing, made: Outline | EditFault): Editing {
  if (typeof made === "string") return { ...now, fault: made };
  return { ...step(now, made, null), tool: "edit", corners: [], pointer: null };
}

function undo(now: Editing): Editing {
  if (now.corners.length > 0) return { ...now, corners: now.corners.slice(0, -1), fault: null };
  const before = now.past.at(-1);
  if (!before) return now;
  const future = [now.outline, ...now.future];
  return { ...now, outline: before, past: now.past.slice(0, -1), future, selected: null, fault: null };
}

function redo(now: Editing): Editing {
  const [next, ...future] = now.future;
  if (!next) return now;
  return { ...now, outline: next, past: [...now.past, now.outline], future, selected: null, fault: null };
}
