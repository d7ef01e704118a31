/**
 * The worker of the map, and in it the offline basemap: reading the world and
 * cutting the finer coast would otherwise keep the page from answering for
 * half a second.
 */

import "maplibre-gl/dist/maplibre-gl-worker.mjs";
import type { FeatureCollection } from "geojson";
import type { Topology } from "topojson-specification";
import detailUrl from "../generated/detail.json?url";
import waterUrl from "../generated/water.json?url";
import worldUrl from "../generated/world.json?url";
import { type Countries, type Detail, detailOf, type Water, type World, waterOf, worldOf } from "./basemap";
import { SCHEME, type Wish, wishOf } from "./basemap-address";

interface MapWorker {
  addProtocol(
    scheme: string,
    load: (request: { readonly url: string }) => Promise<{ readonly data: FeatureCollection }>,
  ): void;
}

/** Reads a file once. One that could not be had is asked for again the next time. */
function once<Read, Made>(url: string, make: (read: Read) => Made): () => Promise<Made> {
  let made: Promise<Made> | null = null;
  const load = async () => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`basemap: ${url} answered ${response.status}`);
    return make((await response.json()) as Read);
  };
  return () => {
    made ??= load().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}

const world = once<Countries, World>(worldUrl, worldOf);
const water = once<Topology, Water>(waterUrl, waterOf);
const detail = once<Countries, Detail>(detailUrl, detailOf);

async function give({ part, window }: Wish): Promise<FeatureCollection> {
  switch (part) {
    case "lakes":
    case "rivers":
      return (await water())[part];
    case "countries":
      return (await world()).labels;
    default:
      return window ? (await detail()).within(window)[part] : (await world())[part];
  }
}

(self as unknown as MapWorker).addProtocol(SCHEME, async ({ url }) => {
  const wish = wishOf(url);
  if (!wish) throw new Error(`basemap: there is no ${url}`);
  return { data: await give(wish) };
});
