/** The names of accounts, for those who may read them: the ledger and the log know numbers. */

import { signal } from "@preact/signals-core";
import { fetchUsers } from "../../api/desk/admin";
import { may, person } from "./session";

const names = signal<ReadonlyMap<string, string>>(new Map());

let wanted = false;

/** Reads the names, once. Who may not read them sees numbers. */
export function wantNames(): void {
  if (wanted || !may("user.manage")) return;
  wanted = true;
  fetchUsers().then(
    (users) => {
      names.value = new Map(users.map((user) => [user.principal, user.name]));
    },
    () => {
      wanted = false; // the numbers stay; the next page tries again
    },
  );
}

/** The name of an account, null where it is not known. */
export function nameOf(id: string): string | null {
  if (person.value?.id === id) return person.value.name;
  return names.value.get(id) ?? null;
}

/** All accounts that are known, in the order of their names. */
export function everybody(): readonly (readonly [id: string, name: string])[] {
  return [...names.value].sort(([, one], [, other]) => one.localeCompare(other));
}
