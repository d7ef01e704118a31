/** The same facts set for several sites: tried first, then done, then perhaps taken back. */

import { signal } from "@preact/signals-core";
import { type ImportUndone, undoBatch } from "../../api/desk/imports";
import { type Brief, type ChangeResult, changeSites, type FactsChange } from "../../api/desk/sites";
import { asProblem, type Problem } from "../../api/problem";

/** How many sites the server changes at once. */
export const MOST_CHANGED = 2000;

export type Step =
  | { readonly name: "form" }
  | { readonly name: "tried"; readonly result: ChangeResult }
  | { readonly name: "done"; readonly result: ChangeResult }
  | { readonly name: "undone"; readonly result: ImportUndone };

/** One change on its way, from the form to its end. */
export class FactsChanging {
  readonly step = signal<Step>({ name: "form" });
  readonly busy = signal(false);
  readonly problem = signal<Problem | null>(null);
  #sites: readonly Brief[] = [];
  #change: FactsChange | null = null;

  /** Says what would become of the sites. */
  async try(read: () => Promise<readonly Brief[]>, change: FactsChange): Promise<void> {
    await this.#attempt(async () => {
      this.#sites = await read();
      this.#change = change;
      return { name: "tried", result: await changeSites(this.#sites, change, true) };
    });
  }

  /** Does what was tried with the very sites of which it was told. */
  async apply(): Promise<void> {
    const change = this.#change;
    if (!change) return;
    await this.#attempt(async () => ({ name: "done", result: await changeSites(this.#sites, change, false) }));
  }

  async undo(batch: number, skipChanged: boolean): Promise<void> {
    await this.#attempt(async () => ({
      name: "undone",
      result: await undoBatch(batch, { reason: "", skip_changed: skipChanged }),
    }));
  }

  back(): void {
    this.problem.value = null;
    this.step.value = { name: "form" };
  }

  async #attempt(next: () => Promise<Step>): Promise<void> {
    this.busy.value = true;
    this.problem.value = null;
    try {
      this.step.value = await next();
    } catch (error) {
      this.problem.value = asProblem(error);
    } finally {
      this.busy.value = false;
    }
  }
}
