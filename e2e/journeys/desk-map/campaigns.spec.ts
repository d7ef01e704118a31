import { test } from "../../harness/desk";

test("the map of a campaign marks its tasks", async ({ given, when, then }) => {
  await given.outline.watched();
  await given.shell.signedIn("Olena", "reviewer");
  await given.campaigns.candidates(["Old mill", "Forge", "Depot"]);
  const id = await given.campaigns.planned("Spring inventory");
  await when.shell.opens(`/desk/campaigns/${id}`);
  await then.campaigns.marks(3);
});
