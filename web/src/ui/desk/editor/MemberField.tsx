/** One member of a record as a form asks for it, by the table of members: typed, in people's units, with what the rules say of it. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Member } from "../../../api/desk/editor";
import { LANGUAGES } from "../../../api/types";
import { fieldOfPath } from "../../../domain/desk/difference";
import { at, type Path, type Plain } from "../../../domain/desk/record-edit";
import { parseNumber, unitSign } from "../../../domain/format";
import { colleagues, wantNames } from "../../../state/desk/people";
import { may } from "../../../state/desk/session";
import { language } from "../../../state/preferences";
import { fields } from "../../../state/registry";
import { words } from "../../shared/text";
import { personWords } from "../people/Person";
import { Evidence } from "./Evidence";
import { FindingsAt } from "./FindingList";
import { type FormOf, useForm } from "./form";
import { t } from "./words";

interface Ids {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
}

export function MemberField({ member, path }: { readonly member: Member; readonly path: Path }) {
  const whole = useForm();
  const lacks = member.right !== null && !may(member.right);
  const form = lacks ? { ...whole, editable: false } : whole;
  const id = useId();
  const name = form.nameOf(path);
  const found = form.findingsAt(name);
  const hint = [words(member.help), lacks ? t("form.no_right") : ""].filter(Boolean).join(" ");
  const described = [hint || member.standard ? `${id}-hint` : "", found.length > 0 ? `${id}-found` : ""].filter(
    Boolean,
  );
  const ids: Ids = {
    id,
    describedBy: described.length > 0 ? described.join(" ") : undefined,
    invalid: found.some((one) => one.severity === "error"),
  };
  const evidenced = path[0] === "facts" ? undefined : member.field || fieldOfPath(name, fields.value)?.name;
  if (member.form === "words") return <WordsField member={member} path={path} />;
  return (
    <div class="field member" data-member={name}>
      <MemberLabel member={member} id={id} />
      <Control member={member} path={path} ids={ids} form={form} />
      <Hint member={member} hint={hint} id={`${id}-hint`} />
      <FindingsAt findings={found} id={`${id}-found`} />
      {evidenced ? <Evidence field={evidenced} label={words(member.label)} /> : null}
    </div>
  );
}

/** Boxes of codes are labelled one by one; what stands over them names them all. */
function MemberLabel({ member, id }: { readonly member: Member; readonly id: string }) {
  const unit = unitOf(member);
  const inner = (
    <>
      {words(member.label)}
      {unit ? <span class="quiet">, {unit}</span> : null}
    </>
  );
  if (member.form === "texts" && member.codes !== "") return <span class="field-label">{inner}</span>;
  return (
    <label class="field-label" for={id}>
      {inner}
    </label>
  );
}

function Hint({ member, hint, id }: { readonly member: Member; readonly hint: string; readonly id: string }) {
  if (!hint && !member.standard) return null;
  return (
    <p class="field-hint" id={id}>
      {hint}
      {hint && member.standard ? " " : null}
      {member.standard ? <span class="standard">{t("form.standard", { standard: member.standard })}</span> : null}
    </p>
  );
}

/** The sign of the unit that people give the member in. */
const unitOf = (member: Member) =>
  isMonths(member) ? "" : unitSign(member.display?.unit ?? member.unit, language.value);

interface ControlParts {
  readonly member: Member;
  readonly path: Path;
  readonly ids: Ids;
  readonly form: FormOf;
}

function Control(parts: ControlParts) {
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
      return member.codes === "" ? <TextControl {...parts} type="text" /> : <CodeControl {...parts} />;
  }
}

function textAt(record: Plain, path: Path): string {
  const value = at(record, path);
  return typeof value === "string" ? value : "";
}

