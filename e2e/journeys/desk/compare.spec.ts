import { AskingPublic, CompareShared } from "../../drivers/desk/compare";
import { square } from "../../drivers/desk/review";
import { test } from "../../harness/desk";

test("by keyboard alone a shared comparison says what has changed since", async ({ session, another }) => {
  const olena = await another("Olena", "editor");
  const petro = await another("Petro", "reviewer");
  const mill = await olena.given.review.draft({ name: "Old mill", record: { availability: "available" } });
  const depot = await olena.given.review.draft({ name: "Depot", geometry: square(31.5, 50.4, 0.006) });
  for (const site of [mill, depot]) {
    await olena.given.review.done(site, "submit", { reason: "Measured on Monday" });
    await petro.given.review.published(site);
  }

  session.hands.byKeyboard = true;
  const visitor = new CompareShared(session);
  await visitor.compares([mill.ref, depot.ref], "logistics@1");
  const link = await visitor.shares();
  await visitor.follows(link);
  await visitor.unchanged();

  const power = [
    { network: "electricity", state: "on_site", capacity_available: 8000, capacity_basis: "technical_conditions" },
  ];
  await olena.given.review.changed(mill, { record: { utilities: power, availability: "reserved" } });
  await olena.given.review.done(mill, "submit", { reason: "A letter of the operator" });
  await petro.given.review.published(mill);

  await visitor.follows(link);
  await visitor.changedAre([/Old mill/, /Guaranteed score: \d+(\.\d)? → \d+/, /Power available: unknown → 8\sMW/]);
  await visitor.everybodyCanUse();
});

test("by keyboard alone a fact that is asked for comes into the staff's list", async ({ session, another }) => {
  const olena = await another("Olena", "editor");
  const petro = await another("Petro", "reviewer");
  const mill = await olena.given.review.draft({ name: "Old mill", record: { availability: "available" } });
  await olena.given.review.done(mill, "submit", { reason: "Measured on Monday" });
  await petro.given.review.published(mill);

  session.hands.byKeyboard = true;
  const visitor = new AskingPublic(session);
  await visitor.mayMeet("min_power_kw=5000");
  await visitor.asks("investor@example.org");

  await petro.given.shell.page("/desk/corrections");
  await petro.then.review.saysText("Power available");
  await petro.then.review.saysText("investor@example.org");
});
