/** The map in a frame of somebody else's page, on another origin: it shows what is asked, tells what is selected, and does as it is told. */

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { violations } from "../../harness/axe";
import { Registry } from "../../harness/registry";
import { landbankURL } from "../../harness/start";

let frame = "";

/** A page that keeps what its frame tells. */
const site = createServer((_request, response) => {
  response.setHeader("Content-Type", "text/html");
  response.end(`<!doctype html><html lang="en"><title>A city</title><body>
    <iframe id="map" title="Sites" width="900" height="600" src="${frame.replaceAll("&", "&amp;")}"></iframe>
    <script>window.told = []; addEventListener("message", (event) => window.told.push([event.origin, event.data]));</script>`);
});

test.beforeAll(async () => {
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
});

test.afterAll(() => {
  site.closeAllConnections();
  site.close();
});

const elsewhere = () => `http://localhost:${(site.address() as AddressInfo).port}/`;

interface Told {
  readonly told: readonly (readonly [
    string,
    { readonly type: string; readonly site?: { readonly ref: string } | null },
  ])[];
}

test("a page of others shows the map with criteria, and both talk of what is selected", async ({ page }) => {
  const registry = new Registry(landbankURL());
  const first = await registry.siteWhere("area_m2 > 50000 AND outlined = TRUE");
  frame = `${landbankURL()}/embed?min_area_m2=50000&lang=en`;
  await page.goto(elsewhere());
  const map = page.frameLocator("#map");
  await expect(map.locator("body")).toHaveAttribute("data-map-idle", "true", { timeout: 60_000 });
  const told = () => page.evaluate(() => (window as unknown as Told).told);
  const { origin } = new URL(landbankURL());
  await expect.poll(async () => (await told())[0]).toEqual([origin, { source: "landbank", type: "ready" }]);

  const select = (ref: string | null) =>
    page.evaluate(
      ([to, asked]) =>
        (document.querySelector("#map") as HTMLIFrameElement).contentWindow?.postMessage(
          { source: "landbank", type: "select", ref: asked },
          to as string,
        ),
      [origin, ref],
    );
  await select(first.id);
  await expect(map.getByRole("article")).toContainText(first.id);
  const site = {
    ref: first.id,
    name: first.properties.name_en ?? first.properties.name,
    url: `${landbankURL()}/sites/${first.id}?lang=en`,
  };
  await expect.poll(async () => (await told()).at(-1)).toEqual([origin, { source: "landbank", type: "select", site }]);
  // Whatever leads out of the frame opens beside the page around.
  for (const link of await map.getByRole("link").all()) await expect(link).toHaveAttribute("target", "_blank");

  await map.getByRole("button", { name: "Close" }).click();
  await expect
    .poll(async () => (await told()).at(-1))
    .toEqual([origin, { source: "landbank", type: "select", site: null }]);
  await expect(map.getByRole("article")).toHaveCount(0);
});

test("everybody can use the map in a frame", async ({ page }) => {
  for (const language of ["uk", "en", "ru"]) {
    await page.goto(`${landbankURL()}/embed?min_area_m2=50000&lang=${language}`);
    await expect(page.locator("body")).toHaveAttribute("data-map-idle", "true", { timeout: 60_000 });
    expect(await violations(page, "everything")).toEqual([]);
  }
});

test("no other page can be put into a frame", async ({ page }) => {
  frame = `${landbankURL()}/?lang=en`;
  const refused = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));
  await page.goto(elsewhere());
  await refused;
});
