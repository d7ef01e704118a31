/** One criterion of the form, by the kind of condition that its field takes. */

import { useState } from "preact/hooks";
import type { Field } from "../../../api/types";
import { conditionKind } from "../../../domain/criteria";
import { t, words } from "../../shared/text";
import { CodesEditor } from "./CodesEditor";
import { DaysEditor } from "./DaysEditor";
import { FlagEditor } from "./FlagEditor";
import { RangeEditor } from "./RangeEditor";
import { TextEditor } from "./TextEditor";

export function FieldEditor({ field }: { readonly field: Field }) {
  const [helped, setHelped] = useState(false);
  const kind = conditionKind(field);
  if (kind === null) return null;
  const help = words(field.help);
  const helpId = `help-${field.name}`;
  return (
    <fieldset class="field" aria-describedby={help && helped ? helpId : undefined}>
      <legend>
        {words(field.label)}
        {help ? (
          <button
            type="button"
            class="help-button"
            aria-expanded={helped}
            aria-label={t("criteria.help", { field: words(field.label) })}
            onClick={() => setHelped(!helped)}
          >
            ?
          </button>
        ) : null}
      </legend>
      {help && helped ? (
        <p class="help" id={helpId}>
          {help}
        </p>
      ) : null}
      {kind === "range" ? <RangeEditor field={field} /> : null}
      {kind === "days" ? <DaysEditor field={field} /> : null}
      {kind === "flag" ? <FlagEditor field={field} /> : null}
      {kind === "any" && (field.codes.length > 0 ? <CodesEditor field={field} /> : <TextEditor field={field} />)}
      {kind === "text" ? <TextEditor field={field} /> : null}
    </fieldset>
  );
}

/** A small mark in front of counts of sites whose value is not known. */
export function UnknownCount({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return <p class="unknown-count">{t("facet.unknown", { n: count })}</p>;
}
