/** What the rules found: at its field, with its id and a proposed repair that one press applies; and all together. */

import type { Finding } from "../../../api/desk/editor";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { focusField, placeOf } from "./find";
import { useForm } from "./form";
import { t } from "./words";

export function FindingsAt({ findings, id }: { readonly findings: readonly Finding[]; readonly id: string }) {
  if (findings.length === 0) return null;
  return (
    <ul class="found" id={id}>
      {findings.map((finding) => (
        <li key={`${finding.rule} ${finding.case ?? ""} ${finding.raw}`} class={`found-${finding.severity}`}>
          <Icon name="alert" size={16} />
          <span>
            <b>{finding.rule}</b> {t(`found.${finding.severity}`)}: {words(finding.message)}
            {finding.waived ? <span class="quiet"> {t("found.waived")}</span> : null}
            <Repair finding={finding} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Puts the proposed value in the place of the one found. */
function Repair({ finding }: { readonly finding: Finding }) {
  const form = useForm();
  const place = placeOf(form.record, finding.field);
  if (!finding.proposed || !place || !form.editable) return null;
  const proposed = finding.proposed;
  const apply = () => {
    const value = typedLike(form, place, proposed);
    if (value !== undefined) form.put(place, value);
  };
  return (
    <button type="button" class="text-button" onClick={apply}>
      {t("found.repair", { value: proposed })}
    </button>
  );
}

/** The proposed text as a value of the kind that the member has. */
function typedLike(form: ReturnType<typeof useForm>, path: readonly (string | number)[], text: string): unknown {
  const names = path.filter((step) => typeof step === "string");
  let members = form.table.members;
  let form_: string | undefined;
  for (const name of names) {
    const member = members.find((one) => one.name === name);
    if (!member) break;
    form_ = member.form;
    members = member.members;
  }
  if (form_ === "number" || form_ === "integer") {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  if (form_ === "boolean") return text === "true";
  return text;
}

/** All findings in one place, each leading to its field. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return <p class="quiet">{t("found.none")}</p>;
  return (
    <ul class="found found-all">
      {findings.map((finding) => (
        <li key={JSON.stringify(finding)} class={`found-${finding.severity}`}>
          <Icon name="alert" size={16} />
          <span>
            <button type="button" class="text-button" onClick={() => focusField(finding.field)}>
              {finding.rule}
            </button>{" "}
            {t(`found.${finding.severity}`)}: {words(finding.message)}
            {finding.waived ? <span class="quiet"> {t("found.waived")}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
