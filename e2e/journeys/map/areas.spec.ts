import { within } from "../../harness/registry";
import { test } from "../../harness/test";

test("an area is drawn on the map as a rectangle, and taken away again", async ({ given, when, then, get }) => {
  await given.drawnMap("at=9/48.73/37.58");
  await when.drawsBox([37.3, 48.6], [37.57, 48.76]);
  await then.areaIsAsked();
  const box = get.areaOfAddress();
  const answer = await get.countsOf(within(box));
  await then.countsAre(answer);
  await then.chipSays(/Area on the map, \d+ × \d+ km/);
  await then.mapShowsSites(answer.meets);
  await when.takesAway("Area on the map");
  await then.countsAre(await get.counts());
});

test("an area is drawn as a polygon, corner by corner", async ({ given, when, then, get }) => {
  await given.drawnMap("at=9/48.73/37.58");
  const corners = [
    [37.3, 48.6],
    [37.7, 48.65],
    [37.55, 48.85],
  ] as const;
  await when.drawsPolygon(corners);
  await then.areaIsAsked();
  const ring = get.polygonOfAddress();
  await then.countsAre(await get.countsOf({ within: { type: "Polygon", coordinates: [[...ring, ring[0]]] } }));
  await when.reloads();
  await then.areaIsAsked();
  await then.chipSays(/Area on the map/);
});

test("what the map shows becomes the area", async ({ given, when, then, get }) => {
  await given.drawnMap("at=10/48.73/37.58");
  await when.takesMapViewAsArea();
  await then.areaIsAsked();
  await then.countsAre(await get.countsOf(within(get.areaOfAddress())));
});
