import { test } from "../../harness/desk";
import { PHONE } from "../../harness/test";

test("figures lead to what was counted", async ({ given, when, then }) => {
  await given.shell.signedIn("Olena", "admin");
  await given.quality.page();
  await then.quality.says("none");
  await then.shell.everybodyCanUse();

  await given.quality.published(3);
  await given.quality.nightIsOver();
  await given.quality.page();
  await then.quality.tileSays("published", "3");
  await then.quality.tileSays("fresh_share", "0 %");
  await then.quality.tileSays("to_check", "3");
  await when.quality.showsTheTable("by_steward");
  await then.quality.tableSays("by_steward", given.quality.t("no_steward"), ["3"]);
  await then.quality.partSays("oldest", "Цех 1");
  await then.shell.everybodyCanUse();

  await when.quality.follows("now", "V-25");
  await then.shell.headingIs("nav", "nav.findings");
  await then.quality.rowCount(6);
  await then.shell.everybodyCanUse();

  await given.quality.page("/reminders", "nav.reminders");
  await then.quality.says("reminder.none");
  await when.quality.looksAt("all");
  await then.quality.says("reminder.none");
});

test.describe("in the hand", () => {
  test.use(PHONE);

  test("no page of data quality sticks out", async ({ given, then }) => {
    await given.shell.signedIn("Olena", "admin");
    await given.quality.published(2);
    await given.quality.nightIsOver();
    await given.quality.page();
    await then.shell.fits();
    await given.quality.page("/reminders?whose=all", "nav.reminders");
    await then.shell.fits();
    await given.quality.page("/findings", "nav.findings");
    await then.shell.fits();
  });
});
