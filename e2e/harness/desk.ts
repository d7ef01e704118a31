/**
 * `test` for journeys at the desk. Each begins with an empty database:
 *
 *   test("...", async ({ office, given, when, then, another }) => {
 *     await given.shell.signedIn("Olena", "editor");
 *     const reviewer = await another("Petro", "reviewer");   // a second person in a browser of their own
 *     await reviewer.when.shell.opens("/desk/review");
 *
 * The drivers of the areas are in drivers/desk, one file each.
 */

import { test as base, expect } from "@playwright/test";
import { type Drivers, driversOf } from "../drivers/desk";
import { DeskSession } from "../drivers/desk/session";
import { Office, type Role } from "./office";
import { Watch } from "./watch";
import { LANGUAGES, type Language } from "./words";

interface Fixtures extends Drivers {
  readonly office: Office;
  readonly watch: Watch;
  readonly session: DeskSession;
  /** Another person, signed in in a browser of their own. */
  readonly another: (name: string, role: Role, territory?: string) => Promise<Drivers & { session: DeskSession }>;
}

const languageOf = (locale: string | undefined): Language =>
  LANGUAGES.find((one) => one === locale?.split("-")[0]) ?? "uk";

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  office: async ({}, use, info) => {
    const office = await Office.open(`desk-${info.testId}`);
    await use(office);
    await office.close();
  },
  watch: async ({ context, office }, use) => {
    const watch = new Watch(context, office.url);
    await use(watch);
    expect(watch.faults, "errors in the console, failed requests, other hosts").toEqual([]);
  },
  session: async ({ watch, page, locale, office }, use) => {
    await use(new DeskSession(page, office, watch, languageOf(locale)));
  },
  given: async ({ session }, use) => use(driversOf(session).given),
  when: async ({ session }, use) => use(driversOf(session).when),
  then: async ({ session }, use) => use(driversOf(session).then),
  another: async ({ browser, office, contextOptions, viewport, locale, timezoneId }, use) => {
    const watches: Watch[] = [];
    await use(async (name, role, territory = "") => {
      const context = await browser.newContext({
        ...contextOptions,
        viewport,
        ...(locale ? { locale } : {}),
        ...(timezoneId ? { timezoneId } : {}),
      });
      const watch = new Watch(context, office.url);
      watches.push(watch);
      const session = new DeskSession(await context.newPage(), office, watch, languageOf(locale));
      await session.signIn(name, role, territory);
      return { ...driversOf(session), session };
    });
    for (const watch of watches) expect(watch.faults, "trouble of another person").toEqual([]);
  },
});
