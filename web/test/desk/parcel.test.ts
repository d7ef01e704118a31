import type { Polygon, Position } from "geojson";
import { describe, expect, it } from "vitest";
import { EMPTY, outlineOf } from "../../src/domain/desk/outline";
import { edit, startEditing } from "../../src/domain/desk/outline-edit";
import { withParcel } from "../../src/domain/desk/outline-parcel";
import { hasParcel, type ParcelSaid, withParcelSaid } from "../../src/domain/desk/parcel";

/** A square of 0.001° with its south-west corner so many thousandths of a degree from a place. */
function square(east: number, north: number): Polygon {
  const [x, y] = [30 + east / 1000, 50 + north / 1000];
  const round = (n: number) => Math.round(n * 1e7) / 1e7;
  const ring: Position[] = [
    [round(x), round(y)],
    [round(x + 0.001), round(y)],
    [round(x + 0.001), round(y + 0.001)],
    [round(x), round(y + 0.001)],
    [round(x), round(y)],
  ];
  return { type: "Polygon", coordinates: [ring] };
}

const site = outlineOf(square(0, 0));

describe("the outline of a parcel", () => {
  it("is the outline of a site that has none, corner by corner", () => {
    const { outline, outcome } = withParcel(EMPTY, square(0, 0));
    expect([outcome, outline.parts]).toEqual(["whole", [square(0, 0).coordinates]]);
  });

  it("becomes one with the part that it touches along a side", () => {
    const { outline, outcome } = withParcel(site, square(1, 0));
    expect(outcome).toBe("united");
    expect(outline.parts).toHaveLength(1);
    const corners = outline.parts[0]?.[0] ?? [];
    for (const corner of [...(square(0, 0).coordinates[0]?.slice(0, 1) ?? []), [30.002, 50], [30.002, 50.001]])
      expect(corners).toContainEqual(corner);
  });

  it("becomes one with a part that it overlaps, and leaves the others the very arrays that they were", () => {
    const two = withParcel(site, square(5, 5)).outline;
    const { outline, outcome } = withParcel(two, square(0.5, 0));
    expect(outcome).toBe("united");
    expect(outline.parts).toContain(two.parts[1]);
    expect(outline.parts).toHaveLength(2);
  });

  it("is a part of its own where it lies apart, or meets in one corner", () => {
    for (const other of [square(5, 0), square(1, 1)]) {
      const { outline, outcome } = withParcel(site, other);
      expect(outcome).toBe("part");
      expect(outline.parts).toEqual([square(0, 0).coordinates, other.coordinates]);
    }
  });

  it("joins two parts that it lies between", () => {
    const apart = withParcel(site, square(2, 0)).outline;
    const { outline, outcome } = withParcel(apart, square(1, 0));
    expect([outcome, outline.parts.length]).toEqual(["united", 1]);
  });

  it("changes nothing where the site covers it already", () => {
    expect(withParcel(site, square(0, 0))).toEqual({ outline: site, outcome: "within" });
  });

  it("is one step, which is taken back as a whole", () => {
    const before = startEditing(site);
    const after = edit(before, { do: "replace", outline: withParcel(site, square(1, 0)).outline });
    expect(edit(after, { do: "undo" }).outline).toBe(site);
  });
});

describe("the record of a parcel", () => {
  const said: ParcelSaid = {
    cadastral_number: "5322081200:00:001:0001",
    cadastre: "ua",
    area_m2: 34800,
    purpose: "01.01",
    ownership: "private",
    source: "State cadastre",
    as_of: "2026-03-31",
  };

  it("has what the layer says, and the layer as evidence", () => {
    const record = withParcelSaid({}, said);
    const { source: _, as_of: __, ...parcel } = said;
    const fact = { source: "State cadastre", method: "registry", as_of: "2026-03-31" };
    expect(record).toEqual({
      parcels: [parcel],
      facts: { cadastral_numbers: fact, purposes: fact, ownership: fact },
    });
    expect(hasParcel(record, said.cadastral_number)).toBe(true);
  });

  it("leaves out what the layer does not know", () => {
    const record = withParcelSaid({}, { ...said, area_m2: null, purpose: null, ownership: null });
    expect(record["parcels"]).toEqual([{ cadastre: "ua", cadastral_number: said.cadastral_number }]);
    expect(Object.keys(record["facts"] as object)).toEqual(["cadastral_numbers"]);
  });

  it.each([
    [
      { source: "Survey", as_of: "2025-01-01" },
      { source: "Survey; State cadastre", as_of: "2025-01-01" },
    ],
    [
      { source: "Survey", as_of: "2026-09-01" },
      { source: "Survey; State cadastre", as_of: "2026-03-31" },
    ],
    [{ source: "Survey" }, { source: "Survey; State cadastre" }],
    [
      { source: "State cadastre", as_of: "2026-03-31" },
      { source: "State cadastre", as_of: "2026-03-31" },
    ],
    [{ state: "unknown" }, { source: "State cadastre", method: "registry", as_of: "2026-03-31" }],
  ])("names every source, and is no newer than the oldest: %o", (before, after) => {
    const record = withParcelSaid({ facts: { ownership: before } }, said);
    expect((record["facts"] as { readonly [field: string]: unknown })["ownership"]).toEqual(after);
  });
});
