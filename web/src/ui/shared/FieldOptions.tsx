/** Fields to choose from, by group, in the order of the table. */

import type { Field } from "../../api/types";
import { registry } from "../../state/registry";
import { words } from "./text";

export function FieldOptions({ fields }: { readonly fields: readonly Field[] }) {
  return (
    <>
      {(registry.value?.table.groups ?? []).map((group) => {
        const inGroup = fields.filter((field) => field.group === group.name);
        return inGroup.length === 0 ? null : (
          <optgroup key={group.name} label={words(group.label)}>
            {inGroup.map((field) => (
              <option key={field.name} value={field.name}>
                {words(field.label)}
              </option>
            ))}
          </optgroup>
        );
      })}
    </>
  );
}
