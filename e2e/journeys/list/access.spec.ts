import { PHONE, test } from "../../harness/test";
import { everybodyCanUse, NEED, type State, selectFirst } from "../states";

const WIDE: readonly State[] = [
  { name: "the sites that meet a need", begin: (given) => given.mapPage(NEED) },
  { name: "the sites that may meet it", begin: (given) => given.mapPage(`${NEED}&list=may_meet`) },
  { name: "the sites that fail", begin: (given) => given.mapPage(`${NEED}&list=fails`) },
  { name: "an empty list", begin: (given) => given.mapPage("min_power_kw=900000") },
  {
    name: "a territory being chosen",
    begin: (given) => given.mapPage(),
    enter: (when) => when.beginsToChooseTerritory("kra"),
    leave: (when) => when.presses("Escape"),
  },
  {
    name: "a site in the panel",
    begin: (given) => given.mapPage(`${NEED}&list=fails`),
    enter: selectFirst,
    leave: (when) => when.closesThePanel(),
  },
  {
    name: "the passport of a candidate",
    begin: async (given, get) => given.passport((await get.site("outlined = FALSE AND confirmation = 'candidate'")).id),
  },
  {
    name: "no such site",
    begin: async (given) => {
      given.trouble(/404/);
      await given.passport("KRM-1999-9999");
    },
  },
  {
    name: "a map page whose server is away",
    begin: async (given) => {
      await given.serverAway("**/api/**");
      await given.pageInTrouble("/");
    },
  },
  {
    name: "a passport whose server is away",
    begin: async (given) => {
      await given.serverAway("**/api/**");
      await given.pageInTrouble("/sites/KRM-2026-0001");
    },
  },
];

const NARROW: readonly State[] = [
  { name: "the list", begin: (given) => given.mapPage(`${NEED}&list=fails`) },
  {
    name: "the sheet of criteria",
    begin: (given) => given.mapPage(NEED),
    enter: (when) => when.opensCriteria(),
    leave: (when) => when.leavesCriteria(),
  },
  {
    name: "a site",
    begin: (given) => given.mapPage(NEED),
    enter: selectFirst,
    leave: (when) => when.closesThePanel(),
  },
  {
    name: "a passport",
    begin: async (given, get) => given.passport((await get.site("kind = 'building' AND readiness >= 2")).id),
  },
];

test.describe("on a desk, everybody can use", () => everybodyCanUse(WIDE));

test.describe("in the hand, everybody can use", () => {
  test.use(PHONE);
  everybodyCanUse(NARROW);
});
