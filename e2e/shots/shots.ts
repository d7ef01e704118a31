/** Every screen at 1440 and 390 pixels, light and dark, in the three languages. */

import { join } from "node:path";
import type { Get } from "../drivers/get";
import type { Given } from "../drivers/given";
import type { When } from "../drivers/when";
import { PHONE, test } from "../harness/test";
import { LANGUAGES } from "../harness/words";

const FOLDER = process.env["LANDBANK_SHOTS"] ?? "results/shots";

const NEED = "min_power_kw=5000&max_dist_rail_siding_m=3000";

interface Shot {
  readonly name: string;
  readonly narrow: boolean;
  begin(given: Given, when: When, get: Get, query: string): Promise<void>;
  /** The whole page, not only what the screen holds. */
  readonly whole?: boolean;
}

const documented = (get: Get) =>
  get.site("kind = 'brownfield' AND outlined = TRUE AND power_kw > 0 AND readiness >= 2 AND building_count > 0");

const wide = (name: string, begin: Shot["begin"], whole = false): Shot => ({ name, narrow: false, begin, whole });
const narrow = (name: string, begin: Shot["begin"], whole = false): Shot => ({ name, narrow: true, begin, whole });

async function selectFirst(when: When, get: Get): Promise<void> {
  const [first = ""] = await get.shownRefs();
  await when.selectsRow(first);
}

const SHOTS: readonly Shot[] = [
  wide("map", (given, _when, _get, query) => given.drawnMap(query)),
  wide("zoomed", (given, _when, _get, query) => given.drawnMap(`at=12.4/48.7/37.55&${query}`)),
  wide("meets", (given, _when, _get, query) => given.drawnMap(`${NEED}&${query}`)),
  wide("may-meet", (given, _when, _get, query) => given.drawnMap(`${NEED}&list=may_meet&${query}`)),
  wide("fails", (given, _when, _get, query) => given.drawnMap(`${NEED}&list=fails&${query}`)),
  wide("panel", async (given, when, get, query) => {
    await given.drawnMap(`${NEED}&${query}`);
    await selectFirst(when, get);
    await given.drawn();
  }),
  wide("passport", async (given, _when, get, query) => given.drawnPassport((await documented(get)).id, query), true),
  narrow("list", (given, _when, _get, query) => given.mapPage(query)),
  narrow("may-meet", (given, _when, _get, query) => given.mapPage(`${NEED}&list=may_meet&${query}`)),
  narrow("fails", (given, _when, _get, query) => given.mapPage(`${NEED}&list=fails&${query}`)),
  narrow("map", (given, _when, _get, query) => given.drawnMap(`view=map&${query}`)),
  narrow("zoomed", (given, _when, _get, query) => given.drawnMap(`view=map&at=12.4/48.7/37.55&${query}`)),
  narrow("criteria", async (given, when, _get, query) => {
    await given.mapPage(`${NEED}&${query}`);
    await when.opensCriteria();
  }),
  narrow("panel", async (given, when, get, query) => {
    await given.mapPage(`${NEED}&${query}`);
    await selectFirst(when, get);
  }),
  narrow("passport", async (given, _when, get, query) => given.drawnPassport((await documented(get)).id, query), true),
];

for (const colorScheme of ["light", "dark"] as const)
  for (const language of LANGUAGES)
    for (const isNarrow of [false, true])
      test.describe(`${isNarrow ? 390 : 1440} ${colorScheme} ${language}`, () => {
        test.use({ colorScheme, locale: language, ...(isNarrow ? PHONE : {}) });
        for (const { name, begin, whole } of SHOTS.filter((shot) => shot.narrow === isNarrow))
          test(name, async ({ given, when, then, get }) => {
            given.language(language);
            await begin(given, when, get, `lang=${language}`);
            const file = `${isNarrow ? 390 : 1440}-${name}-${colorScheme}-${language}.png`;
            await then.isPictured(join(FOLDER, file), whole ?? false);
          });
      });
