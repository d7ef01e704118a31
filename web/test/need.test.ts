import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Profile, Spread } from "../src/api/types";
import {
  conditionsOf,
  knotFault,
  lawOf,
  NO_OWN,
  newest,
  preferencesOf,
  profileNamed,
  readOwn,
  shareOf,
  writeOwn,
} from "../src/domain/need";
import { listsWithin, nearestRung, rungsOf } from "../src/domain/spread";
import { FIELDS, POWER } from "./fields";

const PROFILE: Profile = {
  name: "logistics",
  version: 1,
  label: { en: "Logistics" },
  prior: 0.5,
  blocked: [{ field: "nature_zone", op: "<>", value: "reserve", why: { en: "the law" } }],
  must: [
    { field: "power_kw", op: ">=", value: 5000 },
    { field: "no_such_field", op: ">=", value: 1 },
  ],
  criteria: [
    {
      field: "power_kw",
      weight: 30,
      knots: [
        [0, 0],
        [5000, 1],
      ],
    },
    { field: "kind", weight: 10, values: { brownfield: 1 } },
  ],
  left_out: [],
};

const WEIGHED = FIELDS.map((field) => ({ ...field, weight: field.name === POWER.name || field.name === "kind" }));

describe("a need", () => {
  it("takes the newest version of a bare name and the pinned one of another", () => {
    const second = { ...PROFILE, version: 2 };
    expect(profileNamed("logistics", [PROFILE, second])).toBe(second);
    expect(profileNamed("logistics@1", [PROFILE, second])).toBe(PROFILE);
    expect(profileNamed("logistics@3", [PROFILE, second])).toBeNull();
    expect(newest([PROFILE, second])).toEqual([second]);
  });

  it("fills in what the project has to have, and names what the law says", () => {
    expect(conditionsOf(PROFILE, FIELDS)).toEqual([{ kind: "range", field: "power_kw", min: 5000, max: null }]);
    expect(lawOf(PROFILE)).toEqual(["nature_zone <> 'reserve'"]);
  });

  it("weighs by shares of the sum", () => {
    const all = preferencesOf(PROFILE, { ...NO_OWN, weights: { kind: 30 } });
    expect(all.map((one) => shareOf(one, all))).toEqual([50, 50]);
  });

  it("comes back from its link as it was, and leaves out what cannot be", () => {
    const own = fc.record({
      weights: fc.dictionary(fc.constantFrom("power_kw", "kind"), fc.integer({ min: 0, max: 100 })),
      knots: fc.dictionary(
        fc.constant("power_kw"),
        fc
          .uniqueArray(fc.integer({ min: 0, max: 90_000 }), { minLength: 2, maxLength: 12 })
          .map((xs) => xs.toSorted((a, b) => a - b).map((x, i) => [x, i / 12] as const)),
      ),
    });
    fc.assert(
      fc.property(own, (before) => {
        const query = new URLSearchParams();
        writeOwn(query, before);
        expect(readOwn(query, WEIGHED)).toEqual({ weights: { ...before.weights }, knots: { ...before.knots } });
      }),
    );
    const broken = new URLSearchParams("weight_power_kw=-1&weight_kind=many&knots_power_kw=5:0,3:1");
    expect(readOwn(broken, WEIGHED)).toEqual(NO_OWN);
  });

  it("says what is wrong with a curve", () => {
    expect(knotFault([[0, 0]])).toBe("few");
    expect(
      knotFault([
        [1, 0],
        [1, 1],
      ]),
    ).toBe("falling");
    expect(
      knotFault([
        [1, 0],
        [2, 1.2],
      ]),
    ).toBe("outside");
  });
});

describe("a distribution", () => {
  const tally = (meets: number, may_meet = 0, fails = 0) => ({ meets, may_meet, fails });
  const spread: Spread = {
    field: "dist_rail_siding_m",
    bars: [
      { from: null, to: 1000, ...tally(1), at_from: tally(0) },
      { from: 1000, to: 2000, ...tally(5, 1), at_from: tally(2) },
      { from: 2000, to: null, ...tally(10, 0, 4), at_from: tally(3) },
    ],
    none: tally(7),
    none_is_zero: false,
    unknown: tally(2, 1, 1),
  };

  it("sums to the lists of any bound at a rung: what stands on it is in, none is far, unknown is open", () => {
    expect(rungsOf(spread)).toEqual([1000, 2000]);
    expect(listsWithin(spread, null, 2000)).toEqual(tally(1 + 5 + 3, 1 + 3, 11 + 8));
    expect(listsWithin(spread, 1000, null)).toEqual(tally(5 + 10 + 7, 1 + 3, 1 + 1 + 4));
    expect(listsWithin(spread, 1000, 1000)).toEqual(tally(2, 3, 27));
    expect(listsWithin(spread, null, null)).toEqual(tally(25, 2, 5));
    expect(listsWithin({ ...spread, none_is_zero: true }, null, 1000).meets).toBe(1 + 2 + 7);
  });

  it("stops at the nearest rung", () => {
    expect(nearestRung([1000, 2000, 5000], 3000)).toBe(1);
    expect(nearestRung([1000, 2000, 5000], 99_000)).toBe(2);
  });
});
