// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the rows that are not in sight
/**
 * The rows of a run. Only those in sight are drawn and asked for, so that a
 * register of any length moves as a short one does. One row is the current
 * one; the arrow keys move it, Enter goes on to what is said of it.
 */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Import, ImportRow } from "../../../api/desk/imports";
import { rowName } from "../../../domain/desk/imports";
import { rowWindow, scrolledTo } from "../../../domain/desk/window";
import type { ImportSession } from "../../../state/desk/imports";
import { words } from "../../shared/text";
import { count } from "./figures";
import { RuleMark } from "./RowDetail";
import { RowBadge } from "./StateBadge";
import { t } from "./words";

const ROW_PX = 40;
const HEAD_PX = 36;

export function RowsTable({ session, toDetail }: { readonly session: ImportSession; readonly toDetail: () => void }) {
  const body = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState(0);
  const [height, setHeight] = useState(480);
  const matched = session.matched.value;
  const filter = session.filter.value;
  const seen = rowWindow(scrolled, height, ROW_PX, matched);
  const chosen = session.selected.value;

  useEffect(() => session.need(seen), [seen.first, seen.end, filter, session.pages.value]);
  useEffect(() => {
    const element = body.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setHeight(element.clientHeight - HEAD_PX));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (body.current) body.current.scrollTop = 0;
    setScrolled(0);
  }, [filter]);

  const select = (place: number) => {
    if (matched === 0) return;
    const row = Math.max(0, Math.min(matched - 1, place));
    session.choose(row);
    const element = body.current;
    if (!element) return;
    const to = scrolledTo(row, element.scrollTop, element.clientHeight - HEAD_PX, ROW_PX);
    if (to !== null) element.scrollTop = to;
  };
  const step = Math.max(1, Math.floor(height / ROW_PX) - 1);
  const keys: { readonly [key: string]: () => void } = {
    ArrowDown: () => select(chosen === null ? 0 : chosen + 1),
    ArrowUp: () => select((chosen ?? 0) - 1),
    PageDown: () => select((chosen ?? 0) + step),
    PageUp: () => select((chosen ?? 0) - step),
    Home: () => select(0),
    End: () => select(matched - 1),
    Enter: toDetail,
  };

  return (
    <div class="rows-frame">
      <div
        ref={body}
        class="rows-table"
        role="grid"
        tabIndex={0}
        aria-label={t("imports.rows_title")}
        aria-rowcount={matched + 1}
        aria-activedescendant={chosen === null ? undefined : `import-row-${chosen}`}
        onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}
        onKeyDown={(event) => {
          const act = keys[event.key];
          if (!act) return;
          event.preventDefault();
          act();
        }}
      >
        <div class="rows-head" role="row" aria-rowindex={1} tabIndex={-1}>
          {(["row", "state", "site", "found"] as const).map((name) => (
            <span key={name} role="columnheader" tabIndex={-1}>
              {t(`imports.column_${name}`)}
            </span>
          ))}
        </div>
        <div class="rows-all" role="rowgroup" style={{ height: `${matched * ROW_PX}px` }}>
          {Array.from({ length: seen.end - seen.first }, (_, i) => seen.first + i).map((place) => (
            <Row
              key={place}
              place={place}
              row={session.rowAt(place)}
              one={session.one.value}
              chosen={place === chosen}
              choose={() => select(place)}
            />
          ))}
        </div>
      </div>
      {matched === 0 ? <p class="rows-none quiet">{t("imports.no_rows")}</p> : null}
    </div>
  );
}

interface RowProps {
  readonly one: Import | null;
  readonly place: number;
  readonly row: ImportRow | undefined;
  readonly chosen: boolean;
  readonly choose: () => void;
}

function Row({ place, row, one, chosen, choose }: RowProps) {
  const name = row && one ? rowName(row, one) : "";
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the group of rows takes the keys
    <div
      id={`import-row-${place}`}
      class={`rows-row${chosen ? " rows-chosen" : ""}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={place + 2}
      aria-selected={chosen}
      style={{ transform: `translateY(${place * ROW_PX}px)` }}
      onClick={choose}
    >
      <span role="gridcell" tabIndex={-1} class="rows-number">
        {row?.row == null ? "" : count(row.row)}
      </span>
      <span role="gridcell" tabIndex={-1}>
        {row ? <RowBadge state={row.state} held={row.held} /> : null}
      </span>
      <span role="gridcell" tabIndex={-1} class="rows-site">
        {row ? (
          <>
            <span class="rows-name">{name || row.source_key}</span>
            {name && row.source_key ? <span class="rows-key">{row.source_key}</span> : null}
          </>
        ) : (
          <span class="quiet">{t("imports.row_comes")}</span>
        )}
      </span>
      <span role="gridcell" tabIndex={-1} class="rows-found">
        {row ? <Found row={row} /> : null}
      </span>
    </div>
  );
}

/** The worst finding of a row, and how many more there are; of a changed row without any, what changes. */
function Found({ row }: { readonly row: ImportRow }) {
  const worst = row.findings.find((one) => one.severity === "error") ?? row.findings[0];
  const changes = Object.keys(row.changes).length;
  if (!worst) return changes > 0 ? <span class="quiet">{t("imports.changes", { n: changes })}</span> : null;
  return (
    <>
      <RuleMark finding={worst} />
      <span class="rows-title">{words(worst.title)}</span>
      {row.findings.length > 1 ? <span class="quiet nowrap">+{count(row.findings.length - 1)}</span> : null}
    </>
  );
}
