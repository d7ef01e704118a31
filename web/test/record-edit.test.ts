import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addElement,
  at,
  changesOf,
  clashesOf,
  labelsOf,
  merged,
  nameOf,
  type Plain,
  patchOf,
  put,
  removeElement,
} from "../src/domain/desk/record-edit";

const RECORD: Plain = {
  kind: "brownfield",
  area: { declared_m2: 1200 },
  utilities: [
    { network: "gas", state: "nearby" },
    { network: "electricity", distance_m: 300 },
  ],
};

describe("a record", () => {
  it("is changed by path, and what says nothing is not there", () => {
    const filled = put(put(RECORD, ["area", "usable_m2"], 900), ["utilities", 1, "state"], "on_site");
    expect(at(filled, ["area", "usable_m2"])).toBe(900);
    expect(at(filled, ["utilities", 1])).toEqual({ network: "electricity", distance_m: 300, state: "on_site" });
    expect(put(RECORD, ["area", "declared_m2"], undefined)).toEqual({
      kind: "brownfield",
      utilities: RECORD["utilities"],
    });
    expect(put({}, ["names", "uk"], "")).toEqual({});
  });

  it("names the places of its elements as the registry does", () => {
    expect(nameOf(RECORD, ["utilities", 0, "state"])).toBe("utilities[gas].state");
    expect(labelsOf([{ network: "gas" }, { network: "gas" }, {}])).toEqual(["gas", "gas#2", "3"]);
  });

  it("gains and loses elements", () => {
    const more = addElement(RECORD, "parcels", { cadastre: "ua" });
    expect(removeElement(more, "parcels", 0)).toEqual(RECORD);
  });
});

/** Applies a merge patch as RFC 7396 says: the oracle. */
function applied(target: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const out = typeof target === "object" && target !== null && !Array.isArray(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete (out as Record<string, unknown>)[name];
    else (out as Record<string, unknown>)[name] = applied((out as Record<string, unknown>)[name], value);
  }
  return out;
}

const word = fc.constantFrom("a", "b", "c");
const flat = fc.dictionary(word, fc.oneof(fc.integer(), word), { maxKeys: 3 });
const anyRecord = fc.dictionary(
  fc.constantFrom("kind", "area", "land", "uses"),
  fc.oneof(
    fc.integer(),
    word,
    flat.filter((one) => Object.keys(one).length > 0),
    fc.array(word, { minLength: 1 }),
  ),
) as fc.Arbitrary<Plain>;

describe("what differs", () => {
  it("is a merge patch that makes the one of the other", () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, (before, after) => {
        const patch = patchOf(before, after);
        expect(patch === null ? before : applied(before, patch)).toEqual(after);
      }),
    );
  });

  it("is told by path", () => {
    const after = put(put(RECORD, ["utilities", 0, "state"], "none"), ["kind"], "free_land");
    expect(changesOf(RECORD, after)).toEqual({
      kind: { before: "brownfield", after: "free_land" },
      "utilities[gas].state": { before: "nearby", after: "none" },
    });
  });
});

describe("two editors", () => {
  const mine = put(put(RECORD, ["kind"], "free_land"), ["utilities", 0, "state"], "none");
  const theirs = put(put(RECORD, ["kind"], "building"), ["area", "declared_m2"], 1500);

  it("clash where both changed a value", () => {
    expect(clashesOf(RECORD, mine, theirs)).toEqual([
      { path: "kind", original: "brownfield", mine: "free_land", theirs: "building" },
    ]);
  });

  it("keep what each changed alone, and choose the rest", () => {
    const expected = put(put(theirs, ["utilities", 0, "state"], "none"), ["kind"], "free_land");
    expect(merged(RECORD, mine, theirs)).toEqual(expected);
    expect(merged(RECORD, mine, theirs, new Map([["kind", "theirs"]]))).toEqual(put(expected, ["kind"], "building"));
    const back = merged(RECORD, mine, theirs, new Map([["kind", "original"]]));
    expect(back).toEqual(put(expected, ["kind"], "brownfield"));
  });

  it("lose nothing where only one of them was there", () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, (base, one) => {
        expect(merged(base, one, base)).toEqual(one);
        expect(merged(base, base, one)).toEqual(one);
      }),
    );
  });

  it("add and remove elements", () => {
    const added = addElement(RECORD, "utilities", { network: "heat", state: "planned" });
    expect(at(merged(RECORD, added, theirs), ["utilities", 2])).toEqual({ network: "heat", state: "planned" });
    const removed = removeElement(RECORD, "utilities", 0);
    expect(at(merged(RECORD, removed, theirs), ["utilities"])).toEqual([{ network: "electricity", distance_m: 300 }]);
  });

  it("leaves elements that somebody is about to fill", () => {
    const sent = { ...RECORD, offers: [{ mode: "sale" }, {}] };
    const answer = { ...sent, kind: "free_land" };
    const more = addElement(sent, "offers", {});
    expect(at(merged(sent, put(sent, ["summary", "en"], "Flat"), answer), ["offers"])).toEqual([{ mode: "sale" }, {}]);
    expect(at(merged(sent, more, answer), ["offers"])).toEqual([{ mode: "sale" }, {}, {}]);
    expect(at(merged(sent, removeElement(sent, "offers", 1), answer), ["offers"])).toEqual([{ mode: "sale" }]);
    // What I emptied stands too, until it is removed.
    expect(at(merged(sent, put(sent, ["offers", 0, "mode"], undefined), answer), ["offers"])).toEqual([{}, {}]);
  });
});
