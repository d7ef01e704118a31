import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Contribution, SiteProperties } from "../src/api/types";
import {
  comparisonToQuery,
  differences,
  extremes,
  MOST_COMPARED,
  queryToComparison,
  refsFilter,
} from "../src/domain/compare";
import { NO_OWN } from "../src/domain/need";
import { AREA, FIELDS, KIND } from "./fields";

const line = (v: number | null) => ({ field: "area_m2", v }) as Contribution;

describe("a comparison", () => {
  it("comes back from its link with what was seen", () => {
    const ref = fc.stringMatching(/^[A-Z]{3}-20\d\d-\d{4}$/);
    const comparisons = fc.record({
      refs: fc.uniqueArray(ref, { maxLength: MOST_COMPARED }),
      profile: fc.constantFrom(null, "logistics@1"),
      own: fc.constant(NO_OWN),
      pin: fc.option(
        fc.record({
          revision: fc.integer({ min: 1, max: 1_000_000 }),
          at: fc.constant("2026-11-26T08:00:00.000Z"),
          scores: fc.dictionary(
            ref,
            fc.integer({ min: 0, max: 1000 }).map((n) => n / 10),
          ),
        }),
        { nil: null },
      ),
    });
    fc.assert(
      fc.property(comparisons, (before) => {
        const { pin } = queryToComparison(comparisonToQuery(before), FIELDS);
        expect(queryToComparison(comparisonToQuery(before), FIELDS)).toEqual({
          ...before,
          pin: pin && { ...before.pin, scores: { ...before.pin?.scores } },
        });
      }),
    );
  });

  it("takes six sites at most, each once, and nothing that is no reference", () => {
    const { refs } = queryToComparison("sites=A-1,A-1,B'; drop,C-2,D,E,F,G,H", FIELDS);
    expect(refs).toEqual(["A-1", "C-2", "D", "E", "F", "G"]);
    expect(refsFilter(["A-1", "B"])).toBe("ref IN ('A-1', 'B')");
  });

  it("marks best and worst among what is known, and nobody where all are alike", () => {
    expect(extremes([line(0.5), line(null), line(1), line(0.5), undefined])).toEqual({
      best: new Set([2]),
      worst: new Set([0, 3]),
    });
    expect(extremes([line(1), line(1)]).best.size).toBe(0);
    expect(extremes([line(1), line(null)]).best.size).toBe(0);
  });

  it("tells what is not as it was, unknown and none apart", () => {
    const site = (more: object) => ({ ref: "A", none: [], area_m2: 5, kind: "brownfield", ...more }) as SiteProperties;
    const names = (before: object, now: object) =>
      differences(site(before), site(now), FIELDS).map(({ field }) => field.name);
    expect(names({}, {})).toEqual([]);
    expect(names({}, { area_m2: 6 })).toEqual([AREA.name]);
    expect(names({ kind: null }, {})).toEqual([KIND.name]);
    expect(names({ area_m2: null }, { area_m2: null, none: ["area_m2"] })).toEqual([AREA.name]);
  });
});
