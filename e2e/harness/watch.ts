/** Notes what no journey may cause: errors in the console, failed requests, requests to other hosts. */

import type { BrowserContext, Page, Request } from "@playwright/test";

export class Watch {
  readonly #home: string;
  readonly #faults: string[] = [];
  readonly #expected: RegExp[] = [];

  constructor(context: BrowserContext, home: string) {
    this.#home = new URL(home).host;
    context.on("page", (page) => this.#watch(page));
  }

  /** Says beforehand which trouble a journey is about; it matches the text of a fault. */
  expect(trouble: RegExp): void {
    this.#expected.push(trouble);
  }

  /** What was noted and not expected. */
  get faults(): readonly string[] {
    return this.#faults.filter((fault) => !this.#expected.some((trouble) => trouble.test(fault)));
  }

  #watch(page: Page): void {
    page.on("pageerror", (error) => this.#faults.push(`error in the page: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.#faults.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("request", (request) => this.#checkHost(request));
    page.on("requestfailed", (request) => {
      // The page itself gives up what has been overtaken; that is no failure.
      const reason = request.failure()?.errorText ?? "";
      if (reason !== "net::ERR_ABORTED") this.#faults.push(`request failed: ${request.url()} ${reason}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400)
        this.#faults.push(`answer ${response.status()}: ${decodeURIComponent(response.url())}`);
    });
  }

  #checkHost(request: Request): void {
    const { protocol, host } = new URL(request.url());
    if (
      protocol === "http:" || protocol === "https:" ? host !== this.#home : protocol !== "data:" && protocol !== "blob:"
    )
      this.#faults.push(`request to another host: ${request.url()}`);
  }
}
