import { describe, expect, it } from "vitest";
import { fieldOfPath, flatRecord, rowsOf, wordsOf } from "../../src/domain/desk/difference";
import { valueAt } from "../../src/domain/desk/record";
import { FIELDS } from "../fields";

const [base] = FIELDS;
if (!base) throw new Error("there are no fields");

const field = (name: string, paths: string[], more: Partial<typeof base> = {}) => ({
  ...base,
  name,
  paths,
  label: { en: name },
  ...more,
});

const fields = [
  field("kind", ["kind"]),
  field("gas", ["utilities[gas].distance_m"], { type: "number", unit: "m" }),
  field("modes", ["offers[].mode"]),
];

const words = {
  language: "en" as const,
  code: (_member: string, code: string) => (code === "lease" ? "Lease" : null),
  truth: (value: boolean) => (value ? "yes" : "no"),
  nothing: "nothing",
  member: (path: string) =>
    path.endsWith("area_m2")
      ? {
          name: "area_m2",
          form: "number",
          unit: "m2",
          display: { unit: "ha", factor: 0.0001, decimals: 2 },
          label: { en: "Area" },
        }
      : null,
};

describe("a difference", () => {
  it("is told by the field that it is about, whichever element of a list it is in", () => {
    const of = (path: string) => fieldOfPath(path, fields)?.name;
    expect(
      [
        "kind",
        "utilities[gas].distance_m",
        "utilities[gas#2].distance_m",
        "utilities[water].distance_m",
        "offers[2].mode",
      ].map(of),
    ).toEqual(["kind", "gas", "gas", undefined, "modes"]);
  });

  it("stands in the order of the fields, the outline first and what no field says last", () => {
    const changes = {
      "contact.email": { before: null, after: "a@example.org" },
      "utilities[gas].distance_m": { before: 100, after: null },
      kind: { before: "building", after: "brownfield" },
      geometry: { before: {}, after: {} },
    };
    expect(rowsOf(changes, fields).map(({ path, kind }) => [path, kind])).toEqual([
      ["geometry", "changed"],
      ["kind", "changed"],
      ["utilities[gas].distance_m", "removed"],
      ["contact.email", "added"],
    ]);
  });

  it("is said in words, whatever stands there", () => {
    const say = (value: unknown, path = "offers[1].mode") => wordsOf(value, undefined, path, words);
    expect([
      say(null),
      say("lease"),
      say("Mill Lane"),
      say(1234.5, "x"),
      say(["lease", "b"]),
      say({ a: 1, b: "lease" }),
      say(124000, "parcels[1].area_m2"),
      say({ area_m2: 20000, b: 1 }, "parcels[1]"),
    ]).toEqual([
      "nothing",
      "Lease",
      "Mill Lane",
      "1,234.5",
      "Lease, b",
      "a: 1; b: Lease",
      "12.4\u00a0ha",
      "Area: 2\u00a0ha; b: 1",
    ]);
  });
});

describe("a record", () => {
  const record = {
    kind: "brownfield",
    names: { en: "Mill" },
    allowed_uses: ["logistics"],
    utilities: [{ network: "gas", distance_m: 120 }],
    facts: { kind: { state: "confirmed" } },
    note: "",
  };

  it("is told as differences to nothing, without its evidence and what is empty", () => {
    expect(Object.keys(flatRecord(record))).toEqual([
      "kind",
      "names.en",
      "allowed_uses",
      "utilities[gas].network",
      "utilities[gas].distance_m",
    ]);
  });

  it("gives what stands at a path", () => {
    const at = (path: string) => valueAt(record, path);
    expect([
      at("names.en"),
      at("utilities[gas].distance_m"),
      at("utilities[gas#2].distance_m"),
      at("utilities[1].network"),
      at("area.usable_m2"),
    ]).toEqual(["Mill", 120, undefined, "gas", undefined]);
  });
});
