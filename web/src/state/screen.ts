/** What the screen itself is: its width, and which of its parts are open. */

import { signal } from "@preact/signals-core";
import type { Bounds } from "../api/types";

const narrowQuery = matchMedia("(max-width: 899px)");

/** Whether list and map cannot stand side by side. */
export const narrow = signal(narrowQuery.matches);

narrowQuery.addEventListener("change", (event) => {
  narrow.value = event.matches;
});

/** Whether the criteria are shown: beside the list on wide screens, over it on narrow ones. */
export const criteriaOpen = signal(!narrowQuery.matches && innerWidth >= 1200);

/** What the map shows now, for "use the visible area". */
export const visibleBounds = signal<Bounds | null>(null);

/** Whether the browser says that there is no network. */
export const offline = signal(!navigator.onLine);

addEventListener("online", () => {
  offline.value = false;
});
addEventListener("offline", () => {
  offline.value = true;
});
