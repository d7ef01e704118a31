/** Least and most of a number, in the unit that screens show. */

import type { Field } from "../../../api/types";
import { conditionOn } from "../../../domain/criteria";
import { displayUnit, fromDisplay, parseNumber, toDisplay, unitSign } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { criteria, setCondition } from "../../../state/view";
import { t, words } from "../../shared/text";
import { useDraft } from "./useDraft";

/** `prefix` tells the inputs of a second editor of the same field apart. */
export function RangeEditor({ field, prefix = "" }: { readonly field: Field; readonly prefix?: string }) {
  const condition = conditionOn(criteria.value, field.name);
  const { min, max } = condition?.kind === "range" ? condition : { min: null, max: null };
  const set = (change: { min?: number | null; max?: number | null }) =>
    setCondition(field.name, { kind: "range", field: field.name, min, max, ...change });
  const unit = unitSign(displayUnit(field).unit, language.value);
  const crossed = min !== null && max !== null && min > max;
  return (
    <>
      <div class="range">
        <Bound
          field={field}
          prefix={prefix}
          end="min"
          value={min}
          set={(value) => set({ min: value })}
          wrong={crossed}
        />
        <span aria-hidden="true">–</span>
        <Bound
          field={field}
          prefix={prefix}
          end="max"
          value={max}
          set={(value) => set({ max: value })}
          wrong={crossed}
        />
        {unit === "" ? null : <span class="unit">{unit}</span>}
      </div>
      {crossed ? <p class="field-fault">{t("range.crossed")}</p> : null}
    </>
  );
}

function Bound({
  field,
  prefix,
  end,
  value,
  set,
  wrong,
}: {
  readonly field: Field;
  readonly prefix: string;
  readonly end: "min" | "max";
  readonly value: number | null;
  readonly set: (value: number | null) => void;
  readonly wrong: boolean;
}) {
  const read = (text: string) => {
    const typed = parseNumber(text);
    return typed === null ? null : fromDisplay(field, typed);
  };
  const settled = value === null ? "" : plain(toDisplay(field, value));
  const draft = useDraft(
    settled,
    (text) => read(text) === value,
    (text) => set(read(text)),
  );
  const notNumber = draft.text.trim() !== "" && parseNumber(draft.text) === null;
  const unit = unitSign(displayUnit(field).unit, language.value);
  return (
    <input
      class="number"
      type="text"
      inputMode="decimal"
      autoComplete="off"
      name={`${prefix}${end}_${field.name}`}
      aria-label={`${words(field.label)}, ${t(`range.${end}`)}${unit === "" ? "" : `, ${unit}`}`}
      aria-invalid={notNumber || wrong}
      placeholder={t(`range.${end}`)}
      value={draft.text}
      onInput={(event) => draft.type(event.currentTarget.value)}
      onBlur={draft.apply}
      onKeyDown={(event) => {
        if (event.key === "Enter") draft.apply();
      }}
    />
  );
}

/** Digits as the language writes them, without thousands, so that they can be typed on. */
function plain(value: number): string {
  return new Intl.NumberFormat(language.value, { useGrouping: false, maximumFractionDigits: 6 }).format(value);
}
