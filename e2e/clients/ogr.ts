/** GDAL's programs as a GIS user runs them. */

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Layer {
  readonly name: string;
  /** The kind of shape, as GDAL says it: "Multi Polygon". */
  readonly geometry: string;
  readonly featureCount: number;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
}

/** What `ogrinfo` says of a file: its layers with their counts and fields. */
export async function layersOf(source: string): Promise<readonly Layer[]> {
  const { stdout } = await run("ogrinfo", ["-ro", "-al", "-so", source], { maxBuffer: 1 << 26 });
  // JSON came with GDAL 3.7; its words can be read since long before.
  return stdout
    .split(/^Layer name: /m)
    .slice(1)
    .map((text) => ({
      name: text.slice(0, text.indexOf("\n")).trim(),
      geometry: /^Geometry: (.+)$/m.exec(text)?.[1] ?? "",
      featureCount: Number(/^Feature Count: (\d+)$/m.exec(text)?.[1]),
      fields: [...text.matchAll(/^(\w+): (\w+) \(/gm)].map(([, name = "", type = ""]) => ({ name, type })),
    }));
}

/** The attributes of every feature, by way of a file that GDAL writes. */
export async function attributesOf(
  source: string,
  layer: string,
  ...options: readonly string[]
): Promise<readonly { readonly [name: string]: unknown }[]> {
  const { stdout } = await run("ogr2ogr", ["-f", "GeoJSON", "/vsistdout/", source, layer, ...options], {
    maxBuffer: 1 << 28,
  });
  const { features } = JSON.parse(stdout) as { features: { properties: { [name: string]: unknown } }[] };
  return features.map((feature) => feature.properties);
}

/** Turns a file into another format. */
export async function convert(source: string, target: string, ...options: readonly string[]): Promise<void> {
  await run("ogr2ogr", [target, source, ...options]);
}

/** A folder for the files of one test, which goes with it. */
export async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "landbank-gdal-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
