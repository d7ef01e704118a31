import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LANGUAGES, LISTS } from "../src/api/types";
import { areaFault, boxArea, polygonArea } from "../src/domain/area";
import { asksNothing, type Condition, inOrder, NO_CRITERIA } from "../src/domain/criteria";
import { NO_OWN } from "../src/domain/need";
import { queryToView, type View, viewToQuery } from "../src/domain/view";
import { AREA, DIVISIBLE, FIELDS, KIND, POWER, USES, VACANT, ZONING } from "./fields";

const number = fc.option(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  { nil: null },
);
const day = fc.option(
  fc
    .date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  { nil: null },
);
const codes = (names: readonly string[]) => fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 });
const text = fc.string({ minLength: 1, unit: "grapheme" }).filter((one) => one.trim() !== "");

const conditions: fc.Arbitrary<readonly Condition[]> = fc
  .tuple(
    fc.record({ kind: fc.constant("range" as const), field: fc.constant(AREA.name), min: number, max: number }),
    fc.record({ kind: fc.constant("range" as const), field: fc.constant(POWER.name), min: number, max: number }),
    fc.record({ kind: fc.constant("days" as const), field: fc.constant(VACANT.name), from: day, to: day }),
    fc.record({
      kind: fc.constant("any" as const),
      field: fc.constant(KIND.name),
      codes: codes(["brownfield", "free_land", "a,b\\c"]),
    }),
    fc.record({
      kind: fc.constant("any" as const),
      field: fc.constant(USES.name),
      codes: codes(["industrial", "logistics"]),
    }),
    fc.record({ kind: fc.constant("flag" as const), field: fc.constant(DIVISIBLE.name), value: fc.boolean() }),
    fc.record({ kind: fc.constant("text" as const), field: fc.constant(ZONING.name), text }),
  )
  .chain((all) => fc.subarray(all as Condition[]))
  .map((some) =>
    inOrder(
      some.filter((condition) => !asksNothing(condition)),
      FIELDS,
    ),
  );

const corner = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -85, max: 85, noNaN: true }));
const area = fc.option(
  fc
    .oneof(
      fc.tuple(corner, corner).map(([a, b]) => boxArea(a, b)),
      fc.array(corner, { minLength: 3, maxLength: 6 }).map(polygonArea),
    )
    .filter((one) => areaFault(one) === null),
  { nil: null },
);

const camera = fc.option(
  fc.record({
    zoom: fc.integer({ min: 0, max: 2200 }).map((n) => n / 100),
    latitude: fc.integer({ min: -8500000, max: 8500000 }).map((n) => n / 100_000),
    longitude: fc.integer({ min: -18000000, max: 18000000 }).map((n) => n / 100_000),
  }),
  { nil: null },
);

const view: fc.Arbitrary<View> = fc.record({
  criteria: fc.record({ conditions, words: fc.string({ unit: "grapheme" }), area }),
  profile: fc.constant(null),
  own: fc.constant(NO_OWN),
  list: fc.constantFrom(...LISTS),
  sort: fc.constantFrom("", "area_m2", "-area_m2", "-power_kw", "name"),
  site: fc.option(fc.string({ minLength: 1, unit: "grapheme" }), { nil: null }),
  camera,
  map: fc.boolean(),
  language: fc.option(fc.constantFrom(...LANGUAGES), { nil: null }),
});

describe("a view as a link", () => {
  it("comes back from its link as it was", () => {
    fc.assert(
      fc.property(view, (before) => {
        expect(queryToView(viewToQuery(before), FIELDS)).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  it("carries the names that the API takes", () => {
    const query = viewToQuery({
      criteria: {
        conditions: [
          { kind: "any", field: "kind", codes: ["brownfield", "free_land"] },
          { kind: "range", field: "power_kw", min: 5000, max: null },
        ],
        words: "",
        area: boxArea([37.3, 48.6], [37.8, 48.9]),
      },
      profile: "logistics@1",
      own: NO_OWN,
      list: "may_meet",
      sort: "-area_m2",
      site: "KRM-2026-0042",
      camera: { zoom: 8.5, latitude: 48.7, longitude: 37.5 },
      map: false,
      language: "uk",
    });
    expect(query).toBe(
      "kind=brownfield,free_land&min_power_kw=5000&bbox=37.3,48.6,37.8,48.9&profile=logistics@1&list=may_meet&sortby=-area_m2&site=KRM-2026-0042&at=8.50/48.70000/37.50000&lang=uk",
    );
  });

  it("is never broken by a link that makes no sense", () => {
    const broken =
      "min_area_m2=big&kind=&divisible=perhaps&vacant_since_on=x&bbox=1,2,3&list=best&sortby=colour&at=99/0/0&lang=fr";
    expect(queryToView(broken, FIELDS)).toEqual({
      criteria: NO_CRITERIA,
      profile: null,
      own: NO_OWN,
      list: "meets",
      sort: "",
      site: null,
      camera: null,
      map: false,
      language: null,
    });
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("kind", "bbox", "at", "min_area_m2", "within", "list"), (text, name) => {
        queryToView(`${name}=${text}&${text}`, FIELDS);
      }),
    );
  });

  it("leaves out fields that cannot be asked", () => {
    expect(queryToView("min_longitude=3", FIELDS).criteria).toEqual(NO_CRITERIA);
  });
});
