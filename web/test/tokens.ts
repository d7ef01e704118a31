/** Reads the tokens as a browser would in one scheme, for tests. */

import { readFileSync } from "node:fs";
import { type MapTheme, makeTheme } from "../src/map/theme";

const SOURCE = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8");

export type Scheme = "light" | "dark";
export const SCHEMES: readonly Scheme[] = ["light", "dark"];

/** The colours by name, without the leading dashes. */
export function colours(scheme: Scheme): ReadonlyMap<string, string> {
  const pairs = SOURCE.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g);
  return new Map([...pairs].map(([, name = "", light = "", dark = ""]) => [name, scheme === "light" ? light : dark]));
}

export function colour(scheme: Scheme, name: string): string {
  const found = colours(scheme).get(name);
  if (found === undefined) throw new Error(`no token --${name}`);
  return found;
}

export function themeFor(scheme: Scheme): MapTheme {
  return makeTheme(scheme, (name) => colour(scheme, name));
}

/** The contrast of two colours as WCAG 2 defines it. */
export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
