/** The offline basemap: topologies made by the build, turned into what the style draws. It is done in the map's worker. */

import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Point, Position } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Bounds } from "../api/types";

export type Countries = Topology<{ countries: GeometryCollection }>;

/** Land and its lines; `line` is "border" between countries and "coast" elsewhere. */
export interface Land {
  readonly land: FeatureCollection<MultiPolygon>;
  readonly lines: FeatureCollection<MultiLineString>;
}

export interface World extends Land {
  /** One point per country with its names and size. */
  readonly labels: FeatureCollection<Point>;
}

export interface Water {
  readonly lakes: FeatureCollection;
  readonly rivers: FeatureCollection;
}

export function worldOf(topology: Countries): World {
  return { land: collection(landParts(topology)), lines: linesOf(topology), labels: labelsOf(topology) };
}

const collection = <T extends Feature>(features: T[]) => ({ type: "FeatureCollection" as const, features });

function landParts(topology: Countries): Feature<MultiPolygon>[] {
  return topology.objects.countries.geometries.flatMap((country) => {
    const { geometry } = feature(topology, country) as Feature;
    if (geometry.type !== "MultiPolygon" && geometry.type !== "Polygon") return [];
    const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const whole: MultiPolygon = { type: "MultiPolygon", coordinates: parts.map((rings) => rings.map(unwrapRing)) };
    return [{ type: "Feature" as const, properties: {}, geometry: whole }];
  });
}

/**
 * Makes a line run on past 180 degrees where it would jump to the other edge
 * of the world: the package draws on a globe, where there is no edge. The
 * middle of the line stays within 180 degrees.
 */
export function unwrap(line: Position[]): Position[] {
  let turn = 0;
  let [west, east] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const run = line.map(([x = 0, y = 0], i): Position => {
    const before = line[i - 1]?.[0] ?? x;
    if (x - before > 180) turn -= 360;
    else if (x - before < -180) turn += 360;
    west = Math.min(west, x + turn);
    east = Math.max(east, x + turn);
    return [x + turn, y];
  });
  return turned(run, -360 * Math.round((west + east) / 2 / 360));
}

/** The line moved around the world. */
function turned(line: Position[], degrees: number): Position[] {
  return degrees === 0 ? line : line.map(([x = 0, y = 0]) => [x + degrees, y]);
}

/** As unwrap; a ring that goes around the pole is closed along it. */
export function unwrapRing(ring: Position[]): Position[] {
  const open = unwrap(ring);
  const [first, last] = [open[0], open.at(-1)];
  if (!first || !last || Math.abs((last[0] ?? 0) - (first[0] ?? 0)) < 180) return open;
  const pole = (first[1] ?? 0) < 0 ? -90 : 90;
  return [...open, [last[0] ?? 0, pole], [first[0] ?? 0, pole], first];
}

function linesOf(topology: Countries): FeatureCollection<MultiLineString> {
  const line = (name: string, geometry: MultiLineString): Feature<MultiLineString> => ({
    type: "Feature",
    properties: { line: name },
    geometry: { ...geometry, coordinates: geometry.coordinates.map(unwrap) },
  });
  const { countries } = topology.objects;
  return collection([
    line(
      "border",
      mesh(topology, countries, (a, b) => a !== b),
    ),
    line(
      "coast",
      mesh(topology, countries, (a, b) => a === b),
    ),
  ]);
}

function labelsOf(topology: Countries): FeatureCollection<Point> {
  const features = topology.objects.countries.geometries.flatMap((country) => {
    const properties = (country.properties ?? {}) as { at?: Position; iso?: string };
    if (!properties.at) return [];
    const { at, ...names } = properties;
    return [{ type: "Feature" as const, properties: names, geometry: { type: "Point" as const, coordinates: at } }];
  });
  return collection(features);
}

export function waterOf(topology: Topology): Water {
  const part = (name: string): FeatureCollection => {
    const object = topology.objects[name];
    const answer = object ? feature(topology, object) : collection([]);
    const features = answer.type === "FeatureCollection" ? answer.features : [answer];
    return collection(features.map((one) => ({ ...one, geometry: smooth(one.geometry) })));
  };
  return { lakes: part("lakes"), rivers: part("rivers") };
}

/** Rounds the corners of coarse lines. */
function smooth(geometry: Feature["geometry"]): Feature["geometry"] {
  switch (geometry.type) {
    case "LineString":
      return { ...geometry, coordinates: chaikin(geometry.coordinates) };
    case "MultiLineString":
    case "Polygon":
      return { ...geometry, coordinates: geometry.coordinates.map(chaikin) };
    case "MultiPolygon":
      return { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map(chaikin)) };
    default:
      return geometry;
  }
}

/** Cuts the corners of a line twice. A closed ring stays closed, an open line keeps its ends. */
export function chaikin(line: Position[]): Position[] {
  return cutCorners(cutCorners(line));
}

