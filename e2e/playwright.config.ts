/**
 * The journeys and the clients, against the real program. `npm test` runs all;
 * `npx playwright test journeys/list/criteria.spec.ts` runs one file, and with
 * LANDBANK_URL=http://127.0.0.1:8080 against a program that is running already.
 */

import { defineConfig } from "@playwright/test";
import { launchOptions } from "./harness/chromium";

export default defineConfig({
  globalSetup: "./harness/start.ts",
  outputDir: "results/failures",
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env["CI"] !== undefined,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    launchOptions: launchOptions(),
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Kyiv",
    screenshot: "only-on-failure",
    // Colours are compared at rest, and nothing has to be waited for that only moves.
    contextOptions: { reducedMotion: "reduce" },
  },
  projects: [
    { name: "clients", testDir: "clients" },
    // What is done on the list is done without WebGL: nothing of it may need the map, and a drawn map takes the
    // processor three times as long as all the rest of a page.
    { name: "list", testDir: "journeys/list", use: { launchOptions: launchOptions({ webgl: false }) } },
    { name: "map", testDir: "journeys/map" },
    // Each journey of the desk begins with a database of its own, which is empty.
    { name: "desk", testDir: "journeys/desk", use: { launchOptions: launchOptions({ webgl: false }) } },
    // Whole registers on the page of the map.
    { name: "large", testDir: "journeys/large" },
    // What is drawn at the desk.
    { name: "desk-map", testDir: "journeys/desk-map" },
  ],
});
