/** Who did something, as the ledger has it: a person by name where the answer gives one, oneself as "you". */

import { person } from "../../../state/desk/session";
import { t } from "../review/words";

export function Person({ id, name }: { readonly id: string; readonly name?: string | null }) {
  return <span class="person">{personWords(id, name)}</span>;
}

export function personWords(id: string, name?: string | null): string {
  if (person.value?.id === id) return t("review.you");
  if (name) return name;
  if (id === "cli") return t("review.command_line");
  const [kind, rest = ""] = id.split(":");
  if (kind === "job") return t("review.by_itself");
  return kind === "user" ? t("review.account", { n: rest }) : id;
}
