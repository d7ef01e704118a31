import { test } from "../../harness/test";

test("by keyboard alone, from the skip link to the passport", async ({ given, when, then, get }) => {
  await given.mapPage();
  await when.presses("Tab");
  await then.focusIsOn("skip link");
  await when.presses("Enter");
  await then.focusIsIn("main");

  await when.tabsTo("find criterion");
  await when.types("Power available");
  await when.tabsTo("least power");
  await when.types("5");
  await when.presses("Enter");
  const answer = await get.counts({ field: "power_kw", op: ">=", value: 5000 });
  await then.countsAre(answer);

  await when.tabsTo("lists");
  await when.presses("ArrowRight");
  await then.listIs("may_meet");
  await when.presses("Home");
  await then.listIs("meets");
  await when.tabsTo("first row");
  const [ref = ""] = await get.shownRefs();
  await when.presses("Enter");
  await then.focusIsIn("panel");
  await when.presses("Escape");
  await then.panelIsClosed();
  await then.focusIsOnRow(ref);

  await when.presses("Enter");
  await when.tabsTo("passport link");
  await when.presses("Enter");
  await then.passportIsOpen(ref);
  await when.presses("Tab");
  await then.focusIsOn("skip link");
});

test("an area and a territory need no pointer", async ({ given, when, then, get }) => {
  await given.mapPage();
  const town = await get.territory("Kramatorsk");
  await when.tabsTo("territory");
  await when.types("Kramat");
  await when.presses("Enter");
  await then.countsAre(await get.counts({ field: "territories", op: "has", value: [town.code] }));
  await when.tabsTo("typed area");
  await when.types("37.3, 48.6, 37.57, 48.76");
  await when.presses("Enter");
  await then.areaIsAsked();
});
