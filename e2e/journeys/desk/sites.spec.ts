import { test } from "../../harness/desk";
import { PHONE } from "../../harness/test";

const square = (x: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [x, 50.4],
      [x + 0.005, 50.4],
      [x + 0.005, 50.405],
      [x, 50.405],
      [x, 50.4],
    ],
  ],
});

const RECORD = { kind: "free_land", names: { uk: "Поле", en: "Field" }, location_quality: "surveyed" };

test("many drafts are submitted at once, and each is told what became of it", async ({ given, when, then }) => {
  await given.shell.signedIn("Olena", "editor");
  await given.shell.page("/desk");
  await then.shell.everybodyCanUse();
  const refs: string[] = [];
  for (const x of [30.5, 30.51, 30.52]) refs.push((await given.editor.draft(RECORD, square(x))).ref);
  const [first = "", second = "", third = ""] = refs;
  await given.shell.page("/desk");
  await then.sites.heapIs("drafts", 3);

  await given.sites.list();
  await then.sites.lists(first, second, third);
  await then.sites.tabCounts("draft", 3);
  await then.shell.everybodyCanUse();
  await when.sites.ticks(first, second);
  await when.sites.does("submit");
  await then.sites.resultIs(2, 0);
  await then.shell.everybodyCanUse();
  await when.sites.closesResult();
  await then.sites.tabCounts("draft", 1);
  await when.sites.choosesTab("in_review");
  await then.sites.lists(first, second);
  await when.sites.savesView("Waiting");
  await then.sites.viewIsKept("Waiting");
  // What was submitted cannot be submitted again: the server says so of each.
  given.shell.trouble(/409/);
  await when.sites.ticks(first);
  await when.sites.does("submit");
  await then.sites.resultIs(0, 1);
});

test("a fact of several sites is tried, changed, and taken back", async ({ given, when, then }) => {
  await given.shell.signedIn("Olena", "editor");
  const refs: string[] = [];
  for (const [i, x] of [30.5, 30.51, 30.52].entries())
    refs.push(
      (await given.editor.draft({ ...RECORD, area: { declared_m2: i === 2 ? 25_000 : 10_000 + i } }, square(x))).ref,
    );
  const [first = "", second = "", third = ""] = refs;
  await given.sites.list();
  await when.sites.ticks(first, second, third);
  await when.sites.saysOfChosen("area_declared_m2", "2.5", "survey of 20 November");
  // The third says so already, but nobody said from where.
  await then.sites.changeIs("change.tried", { changed: 3, unchanged: 0, refused: 0 }, [
    ["1 ha", "2.5 ha"],
    ["1 ha", "2.5 ha"],
    ["2.5 ha", "2.5 ha"],
  ]);
  await then.shell.everybodyCanUse();
  await then.sites.factIs(first, ["area", "declared_m2"], 10_000, undefined);
  // The page was read in every language, the last of them Ukrainian.
  await when.sites.agreesToChange(3);
  await then.sites.changeIs("change.done", { changed: 3, unchanged: 0, refused: 0 }, [
    ["1 га", "2,5 га"],
    ["1 га", "2,5 га"],
    ["2,5 га", "2,5 га"],
  ]);
  await then.sites.factIs(second, ["area", "declared_m2"], 25_000, "survey of 20 November");
  await when.sites.takesChangeBack();
  await then.sites.changeIsTakenBack(3);
  await then.sites.factIs(second, ["area", "declared_m2"], 10_001, undefined);
  await when.sites.closesResult();
  await then.sites.tabCounts("draft", 3);
});

test.describe("on a phone", () => {
  test.use(PHONE);
  test("home and list are whole", async ({ given, then }) => {
    await given.shell.signedIn("Olena", "reviewer");
    await given.editor.draft(RECORD, square(30.5));
    await given.shell.page("/desk");
    await then.sites.heapIs("drafts", 1);
    await then.shell.fits();
    await given.sites.list();
    await then.shell.fits();
  });
});
