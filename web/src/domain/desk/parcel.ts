/** What a site takes from a parcel of a cadastre: the parcel in its record, and its outline. */

import type { MultiPolygon, Position } from "geojson";
import type { CadastralParcel, ParcelLayer } from "../../api/desk/parcels";
import { isInside, type Outline, outlineOf, type Part } from "./outline";
import { join } from "./outline-divide";
import { addElement, at, type Plain, put } from "./record-edit";

/** Whether the record has the parcel already. */
export function hasParcel(record: Plain, number: string): boolean {
  const parcels = at(record, ["parcels"]);
  return (
    Array.isArray(parcels) &&
    parcels.some((one: Plain) => one["cadastral_number"] === number || one["raw_number"] === number)
  );
}

/** The record with the parcel, as its cadastre has it, and with where that is known from. */
export function recordWith(record: Plain, parcel: CadastralParcel, layer: ParcelLayer | undefined): Plain {
  if (hasParcel(record, parcel.number)) return record;
  const element = {
    cadastre: parcel.cadastre,
    cadastral_number: parcel.number,
    ...(parcel.area_m2 === null ? {} : { area_m2: parcel.area_m2 }),
    ...(parcel.purpose === null ? {} : { purpose: parcel.purpose }),
    ...(parcel.ownership === null ? {} : { ownership: parcel.ownership }),
  };
  const first = !Array.isArray(at(record, ["parcels"])) || (at(record, ["parcels"]) as unknown[]).length === 0;
  const whole = addElement(record, "parcels", element);
  // Evidence is of a fact about all parcels: only of the first one the cadastre is all there is.
  if (!first || !layer) return whole;
  const evidence = { source: layer.source, ...(layer.as_of ? { as_of: layer.as_of } : {}) };
  const facts = [
    ...(parcel.ownership === null ? [] : ["ownership"]),
    ...(parcel.purpose === null ? [] : ["purposes"]),
  ].filter((name) => at(record, ["facts", name]) === undefined);
  return facts.reduce((now, name) => put(now, ["facts", name], evidence), whole);
}

/**
 * The outline with that of a parcel. Parts that touch or overlap it become one with it; all others, and a parcel that
 * stands alone, keep their corners to the last bit.
 */
export function outlineWith(outline: Outline, parcel: MultiPolygon): Outline {
  if (outline.parts.length === 0) return outlineOf(parcel);
  return parcel.coordinates.reduce<Outline>(
    (now, part) => joined({ parts: [...now.parts, part], source: null }),
    outline,
  );
}

/** The outline with its last part joined to whatever it touches, one after another. */
function joined(outline: Outline): Outline {
  const last = outline.parts.length - 1;
  for (let other = 0; other < last; other++) {
    const whole = join(outline, other, last);
    if (typeof whole === "string") continue;
    // What has grown may touch more.
    const grown = whole.parts[other] as Part;
    return joined({ parts: [...whole.parts.toSpliced(other, 1), grown], source: null });
  }
  return outline;
}

/** The parcel at a place, the smallest where several lie there. */
export function parcelAt(parcels: readonly CadastralParcel[], place: Position): CadastralParcel | null {
  const there = parcels.filter(({ geometry }) =>
    geometry.coordinates.some(
      ([outer = [], ...holes]) => isInside(place, outer) && !holes.some((hole) => isInside(place, hole)),
    ),
  );
  return there.toSorted((a, b) => spanOf(a) - spanOf(b))[0] ?? null;
}

function spanOf({ geometry }: CadastralParcel): number {
  const corners = geometry.coordinates.flat(2);
  const [xs, ys] = [corners.map(([x = 0]) => x), corners.map(([, y = 0]) => y)];
  const span = (list: readonly number[]) =>
    list.reduce((a, b) => Math.max(a, b), -Infinity) - list.reduce((a, b) => Math.min(a, b), Infinity);
  return span(xs) * span(ys);
}
