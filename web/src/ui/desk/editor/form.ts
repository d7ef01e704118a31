/** What the controls of the form share: the record, the table of members and what the rules found, by the names of places. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Finding, Member, MemberTable } from "../../../api/desk/editor";
import { nameOf, type Path, type Plain } from "../../../domain/desk/record-edit";
import type { EditorSession } from "../../../state/desk/editor";
import { words } from "../../shared/text";

export interface FormOf {
  readonly session: EditorSession;
  readonly record: Plain;
  readonly editable: boolean;
  readonly table: MemberTable;
  put(path: Path, value: unknown): void;
  nameOf(path: Path): string;
  findingsAt(name: string): readonly Finding[];
  codes(list: string): MemberTable["codes"][string];
}

export function formOf(session: EditorSession, table: MemberTable): FormOf {
  const { record } = session.mine.value;
  const findings = session.findings.value;
  return {
    session,
    record,
    editable: session.editable.value && session.conflict.value === null,
    table,
    put: (path, value) => session.put(path, value),
    nameOf: (path) => nameOf(record, path),
    findingsAt: (name) => findings.filter((one) => one.field === name),
    codes: (list) => table.codes[list] ?? [],
  };
}

export const FormContext = createContext<FormOf | null>(null);

export function useForm(): FormOf {
  const form = useContext(FormContext);
  if (!form) throw new Error("a control outside of the form");
  return form;
}

/** The label of a code in the form; the code itself where the list has it not, nothing for none. */
export function labelOf(form: FormOf, list: string, code: string | null): string {
  const found = form.codes(list).find((one) => one.code === code);
  return found ? words(found.label) : (code ?? "");
}

/** A tab of the form with the members that are asked in it. */
export interface FormTab {
  readonly name: string;
  readonly label: MemberTable["tabs"][number]["label"];
  readonly members: readonly Member[];
}

/** The tabs of the form in its order. */
export function tabsOf(table: MemberTable): readonly FormTab[] {
  const found = (name: string) => table.members.find((member) => member.name === name && member.asked);
  return table.tabs.map(({ name, label, members }) => ({
    name,
    label,
    members: members.flatMap((one) => found(one) ?? []),
  }));
}
