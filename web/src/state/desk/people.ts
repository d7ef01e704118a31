/** The names of the people of the department: the ledger, the log and the records know numbers. */

import { signal } from "@preact/signals-core";
import { fetchUsers } from "../../api/desk/admin";
import { fetchColleagues } from "../../api/desk/sites";
import { may, person } from "./session";

type Names = ReadonlyMap<string, string>;

/** Who is at the desk, in the order of their names. */
export const colleagues = signal<Names>(new Map());

/** Accounts that are not in use any more too, for those who may read them. */
const accounts = signal<Names>(new Map());

let asking = false;

/** Reads the names anew, for those who may. Without them the pages show numbers. */
export function wantNames(): void {
  if (asking || !may("site.read")) return;
  asking = true;
  void Promise.all([readColleagues(), may("user.manage") ? readAccounts() : null])
    .catch(() => {
      // What was known stays; the next page tries again.
    })
    .finally(() => {
      asking = false;
    });
}

async function readColleagues(): Promise<void> {
  colleagues.value = new Map((await fetchColleagues()).map((one) => [one.id, one.name]));
}

async function readAccounts(): Promise<void> {
  accounts.value = new Map((await fetchUsers()).map((user) => [user.principal, user.name]));
}

/** The name of an account, null where it is not known. */
export function nameOf(id: string): string | null {
  if (person.value?.id === id) return person.value.name;
  return colleagues.value.get(id) ?? accounts.value.get(id) ?? null;
}

/** All accounts that are known, in the order of their names. */
export function everybody(): readonly (readonly [id: string, name: string])[] {
  return [...new Map([...accounts.value, ...colleagues.value])].sort(([, one], [, other]) => one.localeCompare(other));
}
