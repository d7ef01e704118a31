/** What the project needs, in force: the profile with what was changed of it, and the conditions. */

import { computed, signal } from "@preact/signals-core";
import { fetchProfiles, type Need } from "../api/client";
import type { Profile } from "../api/types";
import { isOwn, lawOf, newest, preferencesOf, profileNamed, weighsAnything } from "../domain/need";
import { question, view } from "./view";

/** Every version of every profile; null until they have come. */
export const profiles = signal<readonly Profile[] | null>(null);

/** Reads the profiles. Without them the page works as a search without a score. */
export async function loadProfiles(): Promise<void> {
  try {
    profiles.value = await fetchProfiles();
  } catch {
    profiles.value = [];
  }
}

export const offered = computed(() => newest(profiles.value ?? []));

export const profile = computed(() => {
  const { profile: name } = view.value;
  return name === null ? null : profileNamed(name, profiles.value ?? []);
});

/** The weights and value functions in force. */
export const preferences = computed(() => (profile.value ? preferencesOf(profile.value, view.value.own) : []));

/** What is asked of the registry. */
export const need = computed<Need>(() => {
  const own = profile.value !== null && isOwn(view.value.own) && weighsAnything(preferences.value);
  return {
    filter: question.value,
    profile: profile.value && `${profile.value.name}@${profile.value.version}`,
    prefer: own ? preferences.value : null,
  };
});

/** What the map's tiles are asked for: the conditions with what the law says, which the API adds by itself elsewhere. */
export const mapQuestion = computed(() =>
  [question.value, ...(profile.value ? lawOf(profile.value) : [])].filter((one) => one !== "").join(" AND "),
);

/** The same as text, so that equal needs are equal; "" while a link names a profile that has not come yet. */
export const needText = computed(() =>
  view.value.profile !== null && profiles.value === null ? "" : JSON.stringify(need.value),
);
