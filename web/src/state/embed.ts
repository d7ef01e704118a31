/**
 * The talk of a map in a frame with the page around it. Messages are objects with `source: "landbank"`: `ready`, when the
 * map can be asked for something, and `select`, with the site that is selected or null. The page around may send `select`
 * with a reference, or null. All that is told is public, so it is told to any page.
 */

import { effect } from "@preact/signals-core";
import { wholeAddressOf } from "../api/base";
import { siteName } from "../domain/format";
import { language } from "./preferences";
import { selected, selectedRef } from "./selection";
import { selectSite, view } from "./view";

export type EmbedMessage =
  | { readonly source: "landbank"; readonly type: "ready" }
  | { readonly source: "landbank"; readonly type: "select"; readonly site: SelectedSite | null };

export interface SelectedSite {
  readonly ref: string;
  readonly name: string;
  /** Of its page. */
  readonly url: string;
}

/** The address of a site's page, outside of the frame. */
export const siteUrl = (ref: string) => wholeAddressOf(`/sites/${encodeURIComponent(ref)}?lang=${language.value}`);

/** The address of the same map with its lists beside it. */
export const wholeUrl = () => {
  void view.value; // the address follows it
  return wholeAddressOf(`/${location.search}`);
};

/** Tells the page around what is selected, and does what it asks, until the end. */
export function followHost(): () => void {
  if (window.parent === window) return () => {};
  const tell = (message: EmbedMessage) => window.parent.postMessage(message, "*");
  const listen = (event: MessageEvent) => {
    if (event.source !== window.parent) return;
    const asked = event.data as { readonly source?: unknown; readonly type?: unknown; readonly ref?: unknown } | null;
    if (asked?.source !== "landbank" || asked.type !== "select") return;
    if (asked.ref === null || typeof asked.ref === "string") selectSite(asked.ref);
  };
  addEventListener("message", listen);
  let told: string | null = null;
  const stop = effect(() => {
    if (selectedRef.value === null) {
      if (told !== null) tell({ source: "landbank", type: "select", site: null });
      told = null;
      return;
    }
    const site = selected.value?.site;
    if (!site || site.id !== selectedRef.value || site.id === told) return;
    told = site.id;
    const name = siteName(site.properties, language.value);
    tell({ source: "landbank", type: "select", site: { ref: site.id, name, url: siteUrl(site.id) } });
  });
  tell({ source: "landbank", type: "ready" });
  return () => {
    stop();
    removeEventListener("message", listen);
  };
}
