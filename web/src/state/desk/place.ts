/** Where in the desk one is: the address, changed without loading the page, and not left over unsaved work. */

import { signal } from "@preact/signals-core";
import { addressOf, isOurs, pathOf } from "../../api/base";

export interface Place {
  readonly path: string;
  /** With its "?", or "". */
  readonly query: string;
  /** How many times one has gone somewhere; 0 is the page that was loaded. */
  readonly step: number;
}

const here = (step: number): Place => ({ path: pathOf(location.pathname), query: location.search, step });

export const place = signal<Place>(here(0));

/** What would be lost by leaving; pages put a sentence in while they hold unsaved work. */
const unsaved = new Map<symbol, () => boolean>();

/** Where one wants to go while there is unsaved work; a dialog asks. */
export const leaving = signal<{ readonly go: () => void } | null>(null);

/** Guards unsaved work: while `holds` says true, leaving is asked about. Returns the end of the guard. */
export function guardWork(holds: () => boolean): () => void {
  const key = Symbol("work");
  unsaved.set(key, holds);
  return () => {
    unsaved.delete(key);
  };
}

function hasUnsaved(): boolean {
  return [...unsaved.values()].some((holds) => holds());
}

/** The number of the entry in the browser's history, for telling back from forward. */
let entry = 0;

function entryOf(state: unknown): number {
  const found = (state as { entry?: unknown } | null)?.entry;
  return typeof found === "number" ? found : 0;
}

/** Goes to a page of the desk. */
export function go(href: string, { replace = false }: { replace?: boolean } = {}): void {
  unlessUnsaved(() => {
    if (!replace) entry += 1;
    if (replace) history.replaceState({ entry }, "", addressOf(href));
    else history.pushState({ entry }, "", addressOf(href));
    place.value = here(place.value.step + 1);
  });
}

/** Changes the query of the page that is shown; that loses nothing and asks nothing. */
export function setQuery(query: URLSearchParams, { replace = true }: { replace?: boolean } = {}): void {
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
  const address = text === "" ? location.pathname : `?${text}`;
  if (!replace) entry += 1;
  if (replace) history.replaceState({ entry }, "", address);
  else history.pushState({ entry }, "", address);
  place.value = { ...place.value, query: location.search };
}

function unlessUnsaved(move: () => void): void {
  if (!hasUnsaved()) {
    move();
    return;
  }
  leaving.value = {
    go: () => {
      leaving.value = null;
      unsaved.clear();
      move();
    },
  };
}

/** Whether a step through the history is one that was taken back here. */
let restoring = false;

function onHistory(event: PopStateEvent): void {
  if (restoring) {
    restoring = false;
    return;
  }
  const next = entryOf(event.state);
  const delta = next - entry;
  if (pathOf(location.pathname) === place.value.path || !hasUnsaved()) {
    entry = next;
    const samePage = pathOf(location.pathname) === place.value.path;
    place.value = here(samePage ? place.value.step : place.value.step + 1);
    return;
  }
  restoring = true;
  history.go(-delta);
  unlessUnsaved(() => history.go(delta));
}

/** A click on a link to another page of the desk goes there without loading it. */
function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target !== "" || link.hasAttribute("download")) return;
  const url = new URL(link.href);
  const path = pathOf(url.pathname);
  if (url.origin !== location.origin || !isOurs(url.pathname) || !/^\/desk(\/|$)/.test(path)) return;
  event.preventDefault();
  if (url.pathname === location.pathname && url.hash !== "" && url.search === location.search) return;
  go(path + url.search);
}

/** Follows links and the browser's buttons; for the whole life of the page. */
export function followPlace(): void {
  entry = entryOf(history.state);
  history.replaceState({ entry }, "");
  addEventListener("popstate", onHistory);
  document.addEventListener("click", onClick);
  addEventListener("beforeunload", (event) => {
    if (hasUnsaved()) event.preventDefault();
  });
}
