/** Who did something or looks after it, by name where it can be known. */

import { useEffect } from "preact/hooks";
import { colleagues, nameOf, wantNames } from "../../../state/desk/people";
import { person } from "../../../state/desk/session";
import { c } from "../shared/controlWords";

/** `name` is what the answer itself says of who it was. */
export function Person({ id, name }: { readonly id: string; readonly name?: string | null | undefined }) {
  useEffect(() => {
    // The registry itself and the operator have no accounts to look up; somebody who has left is looked up once.
    if (colleagues.value.size === 0 && id.startsWith("user:") && !name) wantNames();
  }, [id]);
  return <span class="person">{personWords(id, name)}</span>;
}

/** "Olena (you)", "Petro", "the operator of the server", "the registry itself"; a number where no name is known. */
export function personWords(id: string, name?: string | null): string {
  const known = name || nameOf(id);
  if (person.value?.id === id) return known ? c("who.you_named", { name: known }) : c("who.you");
  if (known) return known;
  if (id === "cli") return c("who.command_line");
  const [kind, rest = ""] = id.split(":");
  if (kind === "job") return c("who.itself");
  return kind === "user" ? c("who.account", { n: rest }) : id;
}
