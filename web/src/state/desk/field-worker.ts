/** Registers the worker that brings the phone page without a network. */

import { signal } from "@preact/signals-core";
import { addressOf } from "../../api/base";

export type WorkerState = "unknown" | "ready" | "missing" | "failed";

/** Whether the page would come up without a network. */
export const workerState = signal<WorkerState>("unknown");

export async function registerWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) {
    workerState.value = "missing";
    return;
  }
  try {
    await navigator.serviceWorker.register(addressOf("/desk/field/worker.js"), {
      scope: addressOf("/desk/field/"),
      updateViaCache: "none",
    });
    await navigator.serviceWorker.ready;
    workerState.value = "ready";
  } catch {
    // Without a network the worker that is there goes on; without one, the screen says so.
    workerState.value = navigator.serviceWorker.controller ? "ready" : "failed";
  }
}
