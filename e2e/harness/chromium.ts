/** Debian's Chromium: where it is and how it is started. */

import { existsSync } from "node:fs";

export const CHROMIUM = process.env["LANDBANK_CHROMIUM"] || "/usr/bin/chromium";

/** Nothing but the pages under test may use the network, and maps are drawn by the processor. */
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

const DRAWN_BY_PROCESSOR = ["--enable-unsafe-swiftshader"];

/** For a browser without WebGL, as on old machines and under strict policies. */
const NO_WEBGL = ["--disable-gpu", "--disable-webgl", "--disable-webgl2", "--disable-3d-apis"];

/** Chromium refuses its sandbox to root. */
const sandbox = () => (process.getuid?.() === 0 ? ["--no-sandbox"] : []);

export function launchOptions({ webgl = true }: { webgl?: boolean } = {}) {
  return {
    executablePath: CHROMIUM,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...sandbox(), ...QUIET, ...(webgl ? DRAWN_BY_PROCESSOR : NO_WEBGL)],
  };
}

export function checkChromium(): void {
  if (existsSync(CHROMIUM)) return;
  throw new Error(
    `Chromium is not at ${CHROMIUM}. Install Debian's package "chromium" (make test does), or set LANDBANK_CHROMIUM to the program.`,
  );
}
