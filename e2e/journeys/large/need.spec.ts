/** Two whole registers on the page of the map: it is printed how long people wait, and what the page is kept from. */

import { expect } from "@playwright/test";
import { Pace } from "../../drivers/pace";
import { missing, test } from "../../harness/large";

test("forty thousand sites are asked by sliders without the page slowing down", async ({
  page,
  given,
  then,
  get,
  session,
}) => {
  test.skip(missing.length > 0, `registers are not beside the checkout: ${missing.join(", ")}`);
  test.setTimeout(600_000);
  const pace = new Pace(page);
  await pace.watches();
  await given.mapPage();
  const all = await get.counts();
  await then.countsAre(all);
  const opened = await pace.noted();
  const resting = await pace.memory();
  expect(all.meets).toBeGreaterThan(40_000);

  await given.drawnMap("min_area_m2=5000");
  const slider = session.criteria.locator('input[name="slide_min_area_m2"]');
  await expect(slider).toBeVisible();
  await given.settled();
  await pace.begins();
  await pace.draws(slider);
  const during = await pace.noted();
  const least = Number(await slider.evaluate(() => new URLSearchParams(location.search).get("min_area_m2")));
  await given.settled();
  expect(least).not.toBe(5000);
  await then.countsAre(await get.counts({ field: "area_m2", op: ">=", value: least }));
  // The counts followed the pointer, before anything was asked.
  expect(new Set(during.counts).size).toBeGreaterThan(3);
  const lags = during.lags.toSorted((a, b) => a - b);
  process.stdout.write(
    [
      `  ${all.meets} sites: first row after ${opened.firstRow} ms, longest task ${opened.longest} ms, ${resting} MB;`,
      `slider moved ${lags.length} times: counts painted after ${lags[Math.floor(lags.length / 2)]} ms at the middle,`,
      `${lags.at(-1)} ms at most, longest task ${during.longest} ms\n`,
    ].join(" "),
  );
});
