import { describe, expect, it } from "vitest";
import type { CadastralParcel } from "../../src/api/desk/parcels";
import { EMPTY, geometryOf, outlineOf } from "../../src/domain/desk/outline";
import { hasParcel, outlineWith, parcelAt, recordWith } from "../../src/domain/desk/parcel";

const box = (x: number, y: number, size = 1): CadastralParcel["geometry"] => ({
  type: "MultiPolygon",
  coordinates: [
    [
      [
        [x, y],
        [x + size, y],
        [x + size, y + size],
        [x, y + size],
        [x, y],
      ],
    ],
  ],
});

const parcel = (number: string, geometry = box(0, 0)): CadastralParcel => ({
  cadastre: "ua",
  number,
  layer: "town",
  area_m2: 1200.5,
  purpose: "11.02",
  ownership: "communal",
  geometry,
});

const layer = {
  name: "town",
  source: "State cadastre",
  licence: null,
  as_of: "2026-11-01",
  parcels: 1,
  loaded_at: "2026-11-02T00:00:00Z",
  loaded_by: "cli",
};

describe("a parcel of a cadastre", () => {
  it("goes into the record with its facts and where they are from, once", () => {
    const record = recordWith({ kind: "free_land" }, parcel("1"), layer);
    expect(record).toEqual({
      kind: "free_land",
      parcels: [{ cadastre: "ua", cadastral_number: "1", area_m2: 1200.5, purpose: "11.02", ownership: "communal" }],
      facts: {
        ownership: { source: "State cadastre", as_of: "2026-11-01" },
        purposes: { source: "State cadastre", as_of: "2026-11-01" },
      },
    });
    expect(recordWith(record, parcel("1"), layer)).toBe(record);
    expect(hasParcel(record, "1")).toBe(true);
  });

  it("says nothing that the cadastre does not say, and leaves evidence that is there", () => {
    const bare = { ...parcel("2"), area_m2: null, purpose: null, ownership: null };
    expect(recordWith({}, bare, layer)).toEqual({ parcels: [{ cadastre: "ua", cadastral_number: "2" }] });
    const said = { facts: { ownership: { source: "letter" } } };
    const { facts } = recordWith(said, parcel("3"), layer) as { facts: unknown };
    expect(facts).toEqual({
      ownership: { source: "letter" },
      purposes: { source: "State cadastre", as_of: "2026-11-01" },
    });
    // Of two parcels the cadastre of the second is not all there is to know.
    const two = recordWith({ parcels: [{ cadastral_number: "1" }] }, parcel("4"), layer);
    expect(two["facts"]).toBeUndefined();
  });

  it("gives its outline to the last bit where it stands alone", () => {
    const odd = box(25.234_109_306_904_37, 57.330_652_148_305_084);
    expect(geometryOf(outlineWith(EMPTY, odd))).toBe(odd);
    const beside = outlineWith(outlineOf(box(10, 10)), odd);
    expect(beside.parts).toEqual([box(10, 10).coordinates[0], odd.coordinates[0]]);
  });

  it("becomes one part with whatever it touches or overlaps", () => {
    const between = outlineWith(
      outlineOf({ type: "MultiPolygon", coordinates: [...box(0, 0).coordinates, ...box(2, 0).coordinates] }),
      box(1, 0),
    );
    expect(between.parts).toHaveLength(1);
    expect(between.parts[0]).toHaveLength(1);
    const over = outlineWith(outlineOf(box(0, 0, 2)), box(1, 1, 2));
    expect(over.parts).toHaveLength(1);
  });

  it("is found at a place, the smallest first, and not in its hole", () => {
    const large = parcel("large", box(0, 0, 10));
    const small = parcel("small", box(2, 2, 1));
    const [outer = []] = box(0, 0, 10).coordinates[0] ?? [];
    const holed = parcel("holed", {
      type: "MultiPolygon",
      coordinates: [[outer, ...(box(4, 4, 2).coordinates[0] ?? [])]],
    });
    expect(parcelAt([large, small], [2.5, 2.5])?.number).toBe("small");
    expect(parcelAt([large, small], [8, 8])?.number).toBe("large");
    expect(parcelAt([holed], [5, 5])).toBeNull();
    expect(parcelAt([large], [11, 5])).toBeNull();
  });
});
