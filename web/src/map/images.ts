/**
 * The images of the map, drawn on a canvas when the style first asks for
 * them, so that no sprite has to be shipped. The name of an image says what it
 * shows: `mark:<kind>:<list>`, `cluster:<meets>:<may meet>:<fails>`,
 * `hatch:<kind>` and `cross`.
 */

import type { List } from "../api/types";
import { shapeOf } from "../domain/mark";
import { kindColour, type MapTheme } from "./theme";

export const PIXEL_RATIO = 2;

/** Draws the image of a name at twice its size, or gives null for a name of somebody else. */
export function drawImage(name: string, theme: MapTheme): ImageData | null {
  const [what, ...parts] = name.split(":");
  switch (what) {
    case "mark":
      return drawMark(parts[0] ?? "", (parts[1] ?? "meets") as List, theme);
    case "cluster":
      return drawCluster(parts.map(Number), theme);
    case "hatch":
      return drawHatch(kindColour(theme, parts[0] ?? ""));
    case "cross":
      return drawCross(theme.colour["map-grid"]);
    default:
      return null;
  }
}

/** Draws on a fresh canvas of the size in CSS pixels. */
function paint(size: number, draw: (context: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = size * PIXEL_RATIO;
  canvas.height = size * PIXEL_RATIO;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("map images: the browser has no canvas");
  context.scale(PIXEL_RATIO, PIXEL_RATIO);
  draw(context);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** Lines at 45 degrees through the current clip, wide enough for any mark. */
function hatchLines(context: CanvasRenderingContext2D, size: number, gap: number, width: number): void {
  context.lineWidth = width;
  context.beginPath();
  for (let at = -size; at < size * 2; at += gap) {
    context.moveTo(at, size);
    context.lineTo(at + size, 0);
  }
  context.stroke();
}

/** Known is solid, not known enough is hatched, what fails is hollow. */
function drawMark(kind: string, list: List, theme: MapTheme): ImageData {
  const size = 24;
  return paint(size, (context) => {
    const shape = new Path2D(shapeOf(kind));
    const colour = kindColour(theme, kind);
    context.translate(2, 2);
    context.scale(20 / 24, 20 / 24);
    context.lineJoin = "round";
    context.strokeStyle = theme.colour["map-mark-rim"];
    context.lineWidth = 4;
    context.stroke(shape);
    context.fillStyle = list === "meets" ? colour : theme.colour["map-mark-rim"];
    context.fill(shape);
    context.strokeStyle = colour;
    if (list === "may_meet") {
      context.save();
      context.clip(shape);
      hatchLines(context, size, 5, 2.2);
      context.restore();
    }
    context.lineWidth = list === "fails" ? 1.6 : 2;
    context.stroke(shape);
  });
}

/** The side of the image of a cluster, growing slowly with the number of its sites. */
export function clusterSize(count: number): number {
  return Math.round(30 + Math.min(26, Math.log10(Math.max(1, count)) * 11));
}

/** A disc with the number of sites, in a ring that shows their shares: solid, hatched, hollow. */
function drawCluster([meets = 0, may = 0, fails = 0]: readonly number[], theme: MapTheme): ImageData {
  const count = meets + may + fails;
  const size = clusterSize(count) + 8;
  const ink = theme.colour["map-cluster"];
  return paint(size, (context) => {
    const [centre, outer] = [size / 2, size / 2 - 1];
    const inner = outer - 4.5;
    disc(context, centre, outer, theme.colour["map-mark-rim"]);
    let start = -Math.PI / 2;
    for (const [share, list] of [[meets, "meets"] as const, [may, "may_meet"] as const, [fails, "fails"] as const]) {
      const end = start + (Math.PI * 2 * share) / Math.max(1, count);
      if (share > 0) ringPart(context, centre, outer - 0.75, inner, start, end, list, ink);
      start = end;
    }
    disc(context, centre, inner - 1.25, meets > 0 ? ink : theme.colour["map-mark-rim"]);
    if (meets === 0) {
      context.strokeStyle = ink;
      context.lineWidth = 1.25;
      context.stroke();
    }
    context.fillStyle = meets > 0 ? theme.colour["map-on-cluster"] : ink;
    context.font = `600 ${count > 9999 ? 10 : count > 999 ? 11 : 13}px "IBM Plex Sans Variable", sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(short(count), centre, centre + 0.75);
  });
}

const short = (count: number) => (count > 9999 ? `${Math.round(count / 1000)}k` : String(count));

function disc(context: CanvasRenderingContext2D, centre: number, radius: number, colour: string): void {
  context.beginPath();
  context.arc(centre, centre, radius, 0, Math.PI * 2);
  context.fillStyle = colour;
  context.fill();
}

function ringPart(
  context: CanvasRenderingContext2D,
  centre: number,
  outer: number,
  inner: number,
  start: number,
  end: number,
  list: List,
  ink: string,
): void {
  const part = new Path2D();
  part.arc(centre, centre, outer, start, end);
  part.arc(centre, centre, inner, end, start, true);
  part.closePath();
  context.fillStyle = ink;
  context.strokeStyle = ink;
  if (list === "meets") context.fill(part);
  if (list === "may_meet") {
    context.save();
    context.clip(part);
    hatchLines(context, centre * 2, 3, 1.2);
    context.restore();
  }
  context.lineWidth = list === "fails" ? 0.6 : 0.9;
  context.stroke(part);
}

/** A seamless tile of diagonal lines. */
function drawHatch(colour: string): ImageData {
  const size = 8;
  return paint(size, (context) => {
    context.strokeStyle = colour;
    context.lineCap = "square";
    hatchLines(context, size, size, 1.6);
  });
}

/** The cross of the grid on survey plans. */
function drawCross(colour: string): ImageData {
  const size = 11;
  return paint(size, (context) => {
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(size / 2, 0.5);
    context.lineTo(size / 2, size - 0.5);
    context.moveTo(0.5, size / 2);
    context.lineTo(size - 0.5, size / 2);
    context.stroke();
  });
}
