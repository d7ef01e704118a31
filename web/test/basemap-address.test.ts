import { describe, expect, it } from "vitest";
import { addressOf, detailAddress, PARTS, wishOf } from "../src/map/basemap-address";

describe("an address of the basemap", () => {
  it("asks for a part of the coarse world", () => {
    for (const part of PARTS) expect(wishOf(addressOf(part))).toEqual({ part, window: null });
  });

  it("asks for a window of the finer coast, to the last digit", () => {
    const window = [-180.125, -12.5, 30.523_400_1, 50.45] as const;
    expect(wishOf(detailAddress("land", window))).toEqual({ part: "land", window });
    expect(wishOf(detailAddress("lines", window))).toEqual({ part: "lines", window });
  });

  it("is none where part or window is wanting", () => {
    for (const text of [
      "basemap://roads",
      "basemap://roads/land",
      "basemap://detail/land",
      "basemap://detail/land/1,2,3",
      "basemap://",
    ])
      expect(wishOf(text)).toBeNull();
  });
});
