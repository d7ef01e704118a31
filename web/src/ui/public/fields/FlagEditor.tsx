/** Yes, no, or whatever. */

import type { Field } from "../../../api/types";
import { conditionOn } from "../../../domain/criteria";
import { facets } from "../../../state/search";
import { criteria, setCondition } from "../../../state/view";
import { t } from "../../shared/text";
import { UnknownCount } from "./FieldEditor";

export function FlagEditor({ field }: { readonly field: Field }) {
  const condition = conditionOn(criteria.value, field.name);
  const value = condition?.kind === "flag" ? condition.value : null;
  const counts = facets.value[field.name];
  const option = (key: "value.any" | "value.yes" | "value.no", meant: boolean | null) => (
    <label>
      <input
        type="radio"
        name={field.name}
        checked={value === meant}
        onChange={() =>
          setCondition(field.name, meant === null ? null : { kind: "flag", field: field.name, value: meant })
        }
      />
      <span>
        {t(key)}
        {counts && meant !== null ? <small>{counts[String(meant)] ?? 0}</small> : null}
      </span>
    </label>
  );
  return (
    <>
      <div class="segments">
        {option("value.any", null)}
        {option("value.yes", true)}
        {option("value.no", false)}
      </div>
      <UnknownCount count={counts?.[""] ?? 0} />
    </>
  );
}
