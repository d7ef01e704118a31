import { test } from "../../harness/test";

test("list and map are in step: pointing at one points out the other", async ({ given, when, then, get }) => {
  const site = await get.site("kind = 'brownfield' AND outlined = TRUE AND confirmation = 'confirmed'");
  const [longitude, latitude] = await get.placeOf(site);
  await given.drawnMap(`q=${site.id}&at=14/${latitude}/${longitude}`);
  await then.outlinesAre((refs) => refs.includes(site.id));

  await when.pointsAtRow(site.id);
  await then.rowIsHovered(site.id);
  await then.mapPointsOut("hovered");
  await when.pointsAtPlace(longitude, latitude);
  await then.rowIsHovered(site.id);

  const mark = await get.markOf(site.id);
  await when.clicksPoint(mark);
  await then.rowIsChosen(site.id);
  await then.panelIs(String(site.properties["name_en"]));
  await then.mapPointsOut("selected");
  await then.addressHas({ q: site.id, site: site.id });

  await when.closesThePanel();
  await then.panelIsClosed();
  await then.noRowIsChosen();
  await then.mapPointsOut("selected", false);
});

test("a click on a row opens the panel with its facts, and the map goes to the outline", async ({
  given,
  when,
  then,
  get,
}) => {
  await given.drawnMap("kind=brownfield");
  const [first = ""] = await get.shownRefs();
  const site = await get.registry.site(first);
  await when.selectsRow(first);
  await then.panelIs(String(site.properties["name_en"]));
  await then.panelSays(first);
  await then.panelSays("Power available");
  await when.zoomsToTheSite();
  await then.zoomIs((zoom) => zoom >= 11);
  await then.outlinesAre((refs) => refs.includes(first));
  await when.goesBack();
  await then.panelIsClosed();
});

test("from zoom 11 on the map has the outlines of what may fit, and of nothing else", async ({ given, then, get }) => {
  const [longitude, latitude] = [37.583, 48.73];
  await given.drawnMap(`min_power_kw=5000&at=11.2/${latitude}/${longitude}`);
  const { lists } = await get.registry.ask({ must: [{ field: "power_kw", op: ">=", value: 5000 }] }, { limit: 1000 });
  const fitting = new Set([...lists.meets.features, ...lists.may_meet.features].map((site) => site.id));
  await then.outlinesAre((refs) => refs.length > 5 && refs.every((ref) => fitting.has(ref)));
});

test("the map follows the need and the list that is looked at", async ({ given, when, then, get }) => {
  await given.drawnMap();
  await when.setsLeast("power_kw", "5");
  const answer = await get.counts({ field: "power_kw", op: ">=", value: 5000 });
  await then.mapShowsSites(answer.meets + answer.may_meet);
  await when.looksAt("fails");
  await then.mapShowsSites(answer.fails);
});

test("a click on a cluster comes closer, buttons zoom and bring back the whole stock", async ({
  given,
  when,
  then,
  get,
}) => {
  await given.drawnMap();
  const whole = await get.zoom();
  await when.clicksPoint(await get.largestCluster());
  await then.zoomIs((zoom) => zoom > whole + 1.5);
  const closer = await get.zoom();
  await when.pressesOnMap("map.zoom_in");
  await then.zoomIs((zoom) => zoom > closer + 0.9);
  await when.pressesOnMap("map.all");
  await then.zoomIs((zoom) => Math.abs(zoom - whole) < 0.01);
  await then.mapShowsSites((await get.counts()).meets);
});

test("a link opens at its place, with its site selected", async ({ given, then, get }) => {
  const site = await get.site("kind = 'building'");
  const [longitude, latitude] = await get.placeOf(site);
  await given.drawnMap(`site=${site.id}&at=13.00/${latitude}/${longitude}`);
  await then.panelIs(String(site.properties["name_en"]));
  await then.zoomIs((zoom) => Math.abs(zoom - 13) < 0.01);
  await then.mapPointsOut("selected");
});

test("tiles that cannot be had leave the list at work", async ({ given, then, get }) => {
  await given.serverBroken("**/ogc/**");
  await given.mapPage("kind=brownfield");
  await then.countsAre(await get.counts({ field: "kind", op: "=", value: "brownfield" }));
  await then.mapIsShown();
});
