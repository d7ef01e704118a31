/** `test` with the drivers as fixtures: ({ given, when, then, get }). */

import { test as base, expect } from "@playwright/test";
import { Get } from "../drivers/get";
import { Given } from "../drivers/given";
import { Session } from "../drivers/session";
import { Then } from "../drivers/then";
import { When } from "../drivers/when";
import { Registry } from "./registry";
import { landbankURL } from "./start";
import { Watch } from "./watch";
import { LANGUAGES } from "./words";

interface Drivers {
  readonly watch: Watch;
  readonly session: Session;
  readonly given: Given;
  readonly when: When;
  readonly then: Then;
  readonly get: Get;
}

export const test = base.extend<Drivers>({
  watch: async ({ context }, use) => {
    const watch = new Watch(context, landbankURL());
    await use(watch);
    expect(watch.faults, "errors in the console, failed requests, other hosts").toEqual([]);
  },
  session: async ({ watch, page, locale }, use) => {
    const language = LANGUAGES.find((one) => one === locale?.split("-")[0]) ?? "uk";
    await use(new Session(page, new Registry(landbankURL()), watch, language));
  },
  given: async ({ session }, use) => use(new Given(session)),
  when: async ({ session }, use) => use(new When(session)),
  then: async ({ session }, use) => use(new Then(session)),
  get: async ({ session }, use) => use(new Get(session)),
});

/** A phone in the hand. */
export const PHONE = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
} as const;
