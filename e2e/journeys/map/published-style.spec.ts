/** The style that the registry gives away, on a page of somebody else: valid, drawn, and of what was asked. */

import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { Registry } from "../../harness/registry";
import { landbankURL } from "../../harness/start";

const MODULES = join(import.meta.dirname, "../../../web/node_modules");
const STYLE = "/ogc/collections/sites/tiles/WebMercatorQuad/style";

/** A page with a map library on another origin than the registry's. */
const PAGE = `<!doctype html><link rel="stylesheet" href="maplibre-gl.css"><div id="map" style="position:fixed;inset:0"></div>`;
const TYPES: { readonly [ending: string]: string } = { ".css": "text/css", ".mjs": "text/javascript" };

const site = createServer((request, response) => {
  const name = basename(request.url ?? "");
  response.setHeader("Content-Type", TYPES[extname(name)] ?? "text/html");
  if (name === "") response.end(PAGE);
  else
    createReadStream(join(MODULES, "maplibre-gl/dist", name))
      .on("error", () => response.destroy())
      .pipe(response);
});

const elsewhere = () => `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;

test.beforeAll(async () => {
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
});

test.afterAll(() => {
  site.closeAllConnections();
  site.close();
});

interface Drawn {
  readonly errors: readonly string[];
  readonly layers: readonly string[];
  readonly clustered: number;
  readonly kinds: readonly string[];
}

/** Draws the style with MapLibre at a place, and says what can be seen. */
async function draw(page: Page, style: string, place?: { lng: number; lat: number; zoom: number }): Promise<Drawn> {
  await page.goto(elsewhere());
  return await page.evaluate(
    async ([url, at]) => {
      const library = "/maplibre-gl.mjs";
      const { Map: MapLibre, setWorkerUrl } = await import(library);
      setWorkerUrl("/maplibre-gl-worker.mjs");
      const map = new MapLibre({ container: "map", style: url, attributionControl: false });
      const errors: string[] = [];
      map.on("error", (event: { error: Error }) => errors.push(String(event.error)));
      await map.once("load");
      if (at) map.jumpTo({ center: [at.lng, at.lat], zoom: at.zoom });
      await map.once("idle");
      const seen: { layer: { id: string }; properties: { [name: string]: unknown } }[] = map.queryRenderedFeatures();
      const circles = seen.filter(({ layer }) => layer.id === "cluster");
      return {
        errors,
        layers: [...new Set(seen.map(({ layer }) => layer.id))].sort(),
        clustered: circles.reduce((sum, { properties }) => sum + Number(properties["count"]), 0),
        kinds: [...new Set(seen.map(({ properties }) => String(properties["kind"] ?? "")))].filter(Boolean).sort(),
      };
    },
    [style, place] as const,
  );
}

test("the served style is valid", async () => {
  const validator = pathToFileURL(join(MODULES, "@maplibre/maplibre-gl-style-spec/dist/index.mjs")).href;
  const { validateStyleMin } = (await import(validator)) as { validateStyleMin: (style: unknown) => unknown[] };
  for (const query of ["", "?theme=dark&kind=brownfield&lists=meets,may_meet&min_power_kw=1000"]) {
    const answer = await fetch(landbankURL() + STYLE + query);
    expect(answer.headers.get("content-type")).toBe("application/vnd.mapbox.style+json");
    expect(validateStyleMin(await answer.json())).toEqual([]);
  }
});

test("from afar all sites are counted", async ({ page }) => {
  const { meets } = await new Registry(landbankURL()).counts();
  const drawn = await draw(page, landbankURL() + STYLE);
  expect(drawn.errors).toEqual([]);
  expect(drawn.layers).toEqual(["cluster", "cluster-count"]);
  expect(drawn.clustered).toBe(meets);
  await page.screenshot({ path: test.info().outputPath("afar.png") });
});

test("close by sites of the kind that was asked for have outlines and names", async ({ page }) => {
  const filter = "kind = 'brownfield' AND outlined = TRUE";
  const { features } = await new Registry(landbankURL()).page(
    `/api/v1/sites?${new URLSearchParams({ filter, limit: "1" })}`,
  );
  const at = features[0]?.properties;
  const place = { lng: Number(at?.["longitude"]), lat: Number(at?.["latitude"]), zoom: 14 };
  const drawn = await draw(page, `${landbankURL()}${STYLE}?kind=brownfield`, place);
  expect(drawn.errors).toEqual([]);
  expect(drawn.layers).toEqual(["site-fill", "site-line", "site-name", "site-point"]);
  expect(drawn.kinds).toEqual(["brownfield"]);
  await page.screenshot({ path: test.info().outputPath("near.png") });
});
