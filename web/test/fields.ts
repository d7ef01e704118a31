/** A small table of fields with one of every kind, for tests. */

import type { Field } from "../src/api/types";

const BASE = {
  unit: "",
  display: null,
  group: "area",
  help: null,
  codes: [],
  operators: [],
  standard: "",
  filter: true,
  sort: true,
  facet: false,
  weight: false,
  joint: "each",
  computed: false,
  receivable: true,
  clock: "",
  paths: [] as string[],
} as const;

function field(name: string, type: Field["type"], more: Partial<Field> = {}): Field {
  return { ...BASE, operators: [], codes: [], name, type, label: { en: name }, ...more };
}

const code = (name: string) => ({
  code: name,
  label: { en: name, uk: `${name} (uk)` },
  valid_from: null,
  valid_to: null,
});

export const AREA = field("area_m2", "number", { unit: "m2", display: { unit: "ha", factor: 0.0001, decimals: 2 } });
export const POWER = field("power_kw", "number", {
  unit: "kW",
  group: "utilities",
  display: { unit: "MW", factor: 0.001, decimals: 2 },
});
export const RAIL = field("dist_rail_siding_m", "number", {
  unit: "m",
  group: "access",
  display: { unit: "km", factor: 0.001, decimals: 1 },
});
export const KIND = field("kind", "code", { codes: [code("brownfield"), code("free_land"), code("a,b\\c")] });
export const USES = field("allowed_uses", "codes", { codes: [code("industrial"), code("logistics")] });
export const DIVISIBLE = field("divisible", "boolean");
export const VACANT = field("vacant_since_on", "date");
export const PUBLISHED = field("published_at", "instant");
export const ZONING = field("zoning", "text", { sort: false });
export const NAME = field("name", "text");
export const REF = field("ref", "text");
export const YEAR = field("activity_ended_year", "integer");
export const HIDDEN = field("longitude", "number", { filter: false, sort: false });

export const FIELDS: readonly Field[] = [
  REF,
  NAME,
  KIND,
  YEAR,
  VACANT,
  USES,
  HIDDEN,
  AREA,
  DIVISIBLE,
  POWER,
  RAIL,
  ZONING,
  PUBLISHED,
];
