import { describe, expect, it } from "vitest";
import type { Import, ImportCounts, ImportRow, ReadColumn } from "../../src/api/desk/imports";
import { filterQuery, mappingWith, rowCells, rowTabs, rulesFound } from "../../src/domain/desk/imports";

const COUNTS: ImportCounts = {
  batch: 0,
  read: 10,
  created: 4,
  updated: 0,
  unchanged: 3,
  rejected: 2,
  skipped: 1,
  warnings: 5,
  held: 0,
  gone: 2,
  withdrawn: 0,
  by_rule: { "V-15": 2, "V-05": 5, "V-01": 2 },
};

describe("an import", () => {
  it("has a tab for each state with rows, and for those that one looks for", () => {
    expect(rowTabs(COUNTS).map(({ state, count }) => [state, count])).toEqual([
      ["", 12],
      ["new", 4],
      ["changed", 0],
      ["unchanged", 3],
      ["invalid", 2],
      ["skipped", 1],
      ["gone", 2],
    ]);
  });

  it("lists the rules that found most first", () => {
    expect(rulesFound(COUNTS).map(({ rule }) => rule)).toEqual(["V-05", "V-01", "V-15"]);
    expect(rulesFound({ ...COUNTS, by_rule: null })).toEqual([]);
  });

  it("asks only for what is chosen", () => {
    expect(filterQuery({ state: "", rule: "" })).toEqual({});
    expect(filterQuery({ state: "held", rule: "V-27" })).toEqual({ held: "true", rule: "V-27" });
    expect(filterQuery({ state: "invalid", rule: "" })).toEqual({ state: "invalid" });
  });

  it("keeps what was stated and remembered when another column is mapped", () => {
    const read = (column: string, field: string, by: ReadColumn["by"], unit?: string): ReadColumn => ({
      column,
      field,
      by,
      values: [],
      ...(unit ? { unit } : {}),
    });
    const reads = [
      read("Nr", "id", "stated"),
      read("Size", "area_declared_m2", "remembered", "ha"),
      read("kind", "kind", "name"),
      read("Note", "", ""),
      read("Old", "address", "stated"),
    ];
    const changes = new Map([
      ["Note", { column: "Note", field: "-" }],
      ["Old", null],
    ]);
    expect(mappingWith(reads, changes)).toEqual([
      { column: "Nr", field: "id" },
      { column: "Size", field: "area_declared_m2", unit: "ha" },
      { column: "Note", field: "-" },
    ]);
  });

  it("shows the empty cells of a row where a value may be missing", () => {
    const read = (column: string, by: ReadColumn["by"]): ReadColumn => ({ column, field: column, by, values: [] });
    const one = {
      recognised: { reads: [read("longitude", "name"), read("latitude", "name"), read("note", "")] },
    } as Import;
    const row = { raw: [{ column: "longitude", value: "30.5" }] } as ImportRow;
    expect(rowCells(row, one)).toEqual([
      { column: "longitude", value: "30.5" },
      { column: "latitude", value: "" },
    ]);
  });
});
