/** A part of a text, or one value of a list that has no codes, like a cadastral number. */

import type { Field } from "../../../api/types";
import { conditionKind, conditionOn } from "../../../domain/criteria";
import { criteria, setCondition } from "../../../state/view";
import { t, words } from "../../shared/text";
import { useDraft } from "./useDraft";

export function TextEditor({ field }: { readonly field: Field }) {
  const condition = conditionOn(criteria.value, field.name);
  const settled =
    condition?.kind === "text" ? condition.text : condition?.kind === "any" ? condition.codes.join(", ") : "";
  const apply = (text: string) => {
    if (text.trim() === "") setCondition(field.name, null);
    else if (conditionKind(field) === "text")
      setCondition(field.name, { kind: "text", field: field.name, text: text.trim() });
    else setCondition(field.name, { kind: "any", field: field.name, codes: parts(text) });
  };
  const draft = useDraft(settled, (text) => text.trim() === settled, apply);
  return (
    <input
      class="text"
      type="text"
      name={field.name}
      aria-label={words(field.label)}
      placeholder={conditionKind(field) === "text" ? t("text.part") : t("text.several")}
      value={draft.text}
      onInput={(event) => draft.type(event.currentTarget.value)}
      onBlur={draft.apply}
      onKeyDown={(event) => {
        if (event.key === "Enter") draft.apply();
      }}
    />
  );
}

const parts = (text: string) => [
  ...new Set(
    text
      .split(/[,;\s]+/)
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  ),
];
