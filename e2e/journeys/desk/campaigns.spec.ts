import { test } from "../../harness/desk";

/** Where the observer stands: in the first workshop. */
const GATE = { longitude: 37.501, latitude: 48.701, accuracy: 12 };

test("a campaign is answered without a network, survives a closed browser, and becomes drafts", async ({
  given,
  when,
  then,
  office,
}) => {
  test.setTimeout(300_000);
  await given.shell.signedIn("Olena", "reviewer");
  const anna = await office.person("Anna", "viewer");
  const [mill = "", forge = "", depot = ""] = await given.campaigns.candidates(["Old mill", "Forge", "Depot"]);

  // Planned by keyboard alone.
  await when.shell.opens("/desk/campaigns");
  await then.shell.headingIs("nav", "nav.campaigns");
  await then.shell.shows("campaigns", "list.empty");
  await then.shell.everybodyCanUse();
  await when.shell.opens("/desk/campaigns/new");
  await then.shell.headingIs("campaigns", "edit.new");
  await then.shell.everybodyCanUse();
  await when.shell.speaks("en");
  await when.campaigns.plans("Spring inventory", ["Former use", "Declared area", "Condition of buildings"]);
  await when.campaigns.makesTasks();
  await then.campaigns.progressIs(0, 3);
  await when.campaigns.addsPlace("48.71, 37.55");
  await then.campaigns.progressIs(0, 4);
  await when.campaigns.moves("open");
  await when.campaigns.assigns(["Anna"]);
  await then.shell.everybodyCanUse();
  await when.shell.speaks("en");

  // In the field.
  const field = await given.campaigns.phone(anna, GATE);
  await field.takesAlong(1, 4);
  await then.campaigns.counts("taken", 4);
  await field.everybodyCanUse();
  await field.phone.goesOffline();
  await field.begins("Old mill");
  await field.saves();
  await field.positionIs("answer.sighting_missing");
  await field.fills({ sighting: "there" });
  await field.positionIs("position.good", { m: 12 });
  await field.saves();
  await field.positionIs("answer.needed");
  await field.everybodyCanUse();
  await field.fills({
    sighting: "there",
    answers: { "Former use": "Industry", "Declared area": 1.5, "Condition of buildings": null },
    photos: 2,
    comment: "The gate is open.",
  });
  await field.saves();
  await field.waits(1, 2);
  await field.answers("Forge", { sighting: "not_there", photos: 1 });
  await field.answers("Place 1", { sighting: "there", answers: { "Former use": "Hospital" } });
  // Begun, and not finished when the browser is closed.
  await field.begins("Depot");
  await field.fills({ sighting: "not_reached", comment: "The bridge is down" });
  await field.isClosedAndOpened({ offline: true });
  await field.stateIs("offline");
  await field.waits(3, 3);
  await field.taskSays("Depot", field.t("field.begun"));
  await field.opensQueue();
  await field.queueIs(["queued", "queued", "queued"]);
  await field.everybodyCanUse();
  await then.campaigns.registryHas(1, 0);

  // The session ended with the browser. What waits goes when its person is back, and goes once.
  await field.phone.comesOnline();
  await field.stateIs("signed_out");
  await field.waits(3, 3);
  await field.pressesSignIn();
  await field.signsInAgain();
  await field.waits(0, 0);
  await field.stateIs("idle");
  await field.pressesSend();
  await field.stateIs("idle");
  await field.queueIs(["sent", "sent", "sent"]);
  await then.campaigns.registryHas(1, 3);

  // Judged by somebody else, live, and again after a remark.
  await then.campaigns.counts("answered", 3);
  await when.campaigns.goesTo("observations");
  await then.campaigns.seenSays("Old mill", ["Anna", /±12 m/, "Industry", "1.5", "The gate is open."]);
  await then.campaigns.photoIsSeen("Forge");
  await then.shell.everybodyCanUse();
  await when.shell.speaks("en");
  await when.campaigns.judges("Old mill", "redo", "Show the roof, please.");
  await field.pressesSend();
  await field.openList();
  await field.taskSays("Old mill", "Show the roof, please.");
  await field.answers("Old mill", {
    sighting: "there",
    answers: { "Former use": "Industry", "Declared area": 2 },
    photos: 1,
  });
  await field.waits(0, 0);
  await then.campaigns.seenSays("Old mill", ["2"]);
  for (const place of ["Old mill", "Forge", "Place 1"]) await when.campaigns.judges(place, "accepted");
  await when.campaigns.goesTo("people");
  await then.shell.everybodyCanUse();
  await when.shell.speaks("en");

  // Drafts, and nothing before the public.
  await when.campaigns.goesTo("results");
  await when.campaigns.folds();
  await then.campaigns.foldSays(mill, "draft");
  await then.campaigns.foldSays(forge, "withdraw");
  await then.campaigns.precisionSays(then.campaigns.t("precision.of", { confirmed: 1, observed: 2 }));
  await then.shell.everybodyCanUse();
  await when.shell.speaks("en");
  await then.campaigns.draftIs(mill, {
    lifecycle: "draft",
    confirmation: "confirmed",
    former_use: "industrial",
    photos: 1,
  });
  await then.campaigns.draftIs(forge, { lifecycle: "candidate", confirmation: "candidate", photos: 0 });
  await then.campaigns.draftIs(depot, { lifecycle: "candidate", confirmation: "candidate", photos: 0 });
  await when.campaigns.withdraws("Forge", "Nobody has found it there.");
  await then.campaigns.draftIs(forge, { lifecycle: "withdrawn", confirmation: "candidate", photos: 0 });
  await field.phone.discard();
});
