import { test } from "../../harness/desk";

/** A register as an office keeps it: with columns of its own. */
const REGISTER = {
  name: "town.csv",
  content: [
    "Nr,Title,Size,longitude,latitude,kind",
    "1,Old mill,2.5,30.51111,50.41111,brownfield",
    "2,Depot,1.2,30.52222,,brownfield",
    "3,Yard by the river,0.8,30.53333,50.43333,brownfield",
    "",
  ].join("\n"),
};

/** Two sites that nothing is wrong with. */
const PLOTS =
  "id,name,longitude,latitude,kind\n1,Mill,30.51111,50.41111,brownfield\n2,Depot,30.52222,50.42222,brownfield\n";

test("a register is read as its columns are said to mean, checked, corrected, imported and taken back", async ({
  given,
  when,
  then,
}) => {
  await given.shell.signedIn("Olena", "admin");
  await given.imports.page();
  await then.shell.everybodyCanUse();

  await when.imports.sends(REGISTER);
  await then.imports.reads("longitude", "name");
  await then.imports.reads("Size", "nobody");
  await when.imports.maps("Nr", "id");
  await when.imports.maps("Title", "name");
  await when.imports.maps("Size", "area_declared_m2", "ha");
  await when.imports.namesTheSource("town");
  await when.imports.readsItSo();
  await then.imports.reads("Size", "stated");

  await when.imports.checks();
  await then.imports.counts({ all: 3, new: 2, changed: 0, invalid: 1 });
  await then.imports.rowsAre(["Old mill", "Depot", "Yard by the river"]);
  await when.imports.showsRows("invalid");
  await then.imports.rowsAre(["Depot"]);
  await when.imports.selectsRow("Depot");
  await then.imports.detailSays("V-15");
  await then.shell.everybodyCanUse();
  await then.imports.reportHas("Depot");

  // What the file does not have is put in its place, and the rows are checked with it.
  await when.imports.corrects("latitude", "50.42222");
  await when.imports.showsRows("all");
  await when.imports.checks();
  await then.imports.counts({ all: 3, new: 3, invalid: 0 });
  await when.imports.showsRule("corrected");
  await then.imports.rowsAre(["Depot"]);
  await when.imports.applies();
  await then.imports.isApplied();
  await then.shell.everybodyCanUse();
  await given.imports.page();
  await then.imports.listSays("town.csv", "applied");
  await given.shell.page("/desk/imports/1");
  await when.imports.undoes("The wrong issue");
  await then.imports.isUndone(3, 0);
  await then.shell.everybodyCanUse();
});

test("an import is taken back but for what was changed since", async ({ given, when, then }) => {
  await given.shell.signedIn("Olena", "admin");
  await given.imports.page();
  await when.imports.sends({ name: "plots.csv", content: PLOTS });
  await when.imports.checks();
  await when.imports.applies();
  await then.imports.isApplied();
  const changed = await given.imports.siteChanged("Mill", { address: "Mill Lane 1" });
  given.shell.trouble(/409/);
  await when.imports.undoes("The wrong issue");
  await then.imports.alertSays(changed);
  await then.shell.everybodyCanUse();
  await when.imports.undoesTheRest();
  await then.imports.isUndone(1, 0);
  await then.imports.linksTo(`/desk/sites/${changed}/history`);
});

test("a register is imported by keyboard alone", async ({ given, when, then }) => {
  await given.shell.signedIn("Olena", "admin");
  await given.imports.page();
  await when.imports.sendsByKeyboard({ name: "plots.csv", content: PLOTS });
  await when.imports.pressesOn("imports.check");
  await then.imports.rowsHaveFocus();
  await when.imports.goesToTheTable();
  await when.shell.presses("ArrowDown");
  await when.shell.presses("End");
  await when.shell.presses("Enter");
  await then.imports.detailHasFocus("Depot");
  await when.imports.pressesOn("imports.apply");
  await then.imports.isApplied();
  await when.imports.pressesOn("imports.undo");
  await when.shell.types("The wrong issue");
  await when.shell.presses("Enter");
  await then.imports.isUndone(2, 0);
});
