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

/** The members on a way into a record, as far as the table knows them. */
function membersOn(names: readonly string[]): readonly (Member | null)[] {
  let within: readonly Member[] = members.value;
  return names.map((name) => {
    const member = within.find((one) => one.name === name);
    within = member?.members ?? [];
    return member ?? null;
  });
}

/** The member at the end of a way into a record, null where the table has none. */
export const memberAt = (names: readonly string[]): Member | null => membersOn(names).at(-1) ?? null;

/** The labels of the members on a way into a record. */
export const memberLabels = (names: readonly string[]): readonly (Text | null)[] =>
  membersOn(names).map((member) => member?.label ?? null);
