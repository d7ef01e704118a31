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
