/** The view of the map page and the address bar, held equal. */

import { batch, computed, signal } from "@preact/signals-core";
import type { Language, List, Profile } from "../api/types";
import { cql2 } from "../domain/cql2";
import { type Condition, type Criteria, conditionOn, NO_CRITERIA, withCondition } from "../domain/criteria";
import { conditionsOf, NO_OWN, type Own, pinned, writeOwn } from "../domain/need";
import { type Camera, queryToView, type View, viewToQuery } from "../domain/view";
import { chooseLanguage, chosenLanguage } from "./preferences";
import { fields } from "./registry";

const START: View = {
  criteria: NO_CRITERIA,
  profile: null,
  own: NO_OWN,
  list: "meets",
  sort: "",
  site: null,
  camera: null,
  map: false,
  language: null,
};

export const view = signal<View>(START);

export const criteria = computed(() => view.value.criteria);

/** The criteria as CQL2: equal questions are equal texts, so that nothing is asked twice. */
export const question = computed(() => cql2(criteria.value, fields.value));

/** The camera as the address had it when the view was last read, for the map to look at. */
export const askedCamera = signal<Camera | null>(null);

/** Reads the address: at the start, and when going back or forward. */
export function readAddress(): void {
  const next = queryToView(location.search, fields.value);
  batch(() => {
    view.value = next;
    askedCamera.value = next.camera;
    if (next.language && next.language !== chosenLanguage.value) chooseLanguage(next.language);
  });
}

/** What the page has in its address besides the view, as a query; the desk's list keeps its own questions there. */
export const beside = signal("");

/** Two changes of one gesture this close together are one step back. */
const GESTURE_MS = 1500;

let lastGesture = { name: "", at: 0 };

/**
 * Changes the view and writes the address. Changes with the same gesture name
 * shortly after one another, like the letters of a word, make one step of the
 * history; null replaces the current step.
 */
function change(next: Partial<View>, gesture: string | null): void {
  view.value = { ...view.value, ...next };
  const query = [beside.value, viewToQuery(view.value)].filter((part) => part !== "").join("&");
  const address = query === "" ? location.pathname : `?${query}`;
  const now = performance.now();
  const again = gesture !== null && gesture === lastGesture.name && now - lastGesture.at < GESTURE_MS;
  if (gesture !== null) lastGesture = { name: gesture, at: now };
  if (gesture === null || again) history.replaceState(history.state, "", address);
  else history.pushState(history.state, "", address);
}

/** The address of the view with changes, for links. */
export function addressWith(changes: Partial<View>): string {
  return `/?${viewToQuery({ ...view.value, ...changes })}`;
}

export function setCondition(field: string, condition: Condition | null): void {
  change({ criteria: withCondition(criteria.value, field, condition, fields.value) }, `condition ${field}`);
}

export function setWords(words: string): void {
  if (words !== criteria.value.words) change({ criteria: { ...criteria.value, words } }, "words");
}

export function setArea(area: Criteria["area"]): void {
  change({ criteria: { ...criteria.value, area } }, "area");
}

export function clearCriteria(): void {
  change({ criteria: NO_CRITERIA }, "clear");
}

/**
 * Says what is to be built: what such a project usually has to have is filled
 * in beside what was asked before, and the lists are ordered by the score.
 * What the profile before had filled in goes with it, unless it was changed.
 */
export function chooseProfile(profile: Profile | null, before: Profile | null): void {
  let next = criteria.value;
  if (before)
    for (const proposed of conditionsOf(before, fields.value))
      if (JSON.stringify(conditionOn(next, proposed.field)) === JSON.stringify(proposed))
        next = withCondition(next, proposed.field, null, fields.value);
  if (profile)
    for (const condition of conditionsOf(profile, fields.value))
      next = withCondition(next, condition.field, condition, fields.value);
  change({ criteria: next, profile: profile && pinned(profile), own: NO_OWN, sort: "" }, "profile");
}

/** The profile and what was changed of it, for links to other pages: "" or "&profile=…". */
export const needLink = computed(() => {
  const { profile, own } = view.value;
  if (profile === null) return "";
  const query = new URLSearchParams({ profile });
  writeOwn(query, own);
  return `&${query.toString()}`;
});

/** Changes weights and value functions; shortly after one another they are one step back. */
export function setOwn(own: Own): void {
  change({ own }, "own");
}

export function showList(list: List): void {
  if (list !== view.value.list) change({ list }, "list");
}

export function sortBy(sort: string): void {
  change({ sort }, "sort");
}

export function selectSite(site: string | null): void {
  if (site !== view.value.site) change({ site }, `site ${site}`);
}

export function showMap(map: boolean): void {
  if (map !== view.value.map) change({ map }, "view");
}

/** The map's own movements are no steps to go back. */
export function keepCamera(camera: Camera): void {
  change({ camera }, null);
}

export function setLanguage(language: Language): void {
  chooseLanguage(language);
  change({ language }, null);
}
