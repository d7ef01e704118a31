/** A site's outline as a plan on paper: north up, true to scale, for print and for browsers without maps. */

import type { Geometry, Position } from "geojson";

export interface Plan {
  /** SVG path of all rings, in the units of the sheet. */
  readonly path: string;
  /** Places of the crosses of a round grid. */
  readonly crosses: readonly { readonly x: number; readonly y: number }[];
  readonly width: number;
  readonly height: number;
  /** Ground metres per unit of the sheet. */
  readonly metresPerUnit: number;
  /** Distance between crosses, in metres. */
  readonly gridM: number;
}

const METRES_PER_DEGREE = 111_195;

/** Draws the outline on a sheet of the size, within margins; null for what has no outline. */
export function planOf(geometry: Geometry | null, width: number, height: number, margin: number): Plan | null {
  const rings = ringsOf(geometry);
  const points = rings.flat();
  const first = points[0];
  if (!first) return null;
  const squeeze = Math.cos(((first[1] ?? 0) * Math.PI) / 180);
  const metres = rings.map((ring) =>
    ring.map(([x = 0, y = 0]) => [x * METRES_PER_DEGREE * squeeze, y * METRES_PER_DEGREE] as const),
  );
  const xs = metres.flat().map(([x]) => x);
  const ys = metres.flat().map(([, y]) => y);
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  const metresPerUnit = Math.max((east - west) / (width - 2 * margin), (north - south) / (height - 2 * margin), 1e-6);
  const toX = (x: number) => width / 2 + (x - (west + east) / 2) / metresPerUnit;
  const toY = (y: number) => height / 2 - (y - (south + north) / 2) / metresPerUnit;
  const path = metres
    .map((ring) => `M${ring.map(([x, y]) => `${tenth(toX(x))} ${tenth(toY(y))}`).join("L")}Z`)
    .join("");
  const gridM = roundStep(metresPerUnit * 90);
  return { path, width, height, metresPerUnit, gridM, crosses: crosses() };

  function crosses(): { x: number; y: number }[] {
    const found: { x: number; y: number }[] = [];
    const left = (west + east) / 2 - (width / 2) * metresPerUnit;
    const bottom = (south + north) / 2 - (height / 2) * metresPerUnit;
    for (let x = Math.ceil(left / gridM) * gridM; toX(x) < width; x += gridM)
      for (let y = Math.ceil(bottom / gridM) * gridM; toY(y) > 0; y += gridM)
        found.push({ x: tenth(toX(x)), y: tenth(toY(y)) });
    return found;
  }
}

const tenth = (value: number) => Math.round(value * 10) / 10;

/** The smallest of 1, 2, 5 × 10ⁿ that is not less. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const digit = least / power;
  return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
}

function ringsOf(geometry: Geometry | null): Position[][] {
  if (geometry?.type === "Polygon") return geometry.coordinates;
  if (geometry?.type === "MultiPolygon") return geometry.coordinates.flat();
  return [];
}
