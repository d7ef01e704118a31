import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../src/api/types";
import { planStyle, streetStyle } from "../src/map/style";
import { colour, contrast, SCHEMES, themeFor } from "./tokens";

const TILES = "http://127.0.0.1/tiles/{z}/{y}/{x}";

describe.each(SCHEMES)("the map in %s", (scheme) => {
  it.each(LANGUAGES)("is a valid style in %s", (language) => {
    expect(validateStyleMin(planStyle(themeFor(scheme), language, TILES))).toEqual([]);
  });

  it("lays the registry's layers over a street style", () => {
    const street = {
      version: 8 as const,
      glyphs: "http://127.0.0.1/{fontstack}/{range}.pbf",
      sources: {},
      layers: [{ id: "ground", type: "background" as const }],
    };
    const style = streetStyle(street, themeFor(scheme), "uk", TILES, { "Some Font": "http://127.0.0.1/font.woff2" });
    expect(validateStyleMin(style)).toEqual([]);
    expect(style.layers[0]?.id).toBe("ground");
    expect(style.layers.map((layer) => layer.id)).toContain("site-fill");
  });

  it("shows marks that stand out from the land", () => {
    for (const kind of ["free_land", "brownfield", "building", "industrial_park_plot", "other"])
      expect([kind, contrast(colour(scheme, `kind-${kind}`), colour(scheme, "map-land")) >= 3]).toEqual([kind, true]);
  });
});

describe.each(SCHEMES)("letters in %s", (scheme) => {
  const pairs: readonly (readonly [string, string])[] = [
    ...["ink", "ink-2", "ink-3", "link"].flatMap((ink) =>
      ["paper", "sunk", "ground", "raised", "hover-wash", "chosen-wash"].map((ground) => [ink, ground] as const),
    ),
    ["on-press", "press"],
    ["on-brand", "brand"],
    ["on-brand-quiet", "brand"],
    ["warn-ink", "warn-wash"],
    ["warn-ink", "paper"],
    ["bad-ink", "bad-wash"],
    ["bad-ink", "paper"],
    ["bad-ink", "chosen-wash"],
    ["map-on-cluster", "map-cluster"],
    ["map-town", "map-land"],
  ];

  it.each(pairs)("--%s on --%s have a contrast of 4.5", (ink, ground) => {
    expect(contrast(colour(scheme, ink), colour(scheme, ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ["line-3", "paper"],
    ["focus", "paper"],
    ["focus", "sunk"],
  ])("--%s on --%s can be seen", (line, ground) => {
    expect(contrast(colour(scheme, line), colour(scheme, ground))).toBeGreaterThanOrEqual(3);
  });
});
