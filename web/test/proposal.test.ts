import { describe, expect, it } from "vitest";
import { correctable, pathOf, proposedValue } from "../src/domain/proposal";
import { FIELDS } from "./fields";

const [base] = FIELDS;
if (!base) throw new Error("there are no fields");

const area = {
  ...base,
  name: "area_declared_m2",
  type: "number" as const,
  unit: "m2",
  display: { unit: "ha", factor: 0.0001, decimals: 2 },
  paths: ["area.declared_m2"],
};
const gas = { ...area, name: "dist_gas_m", paths: ["utilities[gas].distance_m"] };
const computed = { ...area, name: "area_m2", computed: true };

describe("a proposal", () => {
  it("is made of fields that a record says in one place", () => {
    expect(correctable([area, gas, computed]).map(({ name }) => name)).toEqual(["area_declared_m2"]);
    expect([pathOf(area), pathOf(gas)]).toEqual(["area.declared_m2", null]);
  });

  it("gives values in the unit of the registry, and tells what is none from what is not known", () => {
    const value = (text: string, unknown = false) => proposedValue(area, { field: area.name, text, unknown });
    expect([value("2,5"), value("1 200"), value("big"), value(""), value("2,5", true)]).toEqual([
      25_000,
      12_000_000,
      undefined,
      undefined,
      null,
    ]);
  });
});
