/** The pictures: the same program and browser as the journeys, one by one so that none disturbs another. */

import { defineConfig } from "@playwright/test";
import base from "../playwright.config";

export default defineConfig(base, {
  globalSetup: "../harness/start.ts",
  testDir: ".",
  testMatch: "shots.ts",
  outputDir: "../results/shots",
  timeout: 600_000,
  projects: [{ name: "shots" }],
});