function cutCorners(line: Position[]): Position[] {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last || line.length < 3) return line;
  const cut: Position[] = [];
  for (let i = 1; i < line.length; i++) {
    const [ax = 0, ay = 0] = line[i - 1] ?? [];
    const [bx = 0, by = 0] = line[i] ?? [];
    cut.push([ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25], [ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75]);
  }
  const closed = first[0] === last[0] && first[1] === last[1];
  return closed ? [...cut, cut[0] ?? first] : [first, ...cut, last];
}

/** The finer coast and borders, of which only the part around the view is ever drawn. */
export interface Detail {
  within(window: Bounds): Land;
}

/** The world and its copies to the left and right, which a window near the edge looks into. */
const TURNS = [-360, 0, 360];

export function detailOf(topology: Countries): Detail {
  const parts = landParts(topology)
    .flatMap(({ geometry }) => geometry.coordinates)
    .map((rings) => boxed(rings, rings[0] ?? []));
  const lines = linesOf(topology).features.map((one) => ({
    one,
    runs: one.geometry.coordinates.map((line) => boxed(line, line)),
  }));
  return {
    within: (window) => ({
      land: collection([{ type: "Feature", properties: {}, geometry: partsWithin(parts, window) }]),
      lines: collection(lines.map(({ one, runs }) => ({ ...one, geometry: linesWithin(runs, window) }))),
    }),
  };
}

/** Something with the box around it, so that most of the world is passed over at a glance. */
interface Boxed<T> {
  readonly what: T;
  readonly box: Bounds;
}

function boxed<T>(what: T, around: Position[]): Boxed<T> {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = 0, y = 0] of around) {
    [west, east] = [Math.min(west, x), Math.max(east, x)];
    [south, north] = [Math.min(south, y), Math.max(north, y)];
  }
  return { what, box: [west, south, east, north] };
}

function meets([west, south, east, north]: Bounds, window: Bounds): boolean {
  return west <= window[2] && east >= window[0] && south <= window[3] && north >= window[1];
}

function partsWithin(parts: readonly Boxed<Position[][]>[], window: Bounds): MultiPolygon {
  const coordinates = TURNS.flatMap((turn) => {
    const there = shifted(window, -turn);
    return parts
      .filter(({ box }) => meets(box, there))
      .flatMap(({ what }) => clipPolygon(what, there))
      .map((rings) => rings.map((ring) => turned(ring, turn)));
  });
  return { type: "MultiPolygon", coordinates };
}

function linesWithin(lines: readonly Boxed<Position[]>[], window: Bounds): MultiLineString {
  const coordinates = TURNS.flatMap((turn) => {
    const there = shifted(window, -turn);
    return lines
      .filter(({ box }) => meets(box, there))
      .flatMap(({ what }) => clipLine(what, there))
      .map((line) => turned(line, turn));
  });
  return { type: "MultiLineString", coordinates };
}

function shifted([west, south, east, north]: Bounds, degrees: number): Bounds {
  return [west + degrees, south, east + degrees, north];
}

/** Cuts a polygon to the window; the cut edges run along the window's sides, out of sight. */
export function clipPolygon(rings: Position[][], window: Bounds): Position[][][] {
  const cut = rings.map((ring) => clipRing(ring, window)).filter((ring) => ring.length >= 4);
  const outer = rings[0] && cut.length > 0 ? clipRing(rings[0], window) : [];
  return outer.length >= 4 ? [cut] : [];
}

function clipRing(ring: Position[], [west, south, east, north]: Bounds): Position[] {
  const sides: readonly [0 | 1, 1 | -1, number][] = [
    [0, 1, west],
    [0, -1, east],
    [1, 1, south],
    [1, -1, north],
  ];
  let points = ring.slice(0, -1);
  for (const [axis, sign, limit] of sides) points = clipSide(points, axis, sign, limit);
  return points.length >= 3 ? [...points, points[0] ?? []] : [];
}

/** Keeps what lies on one side of a line, as Sutherland and Hodgman do. */
function clipSide(points: Position[], axis: 0 | 1, sign: 1 | -1, limit: number): Position[] {
  const inside = (point: Position) => ((point[axis] ?? 0) - limit) * sign >= 0;
  return points.flatMap((to, i) => {
    const from = points.at(i - 1) ?? to;
    const crossing = inside(from) === inside(to) ? [] : [between(from, to, axis, limit)];
    return inside(to) ? [...crossing, to] : crossing;
  });
}

function between(from: Position, to: Position, axis: 0 | 1, limit: number): Position {
  const [ax = 0, ay = 0] = from;
  const [bx = 0, by = 0] = to;
  const share = axis === 0 ? (limit - ax) / (bx - ax) : (limit - ay) / (by - ay);
  return [ax + (bx - ax) * share, ay + (by - ay) * share];
}

/** Keeps the runs of a line that have a point in the window, with one neighbour at each end. */
export function clipLine(line: Position[], [west, south, east, north]: Bounds): Position[][] {
  const inside = line.map(([x = 0, y = 0]) => x >= west && x <= east && y >= south && y <= north);
  const runs: Position[][] = [];
  let run: Position[] = [];
  line.forEach((point, i) => {
    if (inside[i] || inside[i - 1] || inside[i + 1]) run.push(point);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  });
  if (run.length > 1) runs.push(run);
  return runs.filter((part) => part.length > 1);
}
