/** What is read once: the table of fields, the settings and the territories. */

import { computed, signal } from "@preact/signals-core";
import { fetchFields, fetchSettings, fetchTerritories } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { Field, FieldTable, Settings, Territory } from "../api/types";

interface Registry {
  readonly table: FieldTable;
  readonly settings: Settings;
  readonly territories: readonly Territory[];
}

/** null until everything has come. */
export const registry = signal<Registry | null>(null);

/** Why it has not come. */
export const registryProblem = signal<Problem | null>(null);

/** Reads all three; may be called again after a problem. */
export async function loadRegistry(): Promise<Registry | null> {
  registryProblem.value = null;
  try {
    const [table, settings, territories] = await Promise.all([fetchFields(), fetchSettings(), fetchTerritories()]);
    registry.value = { table, settings, territories };
  } catch (error) {
    registryProblem.value = asProblem(error);
  }
  return registry.value;
}

export const fields = computed<readonly Field[]>(() => registry.value?.table.fields ?? []);

/** The code lists that no field has, by name. */
export const codeLists = computed<FieldTable["codes"]>(() => registry.value?.table.codes ?? {});

const fieldIndex = computed(() => new Map(fields.value.map((field) => [field.name, field])));

export function fieldNamed(name: string): Field | undefined {
  return fieldIndex.value.get(name);
}

export const territories = computed(() => new Map((registry.value?.territories ?? []).map((one) => [one.code, one])));

/** Whether the stock holds demonstration data, which is then said on every page. */
export const demonstration = computed(() => registry.value?.settings.demonstration ?? false);
