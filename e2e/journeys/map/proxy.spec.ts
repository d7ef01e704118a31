/** The pages below a path of another host: nothing asks for anything outside of the path, and every way leads on. */

import { once } from "node:events";
import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type Landbank, startLandbank } from "../../harness/landbank";
import { RESULTS } from "../../harness/start";
import { Watch } from "../../harness/watch";

const BASE = "/city/land";
const PASSWORD = "meadow lantern harbour 42";

let landbank: Landbank;
const outside: string[] = [];

/** Sends what is below the path on, without the path. */
const proxy = createServer((incoming, outgoing) => {
  const url = incoming.url ?? "";
  if (url !== BASE && !url.startsWith(`${BASE}/`) && !url.startsWith(`${BASE}?`)) {
    outside.push(url);
    outgoing.writeHead(404).end();
    return;
  }
  const { hostname, port } = new URL(landbank.url);
  const path = url.slice(BASE.length).replace(/^(\?|$)/, "/$1");
  const sent = ask({ hostname, port, path, method: incoming.method, headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  sent.on("error", () => outgoing.destroy());
  incoming.pipe(sent);
});

const front = () => `http://localhost:${(proxy.address() as AddressInfo).port}`;

test.beforeAll(async () => {
  proxy.listen(0, "localhost");
  await once(proxy, "listening");
  landbank = await startLandbank(join(RESULTS, "proxy.log"), ["--public-url", `${front()}${BASE}`]);
  await landbank.command(
    ["user", "add", "--email", "olena@example.org", "--name", "Olena", "--role", "admin"],
    `${PASSWORD}\n`,
  );
});

test.afterAll(async () => {
  await landbank.stop();
  proxy.closeAllConnections();
  proxy.close();
});

test("the registry is used below a path of a host, by investors and by staff", async ({ page, context }) => {
  test.setTimeout(240_000);
  const watch = new Watch(context, front());
  const below = (path: string) => new RegExp(`^${front()}${BASE}${path}`);
  await page.goto(`${front()}${BASE}/?lang=en&min_area_m2=50000`);
  await expect(page.locator("body")).toHaveAttribute("data-map-idle", "true", { timeout: 60_000 });
  const first = page.locator(".row a").first();
  await first.click();
  await page.getByRole("link", { name: "Passport" }).first().click();
  await expect(page).toHaveURL(below("/sites/"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page
    .getByRole("link", { name: /Landbank/ })
    .first()
    .click();
  await expect(page).toHaveURL(below("/(\\?|$)"));
  await page.goto(`${front()}${BASE}/embed?lang=en`);
  await expect(page.locator("body")).toHaveAttribute("data-map-idle", "true", { timeout: 60_000 });

  await page.goto(`${front()}${BASE}/desk?lang=en`);
  watch.expect(/401/); // nobody has signed in yet
  await page.getByLabel("E-mail").fill("olena@example.org");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Sites", exact: true }).click();
  await expect(page).toHaveURL(below("/desk/sites"));
  await page.locator(".sites-table tbody .row-open").first().click();
  await expect(page).toHaveURL(below("/desk/sites/[^/]+$"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(below("/desk/sites"));
  await page.reload();
  await expect(page.locator(".sites-table tbody tr").first()).toBeVisible();
  await page.goto(`${front()}${BASE}/desk/field/1`);
  watch.expect(/404: .*campaigns\/1/); // there is no campaign; the worker of its page comes all the same
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(scope).toBe(`${front()}${BASE}/desk/field/`);

  expect(outside).toEqual([]);
  expect(watch.faults).toEqual([]);
});
