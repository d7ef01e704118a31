import { describe, expect, it } from "vitest";
import type { Reminder } from "../../src/api/desk/quality";
import { byDay, percent, pieces, roundTop, spots } from "../../src/domain/desk/chart";
import { likely, propertiesOf, schemeOf } from "../../src/domain/desk/geojson";
import { chosenSites, requestsOf } from "../../src/domain/desk/reminders";
import { listHref } from "../../src/domain/desk/sitelist";
import { formatSpan } from "../../src/domain/desk/time";
import { formatMonths } from "../../src/domain/format";
import { changedDays, daysOf } from "../../src/state/desk/clocks";

describe("charts", () => {
  it("make a bar of the states that there are, one after the other", () => {
    const count = { sites: 4, fresh: 1, due: 0, stale: 2, expired: 0, unknown: 1 };
    expect(pieces(count)).toEqual([
      { name: "fresh", count: 1, from: 0, width: 0.25 },
      { name: "stale", count: 2, from: 0.25, width: 0.5 },
      { name: "unknown", count: 1, from: 0.75, width: 0.25 },
    ]);
    expect(pieces({ sites: 0, fresh: 0, due: 0, stale: 0, expired: 0, unknown: 0 })).toEqual([]);
  });

  it("never round what is not all to all, nor what is something to nothing", () => {
    expect([percent(999, 1000), percent(1, 1000), percent(1000, 1000), percent(0, 1000), percent(0, 0)]).toEqual([
      99, 1, 100, 0, 0,
    ]);
  });

  it("end at a round number", () => {
    expect([[], [0], [1], [3], [12], [70], [501]].map((values) => roundTop(values))).toEqual([
      1, 1, 1, 5, 20, 100, 1000,
    ]);
  });

  it("sum findings by day, and keep the days on which other rules found something", () => {
    const rows = [
      { day: "2026-11-25", rule: "V-16", severity: "warning", open: 2 },
      { day: "2026-11-24", rule: "V-16", severity: "error", open: 3 },
      { day: "2026-11-24", rule: "V-07", severity: "error", open: 4 },
    ];
    expect(byDay(rows, "error", "")).toEqual([
      { day: "2026-11-24", open: 7 },
      { day: "2026-11-25", open: 0 },
    ]);
    expect(byDay(rows, "error", "V-07")[0]).toEqual({ day: "2026-11-24", open: 4 });
  });

  it("place days at their distance in time", () => {
    const days = [
      { day: "2026-11-01", open: 0 },
      { day: "2026-11-02", open: 5 },
      { day: "2026-11-11", open: 10 },
    ];
    expect(spots(days, 10, 100, 50)).toEqual([
      { x: 0, y: 50 },
      { x: 10, y: 25 },
      { x: 100, y: 0 },
    ]);
    expect(spots(days.slice(0, 1), 10, 100, 50)).toEqual([{ x: 50, y: 50 }]);
  });
});

const reminder = (id: number, ref: string, kind: Reminder["kind"], about: string | null): Reminder => ({
  id,
  ref,
  kind,
  about,
  state: "over",
  due_on: null,
  since: "2026-11-26",
  names: {},
  version: 7,
  lifecycle: "published",
  territories: [],
  steward: null,
  deputy: null,
});

describe("what is still true", () => {
  const list = [
    reminder(1, "A", "facts", "price"),
    reminder(2, "A", "facts", "availability"),
    reminder(3, "B", "facts", "price"),
    reminder(4, "B", "letter", "gas"),
    reminder(5, "C", "contact", null),
    reminder(6, "D", "facts", "price"),
  ];

  it("is said of each site once, of facts alone", () => {
    const chosen = new Set(["1", "2", "3", "4", "5"]);
    expect(chosenSites(list, chosen)).toEqual([
      { ref: "A", version: 7, clocks: ["price", "availability"] },
      { ref: "B", version: 7, clocks: ["price"] },
      { ref: "C", version: 7, clocks: ["contact"] },
    ]);
  });

  it("is asked with sites of the same facts, a hundred at most", () => {
    const sites = chosenSites(list, new Set(["1", "2", "3", "6"]));
    const asked = requestsOf(sites, new Set(["price"]));
    expect(asked.map((request) => request.map((site) => site.ref))).toEqual([["A", "B", "D"]]);
    const many = Array.from({ length: 150 }, (_, i) => ({ ref: `S${i}`, version: 1, clocks: ["price"] }));
    expect(requestsOf(many, new Set(["price"])).map((request) => request.length)).toEqual([100, 50]);
    expect(requestsOf(many, new Set())).toEqual([]);
  });
});

describe("administration", () => {
  it("finds the names of properties in the beginning of a file, cut off anywhere", () => {
    const text =
      '{"features":[{"properties":{"katotth":"UA1","name":"A \\"b\\""},"geometry":null},{"properties":{"name":"C","up":';
    expect(propertiesOf(text)).toEqual([
      { name: "katotth", example: "UA1" },
      { name: "name", example: 'A "b"' },
    ]);
    expect(propertiesOf('{"properties":{"n":null,"area":1.5}},{"properties":{"n":"x"}}')).toEqual([
      { name: "n", example: "x" },
      { name: "area", example: "1.5" },
    ]);
    expect(propertiesOf("no JSON at all")).toEqual([]);
    expect(["katotth", "iso3166-2", "KOATUU", "insee_com", "name"].map(schemeOf)).toEqual([
      "katottg",
      "iso3166",
      "koatuu",
      "insee",
      "",
    ]);
    expect([likely(["Name", "KATOTTH"], ["katotth"]), likely(["a"], ["b"])]).toEqual(["KATOTTH", ""]);
  });

  it("takes days that are whole numbers, and sets only those that differ", () => {
    expect(["45", " 1 ", "36500", "0", "36501", "1.5", "", "x"].map(daysOf)).toEqual([
      45,
      1,
      36500,
      null,
      null,
      null,
      null,
      null,
    ]);
    const clocks = [
      { clock: "price", days: 90, default_days: 90 },
      { clock: "geometry", days: 1095, default_days: 1095 },
    ];
    expect(changedDays(clocks, { price: "90" })).toEqual({});
    expect(changedDays(clocks, { price: "60" })).toEqual({ price: 60 });
    expect(changedDays(clocks, { price: "" })).toBeNull();
  });
});

describe("words of figures", () => {
  it("lead into the list as it reads its address", () => {
    expect(listHref({})).toBe("/desk/sites");
    expect(listHref({ territory: "UA32", steward: "user:7", state: "published", freshness: "stale" })).toBe(
      "/desk/sites?state=published&territories=UA32&freshness=stale&steward=user:7",
    );
    expect(listHref({ readiness: 0 })).toBe("/desk/sites?min_readiness=0&max_readiness=0");
  });

  it("say spans and leases in the largest unit that says enough", () => {
    expect([86400, 3600, 45].map((seconds) => formatSpan(seconds, "en"))).toEqual(["24 hr", "60 min", "45 sec"]);
    expect([516, 30, 12, 7].map((months) => formatMonths(months, "en").replaceAll("\u00a0", " "))).toEqual([
      "43 years",
      "2 years, 6 months",
      "1 year",
      "7 months",
    ]);
  });
});
