/**
 * A table that is used by keyboard: j and k or the arrows go from row to row,
 * Enter opens, x selects. One row alone is in the order of the Tab key.
 */

import type { ComponentChildren, TargetedKeyboardEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/Icon";
import { c } from "./controlWords";

export interface Column<Row> {
  readonly name: string;
  readonly head: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Numbers stand at the end, so that their digits are one below another. */
  readonly number?: boolean;
  /** The name to sort by. */
  readonly sort?: string;
  /** Left out where there is little room. */
  readonly wideOnly?: boolean;
}

export interface TableParts<Row> {
  /** What is in the table, for those who do not see it. */
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** What the row is called. The first column shows it as the link, or button, that opens the row. */
  readonly nameOf: (row: Row) => string;
  readonly hrefOf?: (row: Row) => string;
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** Whether a row can be opened; without it, every row. */
  readonly opens?: (row: Row) => boolean;
  readonly selection?: {
    readonly selected: ReadonlySet<string>;
    readonly onChange: (selected: ReadonlySet<string>) => void;
  };
  /** The row that is shown beside the table. */
  readonly current?: string | null;
  readonly onCurrent?: (key: string) => void;
  /** Field to sort by, with a leading "-" for falling. */
  readonly sorted?: string;
  readonly onSort?: (sort: string) => void;
}

export function DataTable<Row>(parts: TableParts<Row>) {
  const { caption, rows, columns, keyOf, selection } = parts;
  const [active, setActive] = useState("");
  const body = useRef<HTMLTableSectionElement>(null);
  const keys = rows.map(keyOf);
  const focusable = keys.includes(active) ? active : (keys[0] ?? "");
  const moveTo = (key: string) => {
    setActive(key);
    parts.onCurrent?.(key);
    const row = body.current?.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(key)}"]`);
    row?.querySelector<HTMLElement>(".row-open")?.focus();
    row?.scrollIntoView({ block: "nearest" });
  };
  const toggle = (key: string) => {
    if (!selection) return;
    const next = new Set(selection.selected);
    if (!next.delete(key)) next.add(key);
    selection.onChange(next);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTableSectionElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      if ((event.target as HTMLInputElement).type !== "checkbox") return;
    }
    const at = keys.indexOf(focusable);
    const steps: { readonly [key: string]: number } = {
      ArrowDown: at + 1,
      j: at + 1,
      ArrowUp: at - 1,
      k: at - 1,
      Home: 0,
      End: keys.length - 1,
    };
    const goTo = steps[event.key];
    const key = goTo === undefined ? undefined : keys[goTo];
    if (goTo !== undefined) {
      event.preventDefault();
      if (key !== undefined) moveTo(key);
    } else if (event.key === "x" && selection) {
      event.preventDefault();
      toggle(focusable);
    }
  };
  return (
    <table class="data">
      <caption class="hidden">{caption}</caption>
      <Head {...parts} />
      <tbody ref={body} onKeyDown={onKeyDown}>
        {rows.map((row) => (
          <BodyRow
            key={keyOf(row)}
            parts={parts}
            row={row}
            columns={columns}
            inTabOrder={keyOf(row) === focusable}
            onFocus={() => setActive(keyOf(row))}
            onToggle={() => toggle(keyOf(row))}
          />
        ))}
      </tbody>
    </table>
  );
}

function Head<Row>({ rows, columns, keyOf, selection, sorted = "", onSort }: TableParts<Row>) {
  const all = rows.length > 0 && rows.every((row) => selection?.selected.has(keyOf(row)));
  const toggleAll = () => {
    if (!selection) return;
    const next = new Set(selection.selected);
    for (const row of rows) {
      if (all) next.delete(keyOf(row));
      else next.add(keyOf(row));
    }
    selection.onChange(next);
  };
  return (
    <thead>
      <tr>
        {selection ? (
          <th scope="col" class="cell-check">
            <input type="checkbox" aria-label={c("control.select_all")} checked={all} onChange={toggleAll} />
          </th>
        ) : null}
        {columns.map((column) => {
          const by = sorted.replace(/^-/, "") === column.sort && column.sort !== undefined;
          const falling = sorted.startsWith("-");
          return (
            <th
              key={column.name}
              scope="col"
              class={cellClass(column)}
              aria-sort={by ? (falling ? "descending" : "ascending") : undefined}
            >
              {column.sort !== undefined && onSort ? (
                <button
                  type="button"
                  class="sort-button"
                  title={c("control.sort", { column: column.head })}
                  onClick={() => onSort(by && !falling ? `-${column.sort}` : (column.sort ?? ""))}
                >
                  {column.head}
                  {by ? <Icon name={falling ? "falling" : "up"} size={14} /> : null}
                </button>
              ) : (
                column.head
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function cellClass<Row>(column: Column<Row>): string {
  return `cell-${column.name}${column.number ? " cell-number" : ""}${column.wideOnly ? " cell-wide" : ""}`;
}

function BodyRow<Row>({
  parts,
  row,
  columns,
  inTabOrder,
  onFocus,
  onToggle,
}: {
  readonly parts: TableParts<Row>;
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly inTabOrder: boolean;
  readonly onFocus: () => void;
  readonly onToggle: () => void;
}) {
  const { keyOf, nameOf, hrefOf, onOpen, selection, current } = parts;
  const key = keyOf(row);
  const [first, ...rest] = columns;
  const tabIndex = inTabOrder ? 0 : -1;
  return (
    <tr
      data-key={key}
      data-current={current === key}
      data-selected={selection?.selected.has(key)}
      onFocusCapture={onFocus}
    >
      {selection ? (
        <td class="cell-check">
          <input
            type="checkbox"
            aria-label={c("control.select_row", { name: nameOf(row) })}
            checked={selection.selected.has(key)}
            tabIndex={tabIndex}
            onChange={onToggle}
          />
        </td>
      ) : null}
      {first ? (
        <th scope="row" class={cellClass(first)}>
          {hrefOf ? (
            <a class="row-open" href={hrefOf(row)} tabIndex={tabIndex}>
              {first.cell(row)}
            </a>
          ) : onOpen && (parts.opens?.(row) ?? true) ? (
            <button type="button" class="row-open text-button" tabIndex={tabIndex} onClick={() => onOpen(row)}>
              {first.cell(row)}
            </button>
          ) : (
            <span class="row-open" tabIndex={tabIndex}>
              {first.cell(row)}
            </span>
          )}
        </th>
      ) : null}
      {rest.map((column) => (
        <td key={column.name} class={cellClass(column)} data-head={column.head}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
