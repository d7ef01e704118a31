import { square } from "../../drivers/desk/review";
import { test } from "../../harness/desk";
import { PHONE } from "../../harness/test";

test("by keyboard alone a draft is looked at, returned, and published when it comes again", async ({
  given,
  when,
  then,
  another,
}) => {
  const olena = await another("Olena", "editor");
  const site = await olena.given.review.draft({ name: "Old mill", record: { availability: "available" } });
  await olena.given.review.done(site, "submit", { reason: "Measured on Monday" });

  await given.shell.signedIn("Petro", "reviewer");
  given.shell.byKeyboard();
  await given.shell.page("/desk/review");
  await then.review.queueIs(["Old mill"]);
  await then.review.queueSays("Old mill", "Measured on Monday");
  await then.shell.everybodyCanUse();
  await when.review.opensFromTheQueue("Old mill");
  await then.review.says("review.first_time");
  await then.review.saysText("Measured on Monday");
  await then.shell.everybodyCanUse();

  // Without saying what has to change nothing is returned.
  await when.review.returns();
  await then.review.alertSays("review.comment_missing");
  await when.review.comments("Which hall is it?");
  await when.review.returns();
  await then.review.says("review.done_return");
  await then.review.focusIsOn("review-done");
  await given.shell.page("/desk/review");
  await then.review.queueIs([]);

  await olena.given.review.changed(site, { record: { address: "Mill Lane 1" } });
  await olena.given.review.done(site, "submit", { reason: "The northern hall" });
  await given.shell.page("/desk/review");
  await when.review.opensFromTheQueue("Old mill");
  await then.review.saysText("The northern hall");
  await when.review.excusesWarnings("Looked at on the spot");
  await when.review.publishes();
  await then.review.says("review.done_publish");
  await then.shell.everybodyCanUse();
  await given.review.passport(site);
  await then.review.saysText("Mill Lane 1");
});

test("the author does not publish, and is told why", async ({ given, when, then }) => {
  await given.shell.signedIn("Petro", "reviewer");
  const site = await given.review.draft({ name: "Depot" });
  await given.review.done(site, "submit");
  given.shell.trouble(/409/);
  await given.shell.page(`/desk/review/${site.ref}`);
  await when.review.excusesWarnings("Looked at on the spot");
  await when.review.publishes();
  await then.review.alertSays("review.refusal_four_eyes");
  await then.shell.everybodyCanUse();
});

test("history shows each step, the outline of each, and the site as it was seen", async ({
  given,
  when,
  then,
  another,
}) => {
  const olena = await another("Olena", "editor");
  await given.shell.signedIn("Petro", "reviewer");
  const site = await olena.given.review.draft({ name: "Old mill", record: { address: "Mill Lane 1" } });
  await olena.given.review.done(site, "submit");
  await given.review.published(site);
  await olena.given.review.changed(site, {
    record: { address: "Quay 7" },
    geometry: square(30.501, 50.401, 0.005),
    reason: "Measured anew",
  });
  await olena.given.review.done(site, "submit");

  await given.shell.page(`/desk/review/${site.ref}`);
  await then.review.changeIs(await given.review.label("address"), "Mill Lane 1", "Quay 7");
  await then.review.outlinesAreCompared();
  await then.shell.everybodyCanUse();

  await given.review.published(site);
  await given.shell.page(`/desk/sites/${site.ref}/history`);
  await then.review.actionsAre(["publish", "submit", "update", "publish", "submit", "create"]);
  await then.review.saysText("Measured anew");
  await then.review.saysText("Olena");
  await then.review.outlinesAreCompared();
  await then.shell.everybodyCanUse();
  await when.review.movesTheSliderTo("first");
  await then.review.valueThenIs(await given.review.label("address"), "Mill Lane 1", "Quay 7");
});

test("by keyboard alone what a visitor corrects is decided, answered, and goes into the draft", async ({
  given,
  when,
  then,
  another,
}) => {
  const olena = await another("Olena", "editor");
  await given.shell.signedIn("Petro", "reviewer");
  const site = await olena.given.review.draft({ name: "Old mill", record: { address: "Mill Lane 1" } });
  await olena.given.review.done(site, "submit");
  await given.review.published(site);

  const visitor = await another("Visitor", "viewer");
  given.shell.byKeyboard();
  visitor.given.shell.byKeyboard();
  await visitor.given.review.passport(site);
  await visitor.when.review.proposes(await given.review.label("address"), "Mill Lane 3", {
    text: "The number is wrong",
    evidence: "I live next door",
  });
  await visitor.then.shell.everybodyCanUse();
  await visitor.when.review.sendsTheProposal();
  await visitor.then.review.saysPublic("correction.noted", { n: "1" });

  await given.shell.page("/desk/corrections");
  await then.review.saysText("The number is wrong");
  await then.review.saysText("I live next door");
  await then.review.saysText("Mill Lane 3");
  await then.shell.everybodyCanUse();
  await when.review.accepts([await given.review.label("address")], "Thank you, it is number 3");
  await then.review.saysText("Thank you, it is number 3");
  await then.shell.everybodyCanUse();
  await given.review.draftSays(site, "Mill Lane 3");

  await visitor.given.review.passport(site);
  await visitor.then.review.saysText("Thank you, it is number 3");
  await visitor.then.shell.everybodyCanUse();
});

test.describe("in the hand", () => {
  test.use(PHONE);

  test("a draft is reviewed, and the history fits a phone", async ({ given, when, then, another }) => {
    const olena = await another("Olena", "editor");
    const site = await olena.given.review.draft({ name: "Old mill by the long river in the north" });
    await olena.given.review.done(site, "submit");
    await given.shell.signedIn("Petro", "reviewer");
    await given.shell.page("/desk/review");
    await then.shell.fits();
    await when.review.opensFromTheQueue("Old mill by the long river in the north");
    await then.shell.fits();
    await given.shell.page(`/desk/sites/${site.ref}/history`);
    await then.shell.fits();
  });
});
