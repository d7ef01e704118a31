/** Where the phone is, as long as a page wants to know. */

import { signal } from "@preact/signals-core";
import type { Fix } from "../../domain/desk/field";

export type FixState = "off" | "waiting" | "known" | "refused" | "none";

export const fix = signal<Fix | null>(null);
export const fixState = signal<FixState>("off");

let watch: number | null = null;

/** Begins to follow the position; asks the person for leave the first time. */
export function followPosition(): void {
  if (watch !== null) return;
  if (!("geolocation" in navigator)) {
    fixState.value = "none";
    return;
  }
  fixState.value = fix.value ? "known" : "waiting";
  watch = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) => {
      fix.value = {
        longitude: coords.longitude,
        latitude: coords.latitude,
        accuracy_m: Math.round(coords.accuracy * 10) / 10,
        at: timestamp,
      };
      fixState.value = "known";
    },
    (error) => {
      if (error.code === error.PERMISSION_DENIED) {
        fixState.value = "refused";
        stopPosition();
      } else if (!fix.value) fixState.value = "none";
    },
    { enableHighAccuracy: true, maximumAge: 10_000, timeout: 60_000 },
  );
}

export function stopPosition(): void {
  if (watch !== null) navigator.geolocation.clearWatch(watch);
  watch = null;
}
