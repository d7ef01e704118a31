/** Runs once before everything: checks the tools, starts the program, and gives the way to stop it. */

import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { checkChromium } from "./chromium";
import { emptyRegistry, type Landbank, removeFolder, startLandbank } from "./landbank";

export const RESULTS = join(import.meta.dirname, "../results");

export default async function start(): Promise<() => Promise<void>> {
  checkChromium();
  checkGDAL();
  await mkdir(RESULTS, { recursive: true });
  const empty = await emptyRegistry(join(RESULTS, "empty.log"));
  process.env["LANDBANK_EMPTY_REGISTRY"] = empty;
  const running = process.env["LANDBANK_URL"];
  const landbank: Landbank | undefined = running ? undefined : await startLandbank(join(RESULTS, "landbank.log"));
  process.env["LANDBANK_UNDER_TEST"] = landbank?.url ?? running?.replace(/\/$/, "");
  return async () => {
    await landbank?.stop();
    await removeFolder(empty);
  };
}

/** The data folder of an empty registry, which journeys of the desk begin with a copy of. */
export function emptyRegistryFolder(): string {
  const folder = process.env["LANDBANK_EMPTY_REGISTRY"];
  if (!folder) throw new Error("There is no empty registry: run npm test.");
  return folder;
}

function checkGDAL(): void {
  for (const program of ["ogrinfo", "ogr2ogr"])
    if (spawnSync(program, ["--version"]).error)
      throw new Error(`${program} is missing. Install Debian's package "gdal-bin" (make test does).`);
}

/** The address of the program under test, in the tests themselves. */
export function landbankURL(): string {
  const url = process.env["LANDBANK_UNDER_TEST"];
  if (!url) throw new Error("The program under test was not started: run npm test.");
  return url;
}
