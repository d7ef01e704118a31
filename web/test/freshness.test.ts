import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ageInDays, ageUnit, freshness } from "../src/domain/freshness";

describe("freshness", () => {
  it("is due from 80 % of its clock on, then stale, then expired", () => {
    expect([0, 23, 24, 29, 30, 59, 60].map((days) => freshness(days, "availability"))).toEqual([
      "fresh",
      "fresh",
      "due",
      "due",
      "stale",
      "stale",
      "expired",
    ]);
  });

  it("keeps the clocks of the registry", () => {
    const source = readFileSync(new URL("../../registry/freshness.go", import.meta.url), "utf8");
    const table = /var Clocks = ClockDays\{([^}]*)\}/.exec(source)?.[1] ?? "";
    const clocks = [...table.matchAll(/"(\w+)": (\d+)/g)].map(([, name = "", days]) => [name, Number(days)] as const);
    expect(clocks.length).toBeGreaterThan(3);
    for (const [name, days] of clocks) {
      expect([name, freshness(days - 1, name)]).toEqual([name, "due"]);
      expect([name, freshness(days, name)]).toEqual([name, "stale"]);
    }
  });

  it("counts whole days and never the future", () => {
    const now = new Date("2026-11-23T10:00:00Z");
    expect(ageInDays("2026-11-11", now)).toBe(12);
    expect(ageInDays("2027-01-01", now)).toBe(0);
    expect(ageInDays("soon", now)).toBeNull();
  });

  it("speaks in days, then months, then years", () => {
    expect([59, 60, 729, 731].map(ageUnit)).toEqual([
      { value: 59, unit: "day" },
      { value: 2, unit: "month" },
      { value: 24, unit: "month" },
      { value: 2, unit: "year" },
    ]);
  });
});
