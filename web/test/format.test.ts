import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Failure, SiteProperties } from "../src/api/types";
import { boxArea } from "../src/domain/area";
import { conflict } from "../src/domain/conflict";
import {
  formatAge,
  formatQuantity,
  fromDisplay,
  parseNumber,
  showValue,
  siteName,
  toDisplay,
} from "../src/domain/format";
import { describeArea, describeCondition, describeFailure } from "../src/domain/phrases";
import { AREA, KIND, POWER, RAIL, YEAR } from "./fields";

const NBSP = "\u00a0";
const nobody = () => null;

function site(more: Partial<SiteProperties>): SiteProperties {
  return { ref: "KRM-2026-0001", none: [], ...more };
}

describe("quantities", () => {
  it.each([
    [AREA, 123_456, "en", `12.35${NBSP}ha`],
    [AREA, 123_456, "uk", `12,35${NBSP}га`],
    [AREA, 400, "en", `400${NBSP}m²`],
    [POWER, 5000, "ru", `5${NBSP}МВт`],
    [POWER, 250, "uk", `250${NBSP}кВт`],
    [RAIL, 2400, "uk", `2,4${NBSP}км`],
    [RAIL, 420, "en", `420${NBSP}m`],
    [RAIL, 0, "en", `0${NBSP}km`],
    [YEAR, 1992, "en", "1992"],
  ] as const)("%o %d in %s", (field, value, language, want) => {
    expect(formatQuantity(field, value, language)).toBe(want);
  });

  it("typed in display units come back as they were typed", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.constantFrom(AREA, POWER, RAIL), (n, field) => {
        const typed = n / 100;
        expect(toDisplay(field, fromDisplay(field, typed))).toBeCloseTo(typed, 9);
      }),
    );
    expect(fromDisplay(AREA, 1.3)).toBe(13_000);
    expect(fromDisplay(POWER, 0.35)).toBe(350);
  });

  it.each([
    ["1,5", 1.5],
    ["1.5", 1.5],
    [" 12 000 ", 12_000],
    ["12\u00a0000,5", 12_000.5],
    ["", null],
    ["ten", null],
  ])("reads what people type: %s", (text, want) => {
    expect(parseNumber(text)).toBe(want);
  });
});

describe("values", () => {
  it("say that they are unknown", () => {
    expect(showValue(POWER, site({ power_kw: null }), "en")).toEqual({ state: "unknown", text: "unknown" });
    expect(showValue(KIND, site({ kind: "unknown" }), "uk")).toEqual({ state: "unknown", text: "невідомо" });
    expect(showValue(POWER, site({}), "en").state).toBe("unknown");
  });

  it("tell checked and none from unknown", () => {
    expect(showValue(POWER, site({ power_kw: 0 }), "en")).toEqual({ state: "none", text: "none" });
    const siding = site({ dist_rail_siding_m: null, none: ["dist_rail_siding_m"] });
    expect(showValue(RAIL, siding, "en")).toEqual({ state: "none", text: "none in reach" });
  });

  it("take the name in the language, or the one of the source", () => {
    const named = site({ name: "Цех", name_en: "Shop", name_ru: null });
    expect(["uk", "en", "ru"].map((language) => siteName(named, language as "uk"))).toEqual(["Цех", "Shop", "Цех"]);
    expect(siteName(site({ name: null }), "en")).toBe("KRM-2026-0001");
  });
});

describe("phrases", () => {
  it("say a condition in plain words", () => {
    const say = (condition: Parameters<typeof describeCondition>[0], field = POWER) =>
      describeCondition(condition, field, "en", nobody);
    expect(say({ kind: "range", field: "power_kw", min: 5000, max: null })).toBe(`power_kw ≥ 5${NBSP}MW`);
    expect(say({ kind: "range", field: "power_kw", min: 5000, max: 8000 })).toBe(`power_kw 5${NBSP}MW – 8${NBSP}MW`);
    expect(say({ kind: "any", field: "kind", codes: ["brownfield", "free_land"] }, KIND)).toBe(
      "kind: brownfield or free_land",
    );
  });

  it("say by how much a site fails", () => {
    const failure: Failure = { field: "area_m2", op: ">=", got: 37_000, want: 50_000, gap: 13_000, unit: "m2" };
    expect(describeFailure(failure, AREA, "en", nobody)).toEqual({
      label: "area_m2",
      got: `3.7${NBSP}ha`,
      gap: `1.3${NBSP}ha short`,
    });
    const far: Failure = { field: RAIL.name, op: "<=", got: 7200, want: 5000, gap: 2200, unit: "m" };
    expect(describeFailure(far, RAIL, "en", nobody).gap).toBe(`2.2${NBSP}km too far`);
    const none: Failure = { field: RAIL.name, op: "<=", got: null, want: 5000, gap: null, unit: "m" };
    expect(describeFailure(none, RAIL, "en", nobody)).toMatchObject({
      got: "none in reach",
      gap: `wanted ≤ 5${NBSP}km`,
    });
  });

  it("say how large an area is", () => {
    expect(describeArea(boxArea([37, 48], [37.1, 48.05]), "en")).toBe("Area on the map, 7.4 × 5.6 km");
  });

  it("say how long ago something was", () => {
    expect([0, 1, 12, 90, 800].map((days) => formatAge(days, "en"))).toEqual([
      "today",
      "1 day ago",
      "12 days ago",
      "3 months ago",
      "2 years ago",
    ]);
    expect(formatAge(12, "uk")).toBe("12 днів тому");
  });
});

describe("declared and measured", () => {
  it("conflict when they are notably apart", () => {
    expect(conflict(12, 10)).toBeCloseTo(0.2);
    expect(conflict(10.1, 10)).toBeNull();
    expect(conflict(null, 10)).toBeNull();
  });
});
