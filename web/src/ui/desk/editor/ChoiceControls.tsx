/** The controls of values that are chosen: codes, yes and no, people. */

import { useEffect } from "preact/hooks";
import { inForce, offered, today } from "../../../domain/codes";
import { at } from "../../../domain/desk/record-edit";
import { colleagues, wantNames } from "../../../state/desk/people";
import { Combobox } from "../../shared/Combobox";
import { words } from "../../shared/text";
import { personWords } from "../people/Person";
import { codeChoices } from "../shared/codeChoices";
import { c } from "../shared/controlWords";
import { type ControlParts, type Ids, listAt, textAt } from "./control";
import type { FormOf } from "./form";
import { t } from "./words";

/** One of several, or nothing said. */
function Choice({
  value,
  nothing,
  options,
  put,
  ids,
  form,
}: {
  readonly value: string;
  readonly nothing: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly put: (value: string | undefined) => void;
  readonly ids: Ids;
  readonly form: FormOf;
}) {
  return (
    <select
      id={ids.id}
      disabled={!form.editable}
      value={value}
      aria-describedby={ids.describedBy}
      aria-invalid={ids.invalid}
      onChange={(event) => put(event.currentTarget.value || undefined)}
    >
      <option value="">{nothing}</option>
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  );
}

export function YesNo({ path, ids, form }: ControlParts) {
  const value = at(form.record, path);
  return (
    <Choice
      value={typeof value === "boolean" ? String(value) : ""}
      nothing={t("form.unknown")}
      options={[
        { value: "true", label: t("form.yes") },
        { value: "false", label: t("form.no") },
      ]}
      put={(chosen) => form.put(path, chosen && chosen === "true")}
      ids={ids}
      form={form}
    />
  );
}

export function CodeControl({ member, path, ids, form }: ControlParts) {
  return (
    <Choice
      value={textAt(form.record, path)}
      nothing={t("form.unknown")}
      options={codeChoices(form.codes(member.codes), [textAt(form.record, path)])}
      put={(chosen) => form.put(path, chosen)}
      ids={ids}
      form={form}
    />
  );
}

/** How many proposals are shown at once. */
const MOST = 12;

/** A text for which a list of codes proposes some, by code or by label in any language; what is written counts as it is. */
export function ProposedControl({ member, path, ids, form }: ControlParts) {
  const codes = form.codes(member.proposed);
  const value = textAt(form.record, path);
  const wanted = value.trim().toLowerCase();
  const known = codes.find((one) => one.code === value.trim());
  const fits = offered(codes, today()).filter((one) =>
    [one.code, ...Object.values(one.label)].join("\n").toLowerCase().includes(wanted),
  );
  return (
    <>
      <Combobox
        id={ids.id}
        label={words(member.label)}
        describedBy={ids.describedBy}
        invalid={ids.invalid}
        disabled={!form.editable}
        maxLength={2000}
        proposes
        text={value}
        choices={
          known ? [] : fits.slice(0, MOST).map((one) => ({ value: one.code, label: `${one.code} ${words(one.label)}` }))
        }
        onText={(text) => form.put(path, text === "" ? undefined : text)}
        onChoose={(choice) => form.put(path, choice.value)}
      />
      {known ? (
        <p class="field-hint">
          {inForce(known, today()) ? words(known.label) : c("code.ended", { label: words(known.label) })}
        </p>
      ) : null}
    </>
  );
}

/** Somebody of the department, chosen by name. Who is not at the desk any more stays as long as nobody chooses another. */
export function AccountControl({ path, ids, form }: ControlParts) {
  const value = textAt(form.record, path);
  useEffect(wantNames, []);
  const known = new Set([...(value === "" ? [] : [value]), ...colleagues.value.keys()]);
  return (
    <Choice
      value={value}
      nothing={t("form.nobody")}
      options={[...known].map((id) => ({ value: id, label: personWords(id) }))}
      put={(chosen) => form.put(path, chosen)}
      ids={ids}
      form={form}
    />
  );
}

export function CodesControl({ member, path, ids, form }: ControlParts) {
  const chosen = listAt(form.record, path);
  const toggle = (code: string, on: boolean) => {
    const next = form
      .codes(member.codes)
      .map((one) => one.code)
      .filter((one) => (one === code ? on : chosen.includes(one)));
    form.put(path, next);
  };
  return (
    <fieldset class="code-boxes" aria-label={words(member.label)} aria-describedby={ids.describedBy}>
      {codeChoices(form.codes(member.codes), chosen).map((one) => (
        <label key={one.value} class="check">
          <input
            type="checkbox"
            disabled={!form.editable}
            checked={chosen.includes(one.value)}
            onChange={(event) => toggle(one.value, event.currentTarget.checked)}
          />
          {one.label}
        </label>
      ))}
    </fieldset>
  );
}
