/** GDAL reads what the registry publishes: pages and tiles hold what the API counts. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { Registry } from "../harness/registry";
import { landbankURL } from "../harness/start";
import { attributesOf, convert, layersOf, withFolder } from "./ogr";
import { saveTile, type Tile, tilesOver } from "./tiles";

const registry = () => new Registry(landbankURL());

test("a page of sites is one layer with the fields of the table", async () => {
  const page = await registry().page("/api/v1/sites?limit=50");
  const [layer] = await layersOf(`${landbankURL()}/api/v1/sites?limit=50`);
  expect(layer?.featureCount).toBe(page.features.length);
  const names = layer?.fields.map((field) => field.name) ?? [];
  expect(names).toEqual(expect.arrayContaining(["ref", "kind", "area_m2", "power_kw"]));
  expect(layer?.fields.find((field) => field.name === "area_m2")?.type).toBe("Real");
});

test("page by page, following the links, GDAL has read every site once", async () => {
  await withFolder(async (folder) => {
    const refs: unknown[] = [];
    let matched = Number.NaN;
    let next: string | undefined = "/api/v1/sites?limit=120&sortby=-area_m2";
    for (let n = 1; next !== undefined; n++) {
      const page = await registry().page(next);
      matched = page.numberMatched;
      const file = join(folder, `page-${n}.geojson`);
      await writeFile(file, JSON.stringify(page));
      const [layer] = await layersOf(file);
      expect(layer?.featureCount, `page ${n}`).toBe(page.numberReturned);
      for (const site of await attributesOf(file, layer?.name ?? "")) refs.push(site["ref"]);
      next = page.links.find((link) => link.rel === "next")?.href;
    }
    expect(refs.length, "sites read").toBe(matched);
    expect(new Set(refs).size, "different sites").toBe(matched);
    expect(matched).toBe((await registry().counts()).meets);
  });
});

test("what a filter in CQL2 selects becomes a GeoPackage with outlines", async () => {
  await withFolder(async (folder) => {
    const filter = "kind = 'brownfield' AND area_m2 > 50000 AND outlined = TRUE";
    const { numberMatched } = await registry().page(`/api/v1/sites?${new URLSearchParams({ filter, limit: "1" })}`);
    expect(numberMatched).toBeGreaterThan(0);
    const file = join(folder, "sites.gpkg");
    await convert(
      `${landbankURL()}/api/v1/sites?${new URLSearchParams({ filter, limit: "1000" })}`,
      file,
      "-nln",
      "sites",
    );
    const [layer] = await layersOf(file);
    expect(layer).toMatchObject({ name: "sites", geometry: "Multi Polygon", featureCount: numberMatched });
  });
});

/** The template of the tiles with criteria, out of the TileJSON. */
async function template(query: string): Promise<string> {
  const answer = await fetch(`${landbankURL()}/ogc/collections/sites/tiles/WebMercatorQuad/tilejson?${query}`);
  const { tiles } = (await answer.json()) as { tiles: readonly string[] };
  return tiles[0] ?? "";
}

async function featuresOf(tiles: readonly Tile[], layer: string, query = "") {
  const features: { readonly [name: string]: unknown }[] = [];
  await withFolder(async (folder) => {
    const address = await template(query);
    for (const tile of tiles) {
      const file = await saveTile(address, tile, folder);
      // A tile has only the layers that something is in.
      if (file && (await layersOf(`MVT:${file}`)).some((one) => one.name === layer))
        features.push(...(await attributesOf(`MVT:${file}`, layer, "-oo", "CLIP=NO")));
    }
  });
  return features;
}

const sum = (features: readonly { readonly [name: string]: unknown }[], name: string) =>
  features.reduce((total, feature) => total + Number(feature[name] ?? 0), 0);

test("the clusters of the tile of the whole world count the stock", async () => {
  const clusters = await featuresOf([{ z: 0, x: 0, y: 0 }], "clusters");
  expect(sum(clusters, "count")).toBe((await registry().counts()).meets);
});

test("clusters with criteria count what meets and what may meet", async () => {
  const query = "min_power_kw=5000&lists=meets,may_meet";
  const clusters = await featuresOf([{ z: 0, x: 0, y: 0 }], "clusters", query);
  const { meets, may_meet } = await registry().counts({ must: [{ field: "power_kw", op: ">=", value: 5000 }] });
  expect(sum(clusters, "n_meets")).toBe(meets);
  expect(sum(clusters, "n_may_meet")).toBe(may_meet);
});

test("the tiles over a town hold the outlines and points of its sites, each once by its number", async () => {
  const town = (await registry().territories()).find((one) => one.name.en === "Kryvyi Rih");
  if (!town?.bbox) throw new Error("Kryvyi Rih has no box");
  const page = await registry().page(`/api/v1/sites?territories=${town.code}&limit=1000&geometry=none`);
  const tiles = tilesOver(town.bbox, 12);
  for (const layer of ["sites", "labels"]) {
    const refs = new Set((await featuresOf(tiles, layer)).map((feature) => feature["ref"]));
    expect([...refs].toSorted(), layer).toEqual(page.features.map((site) => site.id).toSorted());
  }
});

test("a tile where nothing is comes empty, and one that cannot be is not there", async () => {
  const address = await template("");
  await withFolder(async (folder) => {
    expect(await saveTile(address, { z: 12, x: 0, y: 2000 }, folder)).toBeNull();
  });
  const outside = await fetch(address.replace("{z}", "2").replace("{y}", "1").replace("{x}", "4"));
  expect(outside.status).toBe(404);
});
