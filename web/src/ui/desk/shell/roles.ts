/** The roles of the person in words. */

import { session } from "../../../state/desk/session";
import { placeName } from "../shared/territory";
import { s } from "./words";

/** One line for each role: "editor, Kramatorsk". */
export function roleLine(): readonly string[] {
  const grants = session.value?.grants ?? [];
  if (grants.length === 0) return [s("frame.no_role")];
  return grants.map(({ role, territory }) => {
    const where = territory === null ? s("frame.everywhere") : placeName(territory);
    return `${s(`role.${role}`)}, ${where}`;
  });
}
