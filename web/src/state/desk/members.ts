/** What the members of a record are called: of the registry's table, asked once. */

import { signal } from "@preact/signals-core";
import { fetchMembers, type Member } from "../../api/desk/editor";
import type { Text } from "../../api/types";

const members = signal<readonly Member[]>([]);
let asked = false;

/** Asks for the table where nobody has yet; until it is there, and where it does not come, nothing has a label. */
export function wantMembers(): void {
  if (asked) return;
  asked = true;
  fetchMembers().then(
    (table) => {
      members.value = table.members;
    },
    () => {
      asked = false;
    },
  );
}

/** The labels of the members on a way into a record, as far as the table knows them. */
export function memberLabels(names: readonly string[]): readonly (Text | null)[] {
  let within: readonly Member[] = members.value;
  return names.map((name) => {
    const member = within.find((one) => one.name === name);
    within = member?.members ?? [];
    return member?.label ?? null;
  });
}
