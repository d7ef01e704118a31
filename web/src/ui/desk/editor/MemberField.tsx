/** One member of a record as a form asks for it, by the table of members: typed, in people's units, with what the rules say of it. */

import { useId } from "preact/hooks";
import type { Member } from "../../../api/desk/editor";
import { LANGUAGES } from "../../../api/types";
import { fieldOfPath } from "../../../domain/desk/difference";
import { at, type Path } from "../../../domain/desk/record-edit";
import { unitSign } from "../../../domain/format";
import { may } from "../../../state/desk/session";
import { language } from "../../../state/preferences";
import { fields } from "../../../state/registry";
import { words } from "../../shared/text";
import type { Ids } from "./control";
import { Evidence } from "./Evidence";
import { FindingsAt } from "./FindingList";
import { useForm } from "./form";
import { Control, isMonths, TextControl } from "./MemberControl";
import { t } from "./words";

export function MemberField({ member, path }: { readonly member: Member; readonly path: Path }) {
  const whole = useForm();
  const lacks = member.right !== "" && !may(member.right);
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
