/** What an import is at: pure questions about the answers of the API. */

import type {
  Import,
  ImportCounts,
  ImportRow,
  ImportState,
  MappedColumn,
  ReadColumn,
  RowQuery,
  RowState,
} from "../../api/desk/imports";

/** Whether the server works on it, so that it is worth asking again. */
export const underWay = (state: ImportState) => state === "checking" || state === "applying";

/** Whether the file can still be read and set. */
export const canBeSet = (one: Import) => !one.removed && !underWay(one.state) && one.state !== "applied";

/** Which rows are shown. `held` are stored rows that an error keeps from the public. */
export interface RowFilter {
  readonly state: RowState | "held" | "";
  readonly rule: string;
}

export const ALL_ROWS: RowFilter = { state: "", rule: "" };

/** The filter as parameters of the API; parameters that ask nothing are left out. */
export function filterQuery({ state, rule }: RowFilter): RowQuery {
  return {
    ...(state === "" || state === "held" ? {} : { state }),
    ...(state === "held" ? { held: "true" as const } : {}),
    ...(rule === "" ? {} : { rule }),
  };
}

/** One tab over the table of rows. */
export interface RowTab {
  readonly state: RowFilter["state"];
  readonly count: number;
}

/** The tabs with how many rows each has; those without rows are left out, but for the first three. */
export function rowTabs(counts: ImportCounts): readonly RowTab[] {
  const tabs: RowTab[] = [
    { state: "", count: counts.read + counts.gone },
    { state: "new", count: counts.created },
    { state: "changed", count: counts.updated },
    { state: "unchanged", count: counts.unchanged },
    { state: "invalid", count: counts.rejected },
    { state: "held", count: counts.held },
    { state: "skipped", count: counts.skipped },
    { state: "gone", count: counts.gone },
  ];
  const always: readonly RowFilter["state"][] = ["", "new", "changed", "invalid"];
  return tabs.filter(({ state, count }) => count > 0 || always.includes(state));
}

/** The rules with findings, most first. */
export function rulesFound(counts: ImportCounts): readonly { readonly rule: string; readonly count: number }[] {
  return Object.entries(counts.by_rule ?? {})
    .map(([rule, count]) => ({ rule, count }))
    .toSorted((a, b) => b.count - a.count || a.rule.localeCompare(b.rule));
}

/** How far a run is, from 0 to 1, where that can be told: only while the file is read. */
export function shareDone({ progress }: Import): number | null {
  if (progress?.phase !== "read" || progress.size === 0) return null;
  return Math.min(1, progress.bytes / progress.size);
}

/**
 * The mapping to be sent when columns are mapped otherwise: what was stated or
 * remembered stays, since a stated mapping takes the place of a remembered one
 * as a whole. null reads the column by its name again.
 */
export function mappingWith(
  reads: readonly ReadColumn[],
  changes: ReadonlyMap<string, MappedColumn | null>,
): MappedColumn[] {
  return reads.flatMap((read): MappedColumn[] => {
    const change = changes.get(read.column);
    if (change !== undefined) return change === null ? [] : [change];
    return read.by === "stated" || read.by === "remembered" ? [mappedOf(read)] : [];
  });
}

/** What a column is read into, in the form in which it is stated. */
export function mappedOf({ column, field, unit, decimal }: ReadColumn): MappedColumn {
  return {
    column,
    field,
    ...(unit ? { unit } : {}),
    ...(decimal === "," || decimal === "." ? { decimal } : {}),
  };
}

/** The columns of a finding's row that can be corrected: those the file has, and the outline. */
export function correctable(one: Import, field: string): boolean {
  return field === "geometry" || one.recognised.columns.includes(field);
}

/** What a row is called: the name of its site, or what stands in the column of names of a row that was not read. */
export function rowName(row: ImportRow, one: Import): string {
  if (row.name) return row.name;
  const column = one.recognised.reads.find(({ field }) => field === "name")?.column;
  return row.raw?.find((cell) => cell.column === column)?.value ?? "";
}

/** The cells of a row that was not taken: those that say something, and the empty ones of columns that are read. */
export function rowCells(row: ImportRow, one: Import): readonly { readonly column: string; readonly value: string }[] {
  const said = row.raw ?? [];
  const empty = one.recognised.reads
    .filter(({ column, by, field }) => by !== "" && field !== "-" && !said.some((cell) => cell.column === column))
    .map(({ column }) => ({ column, value: "" }));
  return [...said, ...empty];
}

/** The value that somebody has put in place of that of the file; undefined where nobody has. */
export function correctionOf(one: Import, row: number, column: string): string | undefined {
  return one.settings.corrections?.find((c) => c.row === row && c.column === column)?.value;
}
