/** Dividing a part by a line, and making one of two parts. */

import type { Position } from "geojson";
import { union } from "polyclip-ts";
import {
  changed,
  cornersOf,
  crossing,
  isInside,
  type Outline,
  type Part,
  type Ring,
  ringOf,
  round,
  sidesOf,
} from "./outline";

/** Why a line divides nothing. */
export type LineFault = "line_misses" | "line_crosses_often" | "line_crosses_hole" | "line_crosses_itself";

/** Why parts do not become one. */
export type JoinFault = "parts_apart";

interface Hit {
  readonly at: Position;
  /** Side of the ring and how far along it; side of the line and how far along it. */
  readonly ring: number;
  readonly line: number;
}

/**
 * Divides the part that a line crosses from edge to edge. The line may bend;
 * it has to begin and to end outside, and no hole may lie in its way. Holes go
 * to the side on which they lie. The sides share the corners on the line, so
 * that nothing is lost between them.
 */
export function divide(outline: Outline, line: readonly Position[]): Outline | LineFault {
  if (crossesItself(line)) return "line_crosses_itself";
  let often = false;
  for (const [index, part] of outline.parts.entries()) {
    const hits = hitsOf(part[0] ?? [], line);
    if (hits.length === 0) continue;
    if (hits.length !== 2) {
      often = true;
      continue;
    }
    if (part.slice(1).some((hole) => hitsOf(hole, line).length > 0)) return "line_crosses_hole";
    return changed(outline.parts.toSpliced(index, 1, ...sides(part, line, hits)));
  }
  return often ? "line_crosses_often" : "line_misses";
}

function hitsOf(ring: Ring, line: readonly Position[]): readonly Hit[] {
  const hits: Hit[] = [];
  for (const [i, [a, b]] of sidesOf(ring).entries())
    for (const [j, [c, d]] of sidesOf(line).entries()) {
      const hit = crossing(a, b, c, d);
      if (hit) {
        const [x = 0, y = 0] = hit.at;
        hits.push({ at: [round(x), round(y)], ring: i + hit.along, line: j + hit.across });
      }
    }
  return hits.toSorted((one, other) => one.line - other.line);
}

function crossesItself(line: readonly Position[]): boolean {
  const sides = sidesOf(line);
  return sides.some(([a, b], i) => sides.some(([c, d], j) => j > i + 1 && crossing(a, b, c, d) !== null));
}

/** The two sides of a part. */
function sides([outer = [], ...holes]: Part, line: readonly Position[], hits: readonly Hit[]): readonly Part[] {
  const [enter, leave] = hits;
  if (!enter || !leave) return [[outer, ...holes]];
  const corners = cornersOf(outer);
  // From where the line enters to where it leaves, with its bends between.
  const cut = [enter.at, ...line.slice(Math.ceil(enter.line), Math.floor(leave.line) + 1), leave.at];
  const around = (from: number, to: number) => {
    const passed: Position[] = [];
    for (let i = Math.floor(from) + 1; i <= Math.floor(to < from ? to + corners.length : to); i++)
      passed.push(corners[i % corners.length] ?? [0, 0]);
    return passed;
  };
  const one = ringOf([...cut, ...around(leave.ring, enter.ring)], false);
  const other = ringOf([...cut.toReversed(), ...around(enter.ring, leave.ring)], false);
  const within = (ring: Ring) => holes.filter((hole) => isInside(hole[0] ?? [0, 0], ring));
  return [
    [one, ...within(one)],
    [other, ...within(other)],
  ];
}

/** Makes one part of two that touch along a side or overlap. */
export function join(outline: Outline, first: number, second: number): Outline | JoinFault {
  const [a, b] = [outline.parts[first], outline.parts[second]];
  if (!a || !b) return "parts_apart";
  const joined = union([a] as Pairs, [b] as Pairs);
  const [whole] = joined;
  if (joined.length !== 1 || !whole) return "parts_apart";
  const part = whole.map((ring, i) => ringOf(cornersOf(ring), i > 0));
  return changed([
    ...outline.parts.slice(0, first),
    part,
    ...outline.parts.slice(first + 1).filter((_, i) => i + first + 1 !== second),
  ]);
}

type Pairs = Parameters<typeof union>[0];
