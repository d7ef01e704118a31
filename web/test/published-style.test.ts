/**
 * How sites look is written for the server, which gives it to maps of others.
 * `make generate` writes it anew (vitest -u).
 */

import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { expect, it } from "vitest";
import { published } from "../src/map/published-style";
import { SCHEMES, themeFor } from "./tokens";

it.each(SCHEMES)("the published layers in %s are a valid style", (scheme) => {
  const sources = { sites: { type: "vector" as const, url: "http://127.0.0.1/tilejson" } };
  const { layers } = published(themeFor(scheme));
  expect(validateStyleMin({ version: 8, sources, layers })).toEqual([]);
});

it("the server's copy is what the map's layers say", async () => {
  const looks = Object.fromEntries(SCHEMES.map((scheme) => [scheme, published(themeFor(scheme))]));
  await expect(`${JSON.stringify(looks, null, 1)}\n`).toMatchFileSnapshot("../../api/ogc/looks.gen.json");
});
