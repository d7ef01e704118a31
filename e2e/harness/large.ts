/** `test` on a registry with two whole registers, published: 40,000 sites of England and France. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { Session } from "../drivers/session";
import { Office } from "./office";
import { Registry } from "./registry";
import { test as base } from "./test";
import { Watch } from "./watch";

const DATA = join(import.meta.dirname, "../../../shared/data");

export const REGISTERS = [
  join(DATA, "uk-brownfield/england_latest.csv.gz"),
  join(DATA, "fr-cartofriches/cartofriches_2023-02.geojson.gz"),
];

export const missing = REGISTERS.filter((file) => !existsSync(file));

/** Imports where some rows are rejected end with 3. */
const SOME_REJECTED = /ended with 3:/;

export const test = base.extend<{ readonly office: Office }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  office: async ({}, use, info) => {
    const office = await Office.open(`large-${info.testId}`);
    for (const file of REGISTERS)
      await office.command(["import", file, "--publish"]).catch((error: unknown) => {
        if (!SOME_REJECTED.test(String(error))) throw error;
      });
    await use(office);
    await office.close();
  },
  watch: async ({ context, office }, use) => {
    const watch = new Watch(context, office.url);
    await use(watch);
    base.expect(watch.faults, "errors in the console, failed requests, other hosts").toEqual([]);
  },
  session: async ({ watch, page, office }, use) => use(new Session(page, new Registry(office.url), watch, "en")),
});
