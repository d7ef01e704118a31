import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { boxArea } from "../src/domain/area";
import { cql2 } from "../src/domain/cql2";
import { type Condition, NO_CRITERIA } from "../src/domain/criteria";
import { FIELDS } from "./fields";

const ask = (...conditions: Condition[]) => cql2({ ...NO_CRITERIA, conditions }, FIELDS);

describe("criteria as CQL2", () => {
  it("ask nothing when they are empty", () => {
    expect(cql2(NO_CRITERIA, FIELDS)).toBe("");
  });

  it("hold all together", () => {
    expect(
      ask(
        { kind: "any", field: "kind", codes: ["brownfield", "free_land"] },
        { kind: "range", field: "area_m2", min: 50000, max: 200000 },
        { kind: "flag", field: "divisible", value: false },
      ),
    ).toBe("kind IN ('brownfield', 'free_land') AND area_m2 >= 50000 AND area_m2 <= 200000 AND divisible = FALSE");
  });

  it("ask lists of codes for any of them", () => {
    expect(ask({ kind: "any", field: "allowed_uses", codes: ["industrial"] })).toBe(
      "A_OVERLAPS(allowed_uses, ('industrial'))",
    );
  });

  it("write days and instants as what they are", () => {
    expect(ask({ kind: "days", field: "vacant_since_on", from: "2020-01-01", to: null })).toBe(
      "vacant_since_on >= DATE('2020-01-01')",
    );
    expect(ask({ kind: "days", field: "published_at", from: null, to: "2026-02-03" })).toBe(
      "published_at <= TIMESTAMP('2026-02-03T23:59:59Z')",
    );
  });

  it("take typed text literally", () => {
    expect(ask({ kind: "text", field: "zoning", text: "50%_O'Neill\\" })).toBe(
      "CASEI(zoning) LIKE CASEI('%50\\\\%\\\\_O''Neill\\\\\\\\%')",
    );
  });

  it("search words in names that are known, so that an unknown name never makes a site doubtful", () => {
    expect(cql2({ ...NO_CRITERIA, words: " завод " }, FIELDS)).toBe(
      "(CASEI(ref) LIKE CASEI('%завод%') OR (name IS NOT NULL AND CASEI(name) LIKE CASEI('%завод%')))",
    );
  });

  it("write an area as a closed ring against the clock", () => {
    expect(cql2({ ...NO_CRITERIA, area: boxArea([2, 4], [1, 3]) }, FIELDS)).toBe(
      "S_INTERSECTS(geom, POLYGON((1 3, 2 3, 2 4, 1 4, 1 3)))",
    );
  });
});

describe("the names of the registry", () => {
  it("are the ones that the criteria use", () => {
    const source = readFileSync(new URL("../../registry/field.go", import.meta.url), "utf8");
    const geometry = /GeometryName = "(\w+)"/.exec(source)?.[1];
    expect(cql2({ ...NO_CRITERIA, area: boxArea([1, 3], [2, 4]) }, FIELDS)).toContain(`S_INTERSECTS(${geometry}, `);
  });
});
