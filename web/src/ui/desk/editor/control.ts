/** What every control of the form is given, and how it reads its value. */

import type { Member } from "../../../api/desk/editor";
import { at, type Path, type Plain } from "../../../domain/desk/record-edit";
import type { FormOf } from "./form";

export interface Ids {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
}

export interface ControlParts {
  readonly member: Member;
  readonly path: Path;
  readonly ids: Ids;
  readonly form: FormOf;
}

export function textAt(record: Plain, path: Path): string {
  const value = at(record, path);
  return typeof value === "string" ? value : "";
}

export function listAt(record: Plain, path: Path): readonly string[] {
  const value = at(record, path);
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
