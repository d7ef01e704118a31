import { test } from "../../harness/desk";
import { PHONE } from "../../harness/test";

test("the first admin signs in to an empty registry and changes the password", async ({ given, when, then }) => {
  const olena = await given.shell.person("Olena", "admin");
  await given.shell.page("/desk/account");
  await then.shell.headingIs("shell", "sign.title");
  await then.shell.everybodyCanUse();

  given.shell.trouble(/401/);
  await when.shell.signsIn({ ...olena, password: "not this one" });
  await then.shell.alertSays("shell", "sign.wrong");
  await when.shell.signsIn(olena);
  // The page that was wanted in the first place.
  await then.shell.headingIs("nav", "nav.account");
  await then.shell.addressIs("/desk/account");
  await then.shell.everybodyCanUse();

  given.shell.trouble(/400/);
  await when.shell.changesPassword(olena.password, "short", "other");
  await then.shell.shows("shell", "password.differ");
  await when.shell.changesPassword(olena.password, "short");
  await then.shell.shows("shell", "password.weak");
  await when.shell.changesPassword("not the present one", "violet engine seven rivers");
  await then.shell.shows("shell", "password.wrong");
  await when.shell.changesPassword(olena.password, "violet engine seven rivers");
  await then.shell.noticeSays("shell", "password.changed");

  await when.shell.goesTo("nav.home");
  await then.shell.headingIs("shell", "home.hello", { name: "Olena" });
  await then.shell.headingHasFocus();
  await then.shell.titleIs("shell", "home.hello", { name: "Olena" });
  await when.shell.goesBack();
  await then.shell.headingIs("nav", "nav.account");
  await when.shell.signsOut();
  await then.shell.headingIs("shell", "sign.title");
  await when.shell.signsIn({ ...olena, password: "violet engine seven rivers" });
  await then.shell.headingIs("shell", "home.hello", { name: "Olena" });
});

test("who was invited chooses a password before anything else", async ({ given, when, then, another }) => {
  const admin = await another("Olena", "admin");
  const petro = await admin.given.shell.invited("Petro", "editor");
  await given.shell.page("/desk");
  await when.shell.signsIn(petro);
  await then.shell.headingIs("shell", "password.first");
  await then.shell.everybodyCanUse();
  await when.shell.changesPassword(petro.password, "violet engine seven rivers");
  await then.shell.headingIs("shell", "home.hello", { name: "Petro" });
});

test("a session that ends is begun again over the page", async ({ given, when, then }) => {
  const olena = await given.shell.signedIn("Olena", "admin");
  await given.shell.page("/desk/account");
  await given.shell.sessionEnds();
  given.shell.trouble(/401/);
  await when.shell.changesPassword(olena.password, "violet engine seven rivers");
  await then.shell.shows("shell", "sign.again");
  await then.shell.everybodyCanUse();
  await when.shell.signsInAgain(olena.password);
  await then.shell.noticeSays("shell", "password.changed");
  await then.shell.addressIs("/desk/account");
});

test.describe("in the hand", () => {
  test.use(PHONE);

  test("one gets to a page by the menu", async ({ given, when, then }) => {
    await given.shell.signedIn("Olena", "editor");
    await given.shell.page("/desk/account");
    await when.shell.goesTo("nav.home");
    await then.shell.headingIs("shell", "home.hello", { name: "Olena" });
    await then.shell.headingHasFocus();
  });
});

test("by keyboard alone pages and sites are gone to from anywhere", async ({ given, when, then, session }) => {
  await given.shell.signedIn("Olena", "editor");
  const { ref } = await given.editor.draft({ kind: "brownfield", names: { uk: "Старий млин", en: "Old mill" } }, MILL);
  await given.shell.page("/desk/account");
  await when.shell.looksFor("");
  await then.shell.found(session.word("nav", "nav.imports"), true);
  // Only what one may see.
  await then.shell.found(session.word("nav", "nav.users"), false);
  await then.shell.everybodyCanUse();
  await when.shell.presses("Escape");
  await then.shell.headingIs("nav", "nav.account");

  await when.shell.looksFor(session.word("nav", "nav.quality").slice(0, 5));
  await when.shell.goesToFound(session.word("nav", "nav.quality"));
  await then.shell.headingIs("nav", "nav.quality");
  await when.shell.looksFor("old mi");
  await when.shell.goesToFound("Old mill");
  await then.shell.addressIs(`/desk/sites/${ref}`);
});

const MILL = {
  type: "Polygon",
  coordinates: [
    [
      [30.5, 50.4],
      [30.51, 50.4],
      [30.51, 50.41],
      [30.5, 50.4],
    ],
  ],
};
