/** From one day to another. */

import type { Field } from "../../../api/types";
import { conditionOn } from "../../../domain/criteria";
import { criteria, setCondition } from "../../../state/view";
import { t, words } from "../../shared/text";

export function DaysEditor({ field }: { readonly field: Field }) {
  const condition = conditionOn(criteria.value, field.name);
  const { from, to } = condition?.kind === "days" ? condition : { from: null, to: null };
  const set = (change: { from?: string | null; to?: string | null }) =>
    setCondition(field.name, { kind: "days", field: field.name, from, to, ...change });
  return (
    <div class="days">
      <label>
        <span>{t("days.from")}</span>
        <input
          type="date"
          name={`min_${field.name}`}
          aria-label={`${words(field.label)}, ${t("days.from")}`}
          value={from ?? ""}
          onChange={(event) => set({ from: event.currentTarget.value || null })}
        />
      </label>
      <label>
        <span>{t("days.to")}</span>
        <input
          type="date"
          name={`max_${field.name}`}
          aria-label={`${words(field.label)}, ${t("days.to")}`}
          value={to ?? ""}
          onChange={(event) => set({ to: event.currentTarget.value || null })}
        />
      </label>
    </div>
  );
}
