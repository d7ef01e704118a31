/** Tiles of the WebMercatorQuad: which ones cover a box, and how they come. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface Tile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

type Box = readonly [west: number, south: number, east: number, north: number];

const column = (longitude: number, z: number) => Math.floor(((longitude + 180) / 360) * 2 ** z);

function row(latitude: number, z: number): number {
  const phi = (latitude * Math.PI) / 180;
  return Math.floor(((1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2) * 2 ** z);
}

export function tilesOver([west, south, east, north]: Box, z: number): readonly Tile[] {
  const tiles: Tile[] = [];
  for (let y = row(north, z); y <= row(south, z); y++)
    for (let x = column(west, z); x <= column(east, z); x++) tiles.push({ z, x, y });
  return tiles;
}

/** Fetches a tile of the template of a TileJSON and writes it down; null where the tile is empty. */
export async function saveTile(template: string, { z, x, y }: Tile, folder: string): Promise<string | null> {
  const address = template.replace("{z}", String(z)).replace("{x}", String(x)).replace("{y}", String(y));
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`);
  const type = answer.headers.get("content-type");
  if (type !== "application/vnd.mapbox-vector-tile") throw new Error(`${address} came as ${type}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length === 0) return null;
  const file = join(folder, `${z}-${x}-${y}.mvt`);
  await writeFile(file, bytes);
  return file;
}
