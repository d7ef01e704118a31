/** Runs once before everything: checks the tools, starts the program, and gives the way to stop it. */

import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { checkChromium } from "./chromium";
import { type Landbank, startLandbank } from "./landbank";

export const RESULTS = join(import.meta.dirname, "../results");

export default async function start(): Promise<(() => Promise<void>) | undefined> {
  checkChromium();
  checkGDAL();
  const running = process.env["LANDBANK_URL"];
  if (running) {
    process.env["LANDBANK_UNDER_TEST"] = running.replace(/\/$/, "");
    return undefined;
  }
  await mkdir(RESULTS, { recursive: true });
  const landbank: Landbank = await startLandbank(join(RESULTS, "landbank.log"));
  process.env["LANDBANK_UNDER_TEST"] = landbank.url;
  return () => landbank.stop();
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
