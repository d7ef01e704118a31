/** What the controls of the form share: the record, the table of members and what the rules found, by the names of places. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Finding, Member, MemberTable } from "../../../api/desk/editor";
import { nameOf, type Path, type Plain } from "../../../domain/desk/record-edit";
import type { EditorSession } from "../../../state/desk/editor";

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

/** The groups of the form, by the top members that stand in each; what the table has and no group names comes last. */
export const GROUPS = {
  identity: [
    "kind",
    "names",
    "summary",
    "confirmation",
    "availability",
    "former_use",
    "activity",
    "activity_ended_year",
    "vacant_since_on",
    "occupancy",
    "servicing",
    "allowed_uses",
  ],
  place: ["address", "territory_code", "location_quality", "area"],
  tenure: ["parcels"],
  offer: ["offers"],
  planning: ["planning"],
  utilities: ["utilities"],
  access: ["access"],
  buildings: ["buildings"],
  environment: ["environment", "land"],
  readiness: ["readiness", "homes"],
  contact: ["contact"],
  record: ["checked_on", "first_listed_on", "source_url", "internal"],
} as const;

export type GroupName = keyof typeof GROUPS;

/** The members of each group, in the order of the form. */
export function groupsOf(
  table: MemberTable,
): readonly { readonly name: GroupName; readonly members: readonly Member[] }[] {
  const named = new Set<string>(Object.values(GROUPS).flat());
  const found = (name: string) => table.members.find((member) => member.name === name && member.asked);
  const left = table.members.filter((member) => member.asked && !named.has(member.name) && member.form !== "facts");
  return Object.entries(GROUPS).map(([name, list]) => {
    const members = list.flatMap((one) => found(one) ?? []);
    return { name: name as GroupName, members: name === "record" ? [...members, ...left] : members };
  });
}
