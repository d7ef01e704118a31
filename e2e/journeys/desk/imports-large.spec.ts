/** A register of a whole country through the page: it is printed how long it takes, and what the page is kept from. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { launchOptions } from "../../harness/chromium";
import { test } from "../../harness/desk";

const REGISTER = join(import.meta.dirname, "../../../../shared/data/uk-brownfield/england_latest.csv.gz");
const ROWS = 21_521;

test.use({ launchOptions: launchOptions() }); // with the map

test("a register of 21,521 rows goes through without the page slowing down", async ({ given, when, then }) => {
  test.skip(!existsSync(REGISTER), `the register is not beside the checkout: ${REGISTER}`);
  test.setTimeout(900_000);
  await given.shell.signedIn("Olena", "admin");
  await given.imports.countsLongTasks();
  await given.imports.page();
  const begun = Date.now();
  await when.imports.sendsFromDisk(REGISTER);
  const sent = Date.now();
  await when.imports.checks();
  const checked = Date.now();
  await then.imports.readAll(ROWS);
  await when.imports.goesToRow(10_000);
  await when.imports.goesToRow(ROWS - 1);
  await when.imports.showsRows("invalid");
  await when.imports.goesToRow(0);
  await when.imports.showsTheMap();
  await when.imports.showsRows("all");
  await when.imports.showsTheTable();
  const looked = Date.now();
  await when.imports.applies();
  await then.imports.isApplied();
  const applied = Date.now();
  const longest = await then.imports.longestTask();
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
  process.stdout.write(
    [
      `  ${ROWS} rows: sent and recognised in ${seconds(begun, sent)}, checked in ${seconds(sent, checked)},`,
      `looked through in ${seconds(checked, looked)}, imported in ${seconds(looked, applied)};`,
      `longest task of the page ${longest.ms} ms while ${longest.during}\n`,
    ].join(" "),
  );
});
