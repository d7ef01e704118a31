import { test } from "../../harness/test";

test("light and dark reach the page and the map, and the choice stays", async ({ given, when, then, get }) => {
  await given.drawnMap();
  const light = await get.seaColour();
  await when.choosesTheme("dark");
  await then.themeIs("dark");
  await then.seaIsNot(light);
  await when.reloads();
  await then.themeIs("dark");
  await when.choosesTheme("system");
  await given.systemTheme("light");
  await then.seaIs(light);
  await given.systemTheme("dark");
  await then.seaIsNot(light);
});
