/** Outlines that are pasted: GeoJSON or WKT, in degrees. Every fault names its place. */

import type { Geometry, MultiPolygon, Point, Polygon, Position } from "geojson";

export type Pasted = Polygon | MultiPolygon | Point;

/** What is wrong with a text, and where. */
export interface TextFault {
  readonly fault:
    | "empty"
    | "not_json"
    | "no_geometry"
    | "kind"
    | "several"
    | "wkt"
    | "number"
    | "range"
    | "short_ring"
    | "open_ring"
    | "reference";
  /** A place in the text, or a path in the JSON. */
  readonly at: string;
}

/** The longest text that is read: ten thousand corners are less. */
export const MOST_CHARACTERS = 1_000_000;

export function readOutline(text: string): Pasted | TextFault {
  const trimmed = text.trim();
  if (trimmed === "") return { fault: "empty", at: "1" };
  return trimmed.startsWith("{") ? readGeoJSON(trimmed) : readWKT(trimmed);
}

export const isFault = (read: Pasted | TextFault): read is TextFault => "fault" in read;

function readGeoJSON(text: string): Pasted | TextFault {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { fault: "not_json", at: /position (\d+)/.exec(String(error))?.[1] ?? "1" };
  }
  return readMember(json, "$");
}

/** Reads a geometry, a feature, or a collection that holds one feature. */
function readMember(json: unknown, at: string): Pasted | TextFault {
  if (typeof json !== "object" || json === null) return { fault: "no_geometry", at };
  const { type, geometry, features, crs } = json as { readonly [key: string]: unknown };
  if (crs !== undefined && !/CRS84|4326/.test(JSON.stringify(crs))) return { fault: "reference", at: `${at}.crs` };
  if (type === "FeatureCollection" && Array.isArray(features)) {
    if (features.length !== 1)
      return { fault: features.length === 0 ? "no_geometry" : "several", at: `${at}.features` };
    return readMember(features[0], `${at}.features[0]`);
  }
  if (type === "Feature") return readMember(geometry, `${at}.geometry`);
  const { coordinates } = json as { readonly coordinates?: unknown };
  if (type === "Point") return pointOf(coordinates, `${at}.coordinates`);
  if (type === "Polygon" || type === "MultiPolygon")
    return checked(type, coordinates, `${at}.coordinates`) ?? ({ type, coordinates } as Polygon | MultiPolygon);
  return { fault: typeof type === "string" ? "kind" : "no_geometry", at };
}

function pointOf(coordinates: unknown, at: string): Point | TextFault {
  const fault = positionFault(coordinates, at);
  return fault ?? { type: "Point", coordinates: coordinates as Position };
}

/** What is wrong with the coordinates of a polygon or of several. */
function checked(type: "Polygon" | "MultiPolygon", coordinates: unknown, at: string): TextFault | null {
  if (!Array.isArray(coordinates) || coordinates.length === 0) return { fault: "no_geometry", at };
  const parts: readonly (readonly [unknown, string])[] =
    type === "Polygon" ? [[coordinates, at]] : coordinates.map((part: unknown, i) => [part, `${at}[${i}]`] as const);
  for (const [part, where] of parts) {
    if (!Array.isArray(part) || part.length === 0) return { fault: "no_geometry", at: where };
    for (const [i, ring] of part.entries()) {
      const fault = ringFault(ring, `${where}[${i}]`);
      if (fault) return fault;
    }
  }
  return null;
}

function ringFault(ring: unknown, at: string): TextFault | null {
  if (!Array.isArray(ring)) return { fault: "no_geometry", at };
  for (const [i, position] of ring.entries()) {
    const fault = positionFault(position, `${at}[${i}]`);
    if (fault) return fault;
  }
  if (ring.length < 4) return { fault: "short_ring", at };
  const [first, last] = [ring[0] as Position, ring.at(-1) as Position];
  return first[0] === last[0] && first[1] === last[1] ? null : { fault: "open_ring", at };
}

function positionFault(position: unknown, at: string): TextFault | null {
  if (
    !Array.isArray(position) ||
    position.length < 2 ||
    position.some((n) => typeof n !== "number" || !Number.isFinite(n))
  )
    return { fault: "number", at };
  const [x = 0, y = 0] = position as Position;
  return Math.abs(x) > 180 || Math.abs(y) > 90 ? { fault: "range", at } : null;
}

/** WKT and the EWKT of PostGIS: POINT, POLYGON, MULTIPOLYGON; a third dimension is left out. */
function readWKT(text: string): Pasted | TextFault {
  const head = /^(?:SRID\s*=\s*(\d+)\s*;\s*)?(POINT|POLYGON|MULTIPOLYGON)\s*(?:Z|M|ZM)?\s*(?=\()/i.exec(text);
  if (!head) return { fault: "wkt", at: "1" };
  const [whole, reference, word = ""] = head;
  if (reference !== undefined && reference !== "4326") return { fault: "reference", at: "1" };
  const type = ({ POINT: "Point", POLYGON: "Polygon", MULTIPOLYGON: "MultiPolygon" } as const)[
    word.toUpperCase() as "POINT"
  ];
  const read = new Brackets(text, whole.length).read(DEPTH[type]);
  if ("fault" in read) return read;
  const geometry = { type, coordinates: type === "Point" ? read[0] : read } as Geometry;
  return readMember(geometry, "$");
}

const DEPTH = { Point: 1, Polygon: 2, MultiPolygon: 3 } as const;

type Nested = readonly (number | Nested)[];

/** Brackets within brackets, and numbers in the innermost. */
class Brackets {
  readonly #text: string;
  #at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  /** Reads all that is left, brackets as deep as that. */
  read(depth: number): Nested | TextFault {
    const read = this.#list(depth);
    if (read === null || this.#text.slice(this.#at).trim().replace(/;$/, "") !== "")
      return { fault: "wkt", at: String(this.#at + 1) };
    return read;
  }

  #list(depth: number): Nested | null {
    if (!this.#take("(")) return null;
    const items: Nested[] = [];
    do {
      const item = depth > 1 ? this.#list(depth - 1) : this.#position();
      if (item === null) return null;
      items.push(item);
    } while (this.#take(","));
    return this.#take(")") ? items : null;
  }

  #position(): Nested | null {
    const found = /^\s*([-+.\deE]+)\s+([-+.\deE]+)(?:\s+[-+.\deE]+){0,2}\s*(?=[,)])/.exec(
      this.#text.slice(this.#at, this.#at + 200),
    );
    const [x, y] = [Number(found?.[1]), Number(found?.[2])];
    if (!found || !Number.isFinite(x) || !Number.isFinite(y)) return null;
    this.#at += found[0].length;
    return [x, y];
  }

  #take(sign: string): boolean {
    const rest = /^\s*/.exec(this.#text.slice(this.#at, this.#at + 1000))?.[0].length ?? 0;
    if (this.#text[this.#at + rest] !== sign) return false;
    this.#at += rest + 1;
    return true;
  }
}
