/** The evidence behind one field: what is known of it, who says so, how and as of when. */

import { useState } from "preact/hooks";
import { at } from "../../../domain/desk/record-edit";
import { formatDay } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { words } from "../../shared/text";
import { useForm } from "./form";
import { MemberField } from "./MemberField";
import { t } from "./words";

export function Evidence({ field, label }: { readonly field: string; readonly label: string }) {
  const form = useForm();
  const [open, setOpen] = useState(false);
  const fact = at(form.record, ["facts", field]) as { readonly [member: string]: string } | undefined;
  const members = form.table.members.find((one) => one.form === "facts")?.members.filter((one) => one.asked) ?? [];
  const state = form.codes("fact_state").find((one) => one.code === fact?.["state"]);
  const brief = [
    state ? words(state.label) : "",
    fact?.["source"] ?? "",
    fact?.["as_of"] ? formatDay(fact["as_of"], language.value) : "",
    fact?.["verified_on"] ? t("evidence.verified", { day: formatDay(fact["verified_on"], language.value) }) : "",
  ].filter((one) => one !== "");
  return (
    <details class="evidence" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span class="hidden">{label}: </span>
        {t("evidence.title")}
        {brief.length > 0 ? <span class="evidence-brief"> · {brief.join(" · ")}</span> : null}
      </summary>
      {open ? (
        <div class="evidence-fields">
          {members.map((member) => (
            <MemberField key={member.name} member={member} path={["facts", field, member.name]} />
          ))}
        </div>
      ) : null}
    </details>
  );
}
