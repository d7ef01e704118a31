import { describe, expect, it } from "vitest";
import { dayFrom, inForce, offered } from "../src/domain/codes";

const code = (name: string, from: string | null, to: string | null) => ({
  code: name,
  label: { en: name },
  valid_from: from,
  valid_to: to,
});

describe("a code", () => {
  it("is in force from its first day to the one before its end", () => {
    const march = code("march", "2026-03-01", "2026-04-01");
    const days = ["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"];
    expect(days.map((day) => inForce(march, day))).toEqual([false, true, true, false]);
    expect(inForce(code("always", null, null), "1999-01-01")).toBe(true);
  });

  it("is offered while it is in force, and where it is held already", () => {
    const list = [code("old", null, "2026-01-01"), code("now", null, null), code("soon", "2027-01-01", null)];
    const names = (held: readonly string[]) => offered(list, "2026-06-01", held).map((one) => one.code);
    expect(names([])).toEqual(["now"]);
    expect(names(["old"])).toEqual(["old", "now"]);
  });

  it("has a last day, which is the one before its end", () => {
    expect(dayFrom("2026-03-01", -1)).toBe("2026-02-28");
    expect(dayFrom("2026-12-31", 1)).toBe("2027-01-01");
  });
});
