import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pagesOf, rowWindow, scrolledTo } from "../../src/domain/desk/window";

describe("the window of a long table", () => {
  it("draws what is in sight with rows beside it, and nothing beyond the ends", () => {
    expect(rowWindow(0, 400, 40, 21_521)).toEqual({ first: 0, end: 23 });
    expect(rowWindow(40_000, 400, 40, 21_521)).toEqual({ first: 988, end: 1023 });
    expect(rowWindow(21_521 * 40 - 400, 400, 40, 21_521)).toEqual({ first: 21_499, end: 21_521 });
    expect(rowWindow(0, 400, 40, 0)).toEqual({ first: 0, end: 0 });
  });

  it("draws every row in sight, however far it is scrolled, and few more", () => {
    fc.assert(
      fc.property(
        fc.nat(2_000_000),
        fc.integer({ min: 40, max: 2000 }),
        fc.integer({ min: 1, max: 50_000 }),
        (to, height, count) => {
          const scrolled = Math.min(to, Math.max(0, count * 40 - height));
          const { first, end } = rowWindow(scrolled, height, 40, count);
          const lastInSight = Math.min(count, Math.ceil((scrolled + height) / 40));
          return first <= scrolled / 40 && end >= lastInSight && end - first <= height / 40 + 30;
        },
      ),
    );
  });

  it("names the pages that hold its rows", () => {
    expect(pagesOf({ first: 95, end: 205 }, 100)).toEqual([0, 1, 2]);
    expect(pagesOf({ first: 100, end: 200 }, 100)).toEqual([1]);
    expect(pagesOf({ first: 0, end: 0 }, 100)).toEqual([]);
  });

  it("scrolls no further than a row needs to be in sight", () => {
    expect(scrolledTo(5, 0, 400, 40)).toBeNull();
    expect(scrolledTo(20, 0, 400, 40)).toBe(440);
    expect(scrolledTo(2, 400, 400, 40)).toBe(80);
  });
});
