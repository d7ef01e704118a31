/** The form in its groups: single members, objects, and parts that repeat. */

import { useState } from "preact/hooks";
import type { Member } from "../../../api/desk/editor";
import { offered, today } from "../../../domain/codes";
import { at, labelsOf, type Path } from "../../../domain/desk/record-edit";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { FindingsAt } from "./FindingList";
import { useForm } from "./form";
import { MemberField } from "./MemberField";
import { ParcelAdder } from "./ParcelAdder";
import { t } from "./words";

export function MemberSection({ member, path }: { readonly member: Member; readonly path: Path }) {
  if (member.form === "object") return <ObjectSection member={member} path={path} />;
  if (member.form === "objects") return <ListSection member={member} />;
  return <MemberField member={member} path={path} />;
}

function ObjectSection({ member, path }: { readonly member: Member; readonly path: Path }) {
  const form = useForm();
  return (
    <fieldset class="member-object">
      <legend>{words(member.label)}</legend>
      <FindingsAt findings={form.findingsAt(form.nameOf(path))} id={`found-${member.path}`} />
      <div class="member-grid">
        {member.members
          .filter((one) => one.asked)
          .map((one) => (
            <MemberSection key={one.name} member={one} path={[...path, one.name]} />
          ))}
      </div>
    </fieldset>
  );
}

/** Parts that repeat: parcels, offers, networks. Each is folded to a line that says what it is about. */
function ListSection({ member }: { readonly member: Member }) {
  const form = useForm();
  const value = at(form.record, [member.name]);
  const elements: readonly unknown[] = Array.isArray(value) ? value : [];
  const labels = labelsOf(elements);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const toggle = (index: number, open: boolean) =>
    setOpened((before) => {
      const next = new Set(before);
      if (open) next.add(index);
      else next.delete(index);
      return next;
    });
  const add = () => {
    form.session.add(member.name, startOf(member, form.codes, elements));
    toggle(elements.length, true);
  };
  const remove = (index: number) => {
    form.session.remove(member.name, index);
    setOpened(new Set());
  };
  /** The element comes to stand elsewhere, and the focus goes with it. */
  const move = (index: number, to: number, button: "earlier" | "later") => {
    const rest = elements.toSpliced(index, 1);
    form.put([member.name], rest.toSpliced(to, 0, elements[index]));
    setOpened(new Set([to]));
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-move="${member.name} ${to} ${button}"]`)?.focus(),
    );
  };
  return (
    <div class="member-list" data-list={member.name}>
      <FindingsAt findings={form.findingsAt(member.name)} id={`found-${member.name}`} />
      {elements.length === 0 ? <p class="quiet">{t("list.none")}</p> : null}
      {elements.map((element, index) => (
        // The position is what an element is: others have no name of their own.
        <details
          key={index}
          class="element"
          open={opened.has(index)}
          onToggle={(e) => toggle(index, e.currentTarget.open)}
        >
          <summary>
            <span class="element-name">{titleOf(member, element, labels[index] ?? "", form.codes)}</span>
            <Count list={member.name} label={labels[index] ?? ""} />
          </summary>
          {opened.has(index) ? (
            <div class="element-body">
              <div class="member-grid">
                {member.members
                  .filter((one) => one.asked)
                  .map((one) => (
                    <MemberSection key={one.name} member={one} path={[member.name, index, one.name]} />
                  ))}
              </div>
              {form.editable ? (
                <div class="list-foot">
                  {(["earlier", "later"] as const).map((way) => {
                    const to = way === "earlier" ? index - 1 : index + 1;
                    return (
                      <button
                        key={way}
                        type="button"
                        class="button button-small"
                        data-move={`${member.name} ${index} ${way}`}
                        disabled={to < 0 || to >= elements.length}
                        onClick={() => move(index, to, way)}
                      >
                        {t(`list.${way}`)}
                      </button>
                    );
                  })}
                  <button type="button" class="button button-small" onClick={() => remove(index)}>
                    {t("list.remove", { name: titleOf(member, element, labels[index] ?? "", form.codes) })}
                  </button>
                </div>
              ) : null}
            </div>
          ) : null}
        </details>
      ))}
      {form.editable ? (
        <div class="list-foot">
          <button type="button" class="button button-small" data-add={member.name} onClick={add}>
            <Icon name="plus" size={16} />
            {t("list.add", { what: words(member.label) })}
          </button>
          {member.name === "parcels" ? <ParcelAdder /> : null}
        </div>
      ) : null}
    </div>
  );
}

type Codes = ReturnType<typeof useForm>["codes"];

/** A new element: with the first code of what it has to be about that no other is. */
function startOf(member: Member, codes: Codes, others: readonly unknown[]): { readonly [name: string]: unknown } {
  const key = member.members.find((one) => one.required && one.codes !== "");
  if (!key) return member.name === "parcels" ? { cadastre: "ua" } : {};
  const used = new Set(others.map((one) => (one as { readonly [name: string]: unknown })[key.name]));
  const list = offered(codes(key.codes), today());
  return { [key.name]: (list.find((one) => !used.has(one.code)) ?? list[0])?.code };
}

/** What an element is about: its first coded or written member. */
function titleOf(member: Member, element: unknown, label: string, codes: Codes): string {
  const said = (name: string) => {
    const value = (element as { readonly [name: string]: unknown } | null)?.[name];
    const one = member.members.find((each) => each.name === name);
    if (typeof value !== "string" || value === "" || !one) return "";
    return one.codes === "" ? value : words(codes(one.codes).find(({ code }) => code === value)?.label) || value;
  };
  const parts = ["network", "mode", "item", "cadastral_number", "name", "type", "state"]
    .map(said)
    .filter((one) => one !== "");
  return parts.slice(0, 2).join(" · ") || `${words(member.label)} ${label}`;
}

/** How much the rules found in an element, said while it is folded. */
function Count({ list, label }: { readonly list: string; readonly label: string }) {
  const form = useForm();
  const n = form.session.findings.value.filter((one) => one.field.startsWith(`${list}[${label}]`)).length;
  return n === 0 ? null : <span class="badge badge-found">{t("list.found", { n })}</span>;
}
