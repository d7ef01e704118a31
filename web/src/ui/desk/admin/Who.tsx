/** Who did something, by the name of the account where it can be known. */

import { useEffect } from "preact/hooks";
import { nameOf, wantNames } from "../../../state/desk/people";
import { a } from "./words";

export function Who({ id }: { readonly id: string }) {
  useEffect(() => wantNames(), []);
  return <>{whoWords(id)}</>;
}

/** "Olena", "the operator", "the registry itself". */
export function whoWords(id: string): string {
  if (id === "cli") return a("who.cli");
  if (id.startsWith("job:")) return a("who.job");
  return nameOf(id) ?? id;
}
