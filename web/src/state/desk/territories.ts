/**
 * The names of territories at the desk. The public list holds those with published sites; staff work in others too,
 * whose names are asked when somebody wants to show them, many at once.
 */

import { signal } from "@preact/signals-core";
import { fetchTerritoriesNamed } from "../../api/desk/admin";
import type { Text } from "../../api/types";
import { territories } from "../registry";
import { may } from "./session";

/** How many codes one question names. */
const AT_ONCE = 200;

const named = signal<ReadonlyMap<string, Text>>(new Map());
const asked = new Set<string>();
const waiting: string[] = [];

/** The name of a territory; null until it is known, and for a code that no territory has. */
export function territoryText(code: string): Text | null {
  const known = territories.value.get(code)?.name ?? named.value.get(code);
  if (known) return known;
  if (!asked.has(code) && may("site.read")) {
    asked.add(code);
    if (waiting.push(code) === 1) setTimeout(() => void askThem());
  }
  return null;
}

async function askThem(): Promise<void> {
  const codes = waiting.splice(0, AT_ONCE);
  if (waiting.length > 0) setTimeout(() => void askThem());
  try {
    const found = await fetchTerritoriesNamed(codes);
    named.value = new Map([...named.value, ...found.map(({ code, name }) => [code, name] as const)]);
  } catch {
    // They are asked for again when they are shown anew.
    for (const code of codes) asked.delete(code);
  }
}

/** Forgets what was known, as after territories were taken. */
export function forgetTerritories(): void {
  asked.clear();
  named.value = new Map();
}
