import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { beforeAll, describe, expect, it } from "vitest";
import { countriesOf, joinCrimeaToUkraine, nameCountries, only } from "../scripts/basemap.mjs";
import { chaikin, clipLine, clipPolygon, detailOf, unwrapRing, worldOf } from "../src/map/basemap";

const require = createRequire(import.meta.url);
const read = (path: string): Topology => JSON.parse(readFileSync(require.resolve(path), "utf8"));

/** The package's own polygons of a country. */
function country(topology: Topology, id: string): Polygon | MultiPolygon {
  const geometry = countriesOf(topology).geometries.find((one) => one.id === id);
  if (!geometry) throw new Error(`no country ${id}`);
  return (feature(topology, geometry) as Feature<Polygon | MultiPolygon>).geometry;
}

function contains(shape: Polygon | MultiPolygon, [x, y]: readonly [number, number]): boolean {
  const parts = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  return parts.some((rings) => rings.filter((ring) => inRing(ring, x, y)).length % 2 === 1);
}

function inRing(ring: Position[], x: number, y: number): boolean {
  let inside = false;
  ring.forEach(([ax = 0, ay = 0], i) => {
    const [bx = 0, by = 0] = ring.at(i - 1) ?? [];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

const UKRAINIAN = {
  Simferopol: [34.1, 44.95],
  Sevastopol: [33.6, 44.6],
  Kerch: [36.42, 45.34],
  Yalta: [34.13, 44.52],
  Dzhankoi: [34.39, 45.71],
  Kyiv: [30.52, 50.45],
  Kramatorsk: [37.56, 48.74],
  Sorokyne: [39.74, 48.3],
} as const;

const RUSSIAN = {
  Krasnodar: [38.98, 45.04],
  Temryuk: [37.38, 45.26],
  Anapa: [37.4, 44.9],
  Moscow: [37.6, 55.75],
} as const;

describe.each(["50m", "10m"])("the countries at 1 : %s", (scale) => {
  let before: Topology;
  let after: Topology;
  let ukraine: Polygon | MultiPolygon;
  let russia: Polygon | MultiPolygon;

  beforeAll(() => {
    before = read(`world-atlas/countries-${scale}.json`);
    after = read(`world-atlas/countries-${scale}.json`);
    joinCrimeaToUkraine(after);
    ukraine = country(after, "804");
    russia = country(after, "643");
  });

  it.each(Object.entries(UKRAINIAN))("have %s in Ukraine alone", (_, place) => {
    expect(contains(ukraine, place)).toBe(true);
    expect(contains(russia, place)).toBe(false);
  });

  it.each(Object.entries(RUSSIAN))("leave %s where it is", (_, place) => {
    expect(contains(russia, place)).toBe(true);
    expect(contains(ukraine, place)).toBe(false);
  });

  it("move one part and dissolve the line between it and the mainland", () => {
    const parts = (topology: Topology, id: string) => {
      const shape = country(topology, id);
      return shape.type === "Polygon" ? 1 : shape.coordinates.length;
    };
    expect(parts(before, "643") - parts(after, "643")).toBe(1);
    expect(parts(after, "804")).toBe(parts(before, "804"));
  });

  it("draw no border across Perekop", () => {
    const world = worldOf(only(after, ["countries"]) as Topology<{ countries: GeometryCollection }>);
    const borders = world.lines.features.find((one) => one.properties?.["line"] === "border");
    const isthmus = borders?.geometry.coordinates
      .flat()
      .filter(([x = 0, y = 0]) => x > 33.4 && x < 34.3 && y > 45.9 && y < 46.3);
    expect(isthmus).toEqual([]);
  });

  it("agree with the reference on Ukraine, where it is at hand", ({ skip }) => {
    const path = new URL(
      `../../../shared/data/basemap/ne_${scale}_admin_0_countries_crimea_in_ukraine.geojson.gz`,
      import.meta.url,
    );
    if (!existsSync(path)) return skip("the reference data is not at hand");
    const reference: FeatureCollection<Polygon | MultiPolygon> = JSON.parse(gunzipSync(readFileSync(path)).toString());
    const theirs = reference.features.find((one) => Object.values(one.properties ?? {}).includes("UKR"))?.geometry;
    expect(theirs).toBeDefined();
    let compared = 0;
    let apart = 0;
    for (let x = 22.05; x < 40.5; x += 0.3)
      for (let y = 44.05; y < 52.5; y += 0.3) {
        compared++;
        if (theirs && contains(theirs, [x, y]) !== contains(ukraine, [x, y])) apart++;
      }
    // The two are rounded differently, so that a point beside the coast may fall apart.
    expect(apart / compared).toBeLessThan(0.002);
  });
});

describe("the basemap", () => {
  it("names countries in three languages at a point inside them", () => {
    const topology = read("world-atlas/countries-50m.json");
    joinCrimeaToUkraine(topology);
    nameCountries(topology);
    const { labels } = worldOf(only(topology, ["countries"]) as Topology<{ countries: GeometryCollection }>);
    const ukraine = labels.features.find((one) => one.properties?.["iso"] === "UA");
    expect(ukraine?.properties).toMatchObject({ uk: "Україна", en: "Ukraine", ru: "Украина" });
    expect(contains(country(topology, "804"), ukraine?.geometry.coordinates as [number, number])).toBe(true);
    for (const label of labels.features) expect(label.properties?.["uk"]).toMatch(/\p{Script=Cyrillic}/u);
  });

  it("draws no line across the world where land crosses the antimeridian", () => {
    const world = worldOf(read("world-atlas/countries-50m.json") as Topology<{ countries: GeometryCollection }>);
    const lines = [
      ...world.land.features.flatMap((one) => one.geometry.coordinates.flat()),
      ...world.lines.features.flatMap((one) => one.geometry.coordinates),
    ];
    const jumps = lines.flatMap((line) =>
      line.filter(([x = 0, y = 0], i) => {
        const [before = x] = line[i - 1] ?? [];
        return Math.abs(x - before) > 180 && Math.abs(y) < 89;
      }),
    );
    expect(jumps).toEqual([]);
  });

  it("keeps only the arcs that are drawn, and every coordinate of them", () => {
    const topology = read("world-atlas/countries-50m.json");
    const pruned = only(topology, ["countries"]);
    expect(pruned.arcs.length).toBeLessThanOrEqual(topology.arcs.length);
    expect(country(pruned, "250")).toEqual(country(topology, "250"));
  });

  it("cuts the finer coast to a window", () => {
    const topology = read("world-atlas/countries-50m.json") as Topology<{ countries: GeometryCollection }>;
    const window = [30, 44, 40, 50] as const;
    const { land, lines } = detailOf(topology).within(window);
    const points = land.features.flatMap((one) => one.geometry.coordinates.flat(2));
    expect(points.length).toBeGreaterThan(100);
    expect(points.filter(([x = 0, y = 0]) => x < 30 || x > 40 || y < 44 || y > 50)).toEqual([]);
    expect(lines.features.map((one) => one.properties?.["line"])).toEqual(["border", "coast"]);
  });
});

describe("the finer coast", () => {
  const detail = detailOf(read("world-atlas/countries-10m.json") as Topology<{ countries: GeometryCollection }>);
  const isLand = ([x, y]: readonly [number, number]) => {
    const { land } = detail.within([x - 1, y - 1, x + 1, y + 1]);
    return land.features.some((one) => contains(one.geometry, [x, y]));
  };

  it.each([
    ["Kramatorsk", [37.55, 48.73]],
    ["Zheleznogorsk", [93.53, 56.25]],
    ["Yuzhno-Sakhalinsk", [142.73, 46.96]],
    ["Chukotka", [178, 67]],
    ["Chukotka, seen from America", [-182, 67]],
    ["Uelen, beyond the antimeridian", [-169.82, 66.155]],
    ["London", [-0.12, 51.5]],
  ] as const)("has land at %s", (_, place) => {
    expect(isLand(place)).toBe(true);
  });

  it.each([
    ["the Black Sea", [34, 43]],
    ["the Pacific", [170, 40]],
  ] as const)("has none in %s", (_, place) => {
    expect(isLand(place)).toBe(false);
  });
});

describe("cutting and smoothing", () => {
  const square: Position[] = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
    [0, 0],
  ];

  it("keeps what lies in the window", () => {
    const [rings = []] = clipPolygon([square], [1, 1, 9, 9]);
    const corners = new Set(rings[0]?.map((corner) => corner.join()));
    expect([...corners].toSorted()).toEqual(["1,1", "1,4", "4,1", "4,4"]);
    expect(clipPolygon([square], [5, 5, 9, 9])).toEqual([]);
  });

  it("closes a ring around the pole along it", () => {
    const ring = [-180, -90, 0, 90, 179, -180].map((x): Position => [x, -70]);
    expect(unwrapRing(ring).slice(-4)).toEqual([
      [180, -70],
      [180, -90],
      [-180, -90],
      [-180, -70],
    ]);
  });

  it("keeps the neighbours of what is inside, so that lines reach the edge", () => {
    const line = [0, 1, 2, 3, 4, 5].map((x): Position => [x, 0]);
    expect(clipLine(line, [2, -1, 3, 1])).toEqual([line.slice(1, 5)]);
    expect(clipLine(line, [7, 7, 8, 8])).toEqual([]);
  });

  it("smooths within the corners, closed rings staying closed", () => {
    const ring = chaikin(square);
    expect(ring[0]).toEqual(ring.at(-1));
    for (const [x = 0, y = 0] of ring) expect(x >= 0 && x <= 4 && y >= 0 && y <= 4).toBe(true);
    const open = chaikin(square.slice(0, 4));
    expect([open[0], open.at(-1)]).toEqual([square[0], square[3]]);
  });
});
