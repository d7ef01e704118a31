import { square } from "../../drivers/desk/review";
import { test } from "../../harness/desk";

test("the map beside the list marks its sites, drafts too", async ({ given, when, then }) => {
  await given.outline.watched();
  await given.shell.signedIn("Olena", "editor");
  await given.review.draft({ name: "Old mill", geometry: square(30.5, 50.4, 0.01) });
  await given.review.draft({ name: "Depot", geometry: square(31.2, 50.4, 0.01) });
  await when.shell.opens("/desk/sites");
  await then.sites.marks(2);
});
