/** The controls of single values: texts, figures in people's units, and lists of lines. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Member } from "../../../api/desk/editor";
import { at } from "../../../domain/desk/record-edit";
import { parseNumber } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { words } from "../../shared/text";
import { AccountControl, CodeControl, CodesControl, ProposedControl, YesNo } from "./ChoiceControls";
import { type ControlParts, listAt, textAt } from "./control";
import { t } from "./words";

/** The control that the form of a member asks for. */
export function Control(parts: ControlParts) {
  const { member } = parts;
  switch (member.form) {
    case "number":
    case "integer":
      return isMonths(member) ? <MonthsControl {...parts} /> : <NumberControl {...parts} />;
    case "boolean":
      return <YesNo {...parts} />;
    case "date":
      return <TextControl {...parts} type="date" />;
    case "texts":
      return member.codes === "" ? <LinesControl {...parts} /> : <CodesControl {...parts} />;
    default:
      if (member.account) return <AccountControl {...parts} />;
      if (member.proposed !== "") return <ProposedControl {...parts} />;
      return member.codes === "" ? <TextControl {...parts} type="text" /> : <CodeControl {...parts} />;
  }
}

export function TextControl({ member, path, ids, form, type }: ControlParts & { readonly type: "text" | "date" }) {
  const value = textAt(form.record, path);
  const shared = {
    id: ids.id,
    disabled: !form.editable,
    "aria-describedby": ids.describedBy,
    "aria-invalid": ids.invalid,
  };
  const set = (text: string) => form.put(path, text === "" ? undefined : text);
  if (member.long)
    return (
      <textarea
        {...shared}
        class="input text area"
        rows={3}
        maxLength={20000}
        value={value}
        onInput={(event) => set(event.currentTarget.value)}
      />
    );
  return (
    <input
      {...shared}
      class="input text"
      type={type as "text"}
      maxLength={2000}
      value={value}
      onInput={(event) => set(event.currentTarget.value)}
    />
  );
}

/** Digits as the language writes them, without thousands, so that they can be typed on. */
const plain = (value: number) =>
  new Intl.NumberFormat(language.value, { useGrouping: false, maximumFractionDigits: 9 }).format(value);

function NumberControl({ member, path, ids, form }: ControlParts) {
  const factor = member.display?.factor ?? 1;
  const stored = at(form.record, path);
  const settled = typeof stored === "number" ? plain(Number((stored * factor).toPrecision(12))) : "";
  const read = (text: string): number | null => {
    const typed = parseNumber(text);
    return typed === null ? null : Number((typed / factor).toPrecision(12));
  };
  const [text, setText] = useState(settled);
  const last = useRef(settled);
  useEffect(() => {
    if (last.current === settled) return;
    last.current = settled;
    if (read(text) !== stored) setText(settled);
  }, [settled]);
  const wrong = text.trim() !== "" && !fits(member, read(text));
  const type = (next: string) => {
    setText(next);
    const value = read(next);
    if (next.trim() === "") form.put(path, undefined);
    else if (fits(member, value)) form.put(path, value);
  };
  return (
    <>
      <input
        id={ids.id}
        class="input number"
        type="text"
        inputMode="decimal"
        autocomplete="off"
        disabled={!form.editable}
        value={text}
        aria-describedby={ids.describedBy}
        aria-invalid={wrong || ids.invalid}
        onInput={(event) => type(event.currentTarget.value)}
      />
      {wrong ? (
        <p class="field-error">{t(member.form === "integer" ? "form.not_integer" : "form.not_number")}</p>
      ) : null}
    </>
  );
}

/** Months, which people give as years and months. */
export const isMonths = (member: Member) =>
  member.unit === "mo" && member.display === null && member.form === "integer";

/** Each of the two is a number of its own; together they are months, nothing where both are empty. */
function MonthsControl({ member, path, ids, form }: ControlParts) {
  const stored = at(form.record, path);
  const known = typeof stored === "number";
  const parts = { years: known ? Math.trunc(stored / 12) : null, months: known ? stored % 12 : null };
  const [typed, setTyped] = useState<{ readonly [part: string]: string }>({});
  const textOf = (part: "years" | "months") => typed[part] ?? String(parts[part] ?? "");
  const read = (text: string) => (text.trim() === "" ? 0 : parseNumber(text));
  const whole = (value: number | null): value is number => value !== null && Number.isInteger(value) && value >= 0;
  const wrong = !whole(read(textOf("years"))) || !whole(read(textOf("months")));
  const type = (part: "years" | "months", text: string) => {
    const next = { years: textOf("years"), months: textOf("months"), [part]: text };
    setTyped(next);
    const [years, months] = [read(next.years), read(next.months)];
    if (next.years.trim() === "" && next.months.trim() === "") form.put(path, undefined);
    else if (whole(years) && whole(months)) form.put(path, years * 12 + months);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: the label stands outside of it
    <div
      class="months"
      role="group"
      aria-label={words(member.label)}
      // What was typed stands until the control is left: 18 months are a year and a half then.
      onFocusOut={(event) => {
        if (!wrong && !event.currentTarget.contains(event.relatedTarget as Node | null)) setTyped({});
      }}
    >
      {(["years", "months"] as const).map((part) => (
        <label key={part} class="months-part">
          <input
            id={part === "years" ? ids.id : undefined}
            class="input number"
            type="text"
            inputMode="numeric"
            autocomplete="off"
            disabled={!form.editable}
            value={textOf(part)}
            aria-describedby={ids.describedBy}
            aria-invalid={wrong || ids.invalid}
            onInput={(event) => type(part, event.currentTarget.value)}
          />
          <span>{t(`form.${part}`)}</span>
        </label>
      ))}
      {wrong ? <p class="field-error">{t("form.not_integer")}</p> : null}
    </div>
  );
}

function fits(member: Member, value: number | null): boolean {
  return value !== null && (member.form !== "integer" || Number.isInteger(value));
}

/** Free texts, one in each line. */
function LinesControl({ path, ids, form }: ControlParts) {
  const settled = listAt(form.record, path).join("\n");
  const [text, setText] = useState(settled);
  const linesOf = (all: string) =>
    all
      .split("\n")
      .map((one) => one.trim())
      .filter((one) => one !== "");
  useEffect(() => {
    if (linesOf(text).join("\n") !== settled) setText(settled);
  }, [settled]);
  return (
    <textarea
      id={ids.id}
      class="input text area"
      rows={2}
      disabled={!form.editable}
      value={text}
      placeholder={t("form.one_per_line")}
      aria-describedby={ids.describedBy}
      onInput={(event) => {
        setText(event.currentTarget.value);
        form.put(path, linesOf(event.currentTarget.value));
      }}
    />
  );
}
