/** Language and theme: what the link says, else what was chosen last, else what the browser asks for. */

import { computed, effect, signal } from "@preact/signals-core";
import { LANGUAGES, type Language } from "../api/types";
import { registry } from "./registry";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

function remembered<T extends string>(key: string, values: readonly T[]): T | null {
  try {
    const text = localStorage.getItem(key);
    return values.find((value) => value === text) ?? null;
  } catch {
    return null; // storage is forbidden: nothing is remembered, and nothing breaks
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Forbidden, as above.
  }
}

/** The language chosen by link or switch, null while nobody chose. */
export const chosenLanguage = signal<Language | null>(remembered("landbank.language", LANGUAGES));

function browserLanguage(): Language | null {
  for (const wanted of navigator.languages) {
    const found = LANGUAGES.find((language) => wanted.toLowerCase().split("-")[0] === language);
    if (found) return found;
  }
  return null;
}

export const language = computed<Language>(
  () => chosenLanguage.value ?? browserLanguage() ?? registry.value?.settings.default_language ?? "uk",
);

export function chooseLanguage(next: Language): void {
  remember("landbank.language", next);
  chosenLanguage.value = next;
}

export const theme = signal<Theme>(remembered("landbank.theme", THEMES) ?? "system");

export function chooseTheme(next: Theme): void {
  remember("landbank.theme", next);
  theme.value = next;
}

/** Keeps the page's element in step with language and theme. */
export function applyPreferences(root: HTMLElement): void {
  effect(() => {
    root.lang = language.value;
    if (theme.value === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = theme.value;
  });
}
