import { test } from "../harness/test";

/** A need for sites that touch a rectangle. */
const within = ([west, south, east, north]: readonly [number, number, number, number]) => ({
  within: {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  },
});

test("a territory is picked by a part of its name", async ({ given, when, then, get }) => {
  await given.mapPage();
  const town = await get.territory("Kramatorsk");
  await when.choosesTerritory("Kramat");
  await then.countsAre(await get.counts({ field: "territories", op: "has", value: [town.code] }));
  await then.chipSays(/Kramatorsk/);
  await then.addressHas({ territories: town.code });
  await when.choosesTerritory("Slov");
  await then.criteriaSay(/Sloviansk|Kramatorsk/);
});

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

test("an area needs no pointer: four numbers do, and a wrong one is said", async ({ given, when, then, get }) => {
  await given.mapPage();
  await when.typesArea("37.3, 48.6, 37.8");
  await then.alertSays("Four numbers are needed");
  await when.typesArea("37.3, 48.6, 37.57, 48.76");
  await then.nothingIsWrong();
  await then.addressHas({ bbox: "37.3,48.6,37.57,48.76" });
  await then.countsAre(await get.countsOf(within([37.3, 48.6, 37.57, 48.76])));
});

test("what the map shows becomes the area", async ({ given, when, then, get }) => {
  await given.drawnMap("at=10/48.73/37.58");
  await when.takesMapViewAsArea();
  await then.areaIsAsked();
  await then.countsAre(await get.countsOf(within(get.areaOfAddress())));
});
