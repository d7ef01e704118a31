/** A value for a field. */

import type { Field } from "../../api/types";
import { offered, today } from "../../domain/codes";
import { displayUnit, unitSign } from "../../domain/format";
import type { Line } from "../../domain/proposal";
import { language } from "../../state/preferences";
import { t, words } from "./text";

/** Where a value is typed or chosen, in the unit of the screens. */
export function ValueInput({
  field,
  label,
  line,
  set,
}: {
  readonly field: Field;
  readonly label: string;
  readonly line: Line;
  readonly set: (line: Line) => void;
}) {
  const common = { "aria-label": label, disabled: line.unknown };
  const take = (text: string) => set({ ...line, text });
  if (field.type === "boolean")
    return (
      <select {...common} value={line.text} onChange={(event) => take(event.currentTarget.value)}>
        <option value="">{t("correction.choose")}</option>
        <option value="true">{t("value.yes")}</option>
        <option value="false">{t("value.no")}</option>
      </select>
    );
  if (field.codes.length > 0)
    return (
      <select
        {...common}
        multiple={field.type === "codes"}
        value={line.text}
        onChange={(event) => take([...event.currentTarget.selectedOptions].map(({ value }) => value).join(","))}
      >
        {field.type === "codes" ? null : <option value="">{t("correction.choose")}</option>}
        {offered(field.codes, today(), line.text.split(","))
          .filter(({ code }) => code !== "unknown")
          .map(({ code, label: words_ }) => (
            <option key={code} value={code} selected={line.text.split(",").includes(code)}>
              {words(words_)}
            </option>
          ))}
      </select>
    );
  if (field.type === "date")
    return <input {...common} type="date" value={line.text} onInput={(event) => take(event.currentTarget.value)} />;
  const number = field.type === "number" || field.type === "integer";
  return (
    <span class="with-unit">
      <input
        {...common}
        class={number ? "number" : "text"}
        inputMode={number ? "decimal" : "text"}
        value={line.text}
        onInput={(event) => take(event.currentTarget.value)}
      />
      {number ? <span class="quiet">{unitSign(displayUnit(field).unit, language.value)}</span> : null}
    </span>
  );
}
