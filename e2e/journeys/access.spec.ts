/** Every screen and state, in every language, light and dark, in the eyes of axe. */

import type { Get } from "../drivers/get";
import type { Given } from "../drivers/given";
import type { When } from "../drivers/when";
import { PHONE, test } from "../harness/test";
import { LANGUAGES } from "../harness/words";

interface State {
  readonly name: string;
  /** Leads to the page on which the state is looked at. */
  begin(given: Given, get: Get): Promise<void>;
  /** Leads to the state itself, after language and theme were chosen, and back. */
  enter?(when: When, get: Get): Promise<void>;
  leave?(when: When): Promise<void>;
}

const NEED = "min_power_kw=5000&kind=brownfield,building";

const chooseFirst = async (when: When, get: Get) => {
  const [first = ""] = await get.shownRefs();
  await when.selectsRow(first);
};

const WIDE: readonly State[] = [
  { name: "the whole stock on list and map", begin: (given) => given.drawnMap() },
  { name: "the sites that meet a need", begin: (given) => given.mapPage(NEED) },
  { name: "the sites that may meet it", begin: (given) => given.mapPage(`${NEED}&list=may_meet`) },
  { name: "the sites that fail", begin: (given) => given.mapPage(`${NEED}&list=fails`) },
  { name: "an empty list", begin: (given) => given.mapPage("min_power_kw=900000") },
  {
    name: "a criterion looked for, a territory being chosen",
    begin: (given) => given.mapPage(),
    enter: (when) => when.beginsToChooseTerritory(),
    leave: (when) => when.presses("Escape"),
  },
  {
    name: "a site in the panel",
    begin: (given) => given.mapPage(`${NEED}&list=may_meet`),
    enter: chooseFirst,
    leave: (when) => when.closesThePanel(),
  },
  {
    name: "a passport",
    begin: async (given, get) =>
      given.passport((await get.site("kind = 'brownfield' AND contamination = 'confirmed' AND readiness >= 2")).id),
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
];

const NARROW: readonly State[] = [
  { name: "the list", begin: (given) => given.mapPage(`${NEED}&list=fails`) },
  { name: "the map", begin: (given) => given.drawnMap(`${NEED}&view=map`) },
  {
    name: "the sheet of criteria",
    begin: (given) => given.mapPage(NEED),
    enter: (when) => when.opensCriteria(),
    leave: (when) => when.leavesCriteria(),
  },
  {
    name: "a site",
    begin: (given) => given.mapPage(NEED),
    enter: chooseFirst,
    leave: (when) => when.closesThePanel(),
  },
  {
    name: "a passport",
    begin: async (given, get) => given.passport((await get.site("kind = 'building' AND readiness >= 2")).id),
  },
];

function check(states: readonly State[]): void {
  for (const { name, begin, enter, leave } of states)
    test(name, async ({ given, when, then, get }) => {
      await begin(given, get);
      for (const theme of ["light", "dark"] as const) {
        await when.choosesTheme(theme);
        for (const language of LANGUAGES) {
          await when.choosesLanguage(language);
          await enter?.(when, get);
          await then.everybodyCanUseIt(`${name}, ${language}, ${theme}`);
          await leave?.(when);
        }
      }
    });
}

test.describe("on a desk, everybody can use", () => check(WIDE));

test.describe("in the hand, everybody can use", () => {
  test.use(PHONE);
  check(NARROW);
});