function TextControl({ member, path, ids, form, type }: ControlParts & { readonly type: "text" | "date" }) {
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
const isMonths = (member: Member) => member.unit === "mo" && member.display === null && member.form === "integer";

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

function YesNo({ path, ids, form }: ControlParts) {
  const value = at(form.record, path);
  return (
    <select
      id={ids.id}
      disabled={!form.editable}
      value={typeof value === "boolean" ? String(value) : ""}
      aria-describedby={ids.describedBy}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        form.put(path, chosen === "" ? undefined : chosen === "true");
      }}
    >
      <option value="">{t("form.unknown")}</option>
      <option value="true">{t("form.yes")}</option>
      <option value="false">{t("form.no")}</option>
    </select>
  );
}

function CodeControl({ member, path, ids, form }: ControlParts) {
  const value = textAt(form.record, path);
  return (
    <select
      id={ids.id}
      disabled={!form.editable}
      value={value}
      aria-describedby={ids.describedBy}
      aria-invalid={ids.invalid}
      onChange={(event) => form.put(path, event.currentTarget.value || undefined)}
    >
      <option value="">{t("form.unknown")}</option>
      {form.codes(member.codes).map((one) => (
        <option key={one.code} value={one.code}>
          {words(one.label)}
        </option>
      ))}
    </select>
  );
}

/** Somebody of the department, chosen by name. Who is not at the desk any more stays as long as nobody chooses another. */
function AccountControl({ path, ids, form }: ControlParts) {
  const value = textAt(form.record, path);
  useEffect(wantNames, []);
  const others = [...colleagues.value].filter(([id]) => id !== value);
  return (
    <select
      id={ids.id}
      disabled={!form.editable}
      value={value}
      aria-describedby={ids.describedBy}
      aria-invalid={ids.invalid}
      onChange={(event) => form.put(path, event.currentTarget.value || undefined)}
    >
      <option value="">{t("form.nobody")}</option>
      {value === "" ? null : <option value={value}>{personWords(value)}</option>}
      {others.map(([id]) => (
        <option key={id} value={id}>
          {personWords(id)}
        </option>
      ))}
    </select>
  );
}

function listAt(record: Plain, path: Path): readonly string[] {
  const value = at(record, path);
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function CodesControl({ member, path, ids, form }: ControlParts) {
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
      {form.codes(member.codes).map((one) => (
        <label key={one.code} class="check">
          <input
            type="checkbox"
            disabled={!form.editable}
            checked={chosen.includes(one.code)}
            onChange={(event) => toggle(one.code, event.currentTarget.checked)}
          />
          {words(one.label)}
        </label>
      ))}
    </fieldset>
  );
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

const LANGUAGE_NAMES: { readonly [code: string]: string } = { uk: "Українська", en: "English", ru: "Русский" };

/** A text in each language: those of the registry, and any other that a register brought. */
function WordsField({ member, path }: { readonly member: Member; readonly path: Path }) {
  const form = useForm();
  const id = useId();
  const value = at(form.record, path);
  const brought = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const languages = [...LANGUAGES, ...brought.filter((one) => !(LANGUAGES as readonly string[]).includes(one))];
  return (
    <fieldset class="member-words" data-member={form.nameOf(path)}>
      <legend class="field-label">{words(member.label)}</legend>
      {languages.map((one) => {
        const found = form.findingsAt(form.nameOf([...path, one]));
        const ids = {
          id: `${id}-${one}`,
          describedBy: found.length > 0 ? `${id}-${one}-found` : undefined,
          invalid: found.some((each) => each.severity === "error"),
        };
        return (
          <div class="field" key={one}>
            <label class="field-hint" for={ids.id}>
              {LANGUAGE_NAMES[one] ?? one}
            </label>
            <TextControl member={member} path={[...path, one]} ids={ids} form={form} type="text" />
            <FindingsAt findings={found} id={`${id}-${one}-found`} />
          </div>
        );
      })}
      <FindingsAt findings={form.findingsAt(form.nameOf(path))} id={`${id}-found`} />
      <Hint member={member} hint={words(member.help)} id={`${id}-hint`} />
    </fieldset>
  );
}
