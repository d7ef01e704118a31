/** A phone in the field: a browser with a folder of its own, which stays when the browser is closed. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { launchOptions } from "./chromium";
import { PHONE } from "./test";

export interface Spot {
  readonly longitude: number;
  readonly latitude: number;
  readonly accuracy: number;
}

export class Phone {
  readonly #folder: string;
  readonly #locale: string;
  #spot: Spot | null;
  #context: BrowserContext | null = null;
  #dark = false;

  private constructor(folder: string, locale: string, spot: Spot | null) {
    this.#folder = folder;
    this.#locale = locale;
    this.#spot = spot;
  }

  /** A new phone at a spot; without one its person does not allow to ask where it is. */
  static async buy(locale: string, spot: Spot | null): Promise<Phone> {
    return new Phone(await mkdtemp(join(tmpdir(), "landbank-phone-")), locale, spot);
  }

  get context(): BrowserContext {
    if (!this.#context) throw new Error("The browser of the phone is closed.");
    return this.#context;
  }

  get page(): Page {
    const [page] = this.context.pages();
    if (!page) throw new Error("The browser of the phone has no page.");
    return page;
  }

  /** Opens the browser, with a network or without. */
  async open({ offline = false }: { offline?: boolean } = {}): Promise<void> {
    this.#context = await chromium.launchPersistentContext(this.#folder, {
      ...launchOptions({ webgl: false }),
      ...PHONE,
      locale: this.#locale,
      timezoneId: "Europe/Kyiv",
      reducedMotion: "reduce",
      colorScheme: this.#dark ? "dark" : "light",
      offline,
      ...(this.#spot ? { geolocation: this.#spot, permissions: ["geolocation"] } : {}),
    });
  }

  /** The browser is closed, whatever it was doing. */
  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
  }

  async discard(): Promise<void> {
    await this.close();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 10 });
  }

  async goesOffline(): Promise<void> {
    await this.context.setOffline(true);
  }

  async comesOnline(): Promise<void> {
    await this.context.setOffline(false);
  }

  async standsAt(spot: Spot): Promise<void> {
    this.#spot = spot;
    await this.context.setGeolocation(spot);
  }
}
