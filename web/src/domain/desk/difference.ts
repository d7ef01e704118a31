/** Differences of records as rows that people read: with the labels of the table of fields, in display units. */

import type { Code, Field, Language, Text, Value } from "../../api/types";
import { inLanguage } from "../../i18n";
import { formatDay, formatQuantity, formatValue, type Measured } from "../format";

/** A difference as the API tells it: pending changes and imports by path alone. */
export interface Change {
  readonly before?: unknown;
  readonly after?: unknown;
}

export type Changes = { readonly [path: string]: Change };

/** What an element of a list is about, of a path such as `utilities[gas#2].distance_m`. */
export interface PathParts {
  /** Members and elements from the outside in: `utilities`, `[gas#2]`, `distance_m`. */
  readonly steps: readonly string[];
  /** The path with elements as the table of fields names them. */
  readonly bare: string;
}

/** Takes a path apart. Labels of elements may hold anything but a closing bracket. */
export function partsOf(path: string): PathParts {
  const steps = [...path.matchAll(/\[[^\]]*\]|[^.[\]]+/g)].map(([step]) => step);
  return { steps, bare: path.replaceAll(/\[([^\]#]*)(#\d+)?\]/g, "[$1]") };
}

/** What the registry notes of a file by itself: nobody has said it, and nobody has to judge it. */
const NOTED = /^media\[[^\]]*\]\.(media_type|size_bytes|width_px|height_px)$/;

/** The picture or document that a path is about: its hash, where the path is that of the hash. */
export function mediumOfPath(path: string, { before, after }: Change): string | null {
  const hash = /^media\[[^\]]*\]\.hash$/.test(path) ? (after ?? before) : null;
  return typeof hash === "string" ? hash : null;
}

/** The field that a path is about, undefined where none says exactly that. */
export function fieldOfPath(path: string, fields: readonly Field[]): Field | undefined {
  // Fields count files; of what a path says about one of them no field is the value.
  if (path.startsWith("media[")) return undefined;
  const { bare } = partsOf(path);
  const loose = bare.replaceAll(/\[[^\]]*\]/g, "[]");
  return fields.find(({ paths }) => paths.includes(bare)) ?? fields.find(({ paths }) => paths.includes(loose));
}

/** One difference, ready to be shown. */
export interface Row {
  readonly path: string;
  readonly field: Field | undefined;
  readonly kind: "added" | "removed" | "changed";
  readonly before: unknown;
  readonly after: unknown;
}

/** The differences in the order of the table of fields, what no field says behind them by path; `geometry` first. */
export function rowsOf(changes: Changes, fields: readonly Field[]): readonly Row[] {
  const order = new Map(fields.map(({ name }, i) => [name, i]));
  const place = ({ path, field }: Row) =>
    path === "geometry" ? -1 : field ? (order.get(field.name) ?? 0) : fields.length;
  return Object.entries(changes)
    .filter(([path]) => !NOTED.test(path))
    .map(([path, { before, after }]): Row => {
      const kind = isNothing(before) ? "added" : isNothing(after) ? "removed" : "changed";
      return { path, field: fieldOfPath(path, fields), kind, before: before ?? null, after: after ?? null };
    })
    .toSorted((a, b) => place(a) - place(b) || a.path.localeCompare(b.path));
}

const isNothing = (value: unknown) => value === null || value === undefined;

/**
 * A whole record as differences to nothing, by path as histories name them:
 * objects are gone into, elements of lists are told apart by their number.
 */
export function flatRecord(record: unknown): Changes {
  const found: { [path: string]: Change } = {};
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null)) {
      for (const [i, one] of value.entries()) visit(one, `${path}[${labelOf(one as object) ?? i + 1}]`);
    } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      // Evidence is told with the values, not as values.
      for (const [name, one] of Object.entries(value))
        if (path !== "" || name !== "facts") visit(one, path === "" ? name : `${path}.${name}`);
    } else if (!isNothing(value) && value !== "") found[path] = { before: null, after: value };
  };
  visit(record, "");
  return found;
}

/** What an element of a list is known by. */
function labelOf(element: object): string | null {
  const members = element as { readonly [name: string]: unknown };
  for (const name of ["network", "mode", "cadastral_number", "item", "code"]) {
    const value = members[name];
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}

/** How the words of a screen come into a value. */
export interface Words {
  readonly language: Language;
  /** The label of a code of any list that stands at the member, null where it is none. */
  code(member: string, code: string): string | null;
  truth(value: boolean): string;
  /** What the number at a path of a record is measured in, and what the member there is called; null where nobody knows. */
  member(path: string): (Measured & { readonly label: Text }) | null;
  readonly nothing: string;
}

/** A date that stands alone, as people write it; null for any other text. */
function dayWords(text: string, language: Language): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDay(text, language) : null;
}

/** A value of a record in words: of a field as fields are shown, else text, numbers and lists as they are. */
export function wordsOf(value: unknown, field: Field | undefined, path: string, words: Words): string {
  if (isNothing(value)) return words.nothing;
  if (field && isPlain(value)) return formatValue(field, value, words.language);
  return plainWords(value, path, words);
}

function isPlain(value: unknown): value is Value {
  const simple = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return simple || (Array.isArray(value) && value.every((one) => typeof one === "string"));
}

/** The longest list or object that is written out. */
const MOST = 12;

function plainWords(value: unknown, path: string, words: Words): string {
  const { language } = words;
  if (typeof value === "string")
    return words.code(partsOf(path).steps.at(-1) ?? path, value) ?? dayWords(value, language) ?? value;
  if (typeof value === "boolean") return words.truth(value);
  if (typeof value === "number") {
    const member = words.member(path);
    if (member && member.unit !== "") return formatQuantity(member, value, language);
    return new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(value);
  }
  if (typeof value !== "object" || value === null) return String(value);
  const parts = Array.isArray(value)
    ? value.map((one) => plainWords(one, path, words))
    : Object.entries(value).map(([name, one]) => {
        const below = `${path}.${name}`;
        return `${inLanguage(words.member(below)?.label, language) || name}: ${plainWords(one, below, words)}`;
      });
  const shown = parts.slice(0, MOST);
  return shown.join(Array.isArray(value) ? ", " : "; ") + (parts.length > MOST ? " …" : "");
}

/** The label of a code of a list. */
export function codeIn(list: readonly Code[], code: string, language: Language): string | null {
  const found = list.find((one) => one.code === code);
  return found ? inLanguage(found.label as Text, language) : null;
}
