/** What is said of one row: its findings with rule, field and value, what it changes, and values put in its place. */

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Import, ImportFinding, ImportRow } from "../../../api/desk/imports";
import { canBeSet, correctable, correctionOf, rowCells, rowName } from "../../../domain/desk/imports";
import type { ImportSession } from "../../../state/desk/imports";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { ChangeList, PathName } from "../changes/ChangeList";
import { count } from "./figures";
import { RowBadge } from "./StateBadge";
import { t } from "./words";

export function RowDetail({ session }: { readonly session: ImportSession }) {
  const row = session.chosen;
  const one = session.one.value;
  if (!row || !one) return <p class="row-detail-none quiet">{t("imports.choose_row")}</p>;
  return (
    <section class="row-detail" id="row-detail" tabIndex={-1} aria-labelledby="row-detail-title">
      <header class="row-detail-head">
        <h3 id="row-detail-title">
          {rowName(row, one) || row.source_key || t("imports.row_of", { row: `${row.row ?? ""}` })}
        </h3>
        <p class="row-detail-facts">
          <RowBadge state={row.state} held={row.held} />
          {row.row === null ? null : (
            <span class="quiet">
              {t("imports.row_of", { row: count(row.row) })}
              {row.line === null ? "" : ` · ${t("imports.line_of", { line: count(row.line) })}`}
            </span>
          )}
          {row.ref === null ? null : <a href={`/desk/sites/${encodeURIComponent(row.ref)}`}>{row.ref}</a>}
        </p>
      </header>
      {row.findings.length > 0 ? (
        <Part title={t("imports.findings")}>
          <ul class="finding-list">
            {row.findings.map((finding, i) => (
              <Finding key={`${finding.rule} ${finding.field} ${i}`} finding={finding} row={row} session={session} />
            ))}
          </ul>
        </Part>
      ) : null}
      {Object.keys(row.changes).length > 0 ? (
        <Part title={t("imports.what_changes")}>
          <ChangeList changes={row.changes} />
        </Part>
      ) : null}
      {row.raw && row.raw.length > 0 ? (
        <Part title={t("imports.as_read")}>
          <dl class="raw-list">
            {rowCells(row, one).map(({ column, value }) => (
              <div key={column}>
                <dt>{column}</dt>
                <dd>
                  {row.row !== null && canBeSet(one) && correctable(one, column) ? (
                    <CorrectionField session={session} one={one} row={row.row} column={column} value={value} />
                  ) : (
                    <span class="raw-value">{value}</span>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </Part>
      ) : null}
      {row.findings.length === 0 && Object.keys(row.changes).length === 0 ? (
        <p class="quiet">{t(`imports.nothing_found_${row.state === "gone" ? "gone" : "row"}`)}</p>
      ) : null}
    </section>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="row-part">
      <h4>{title}</h4>
      {children}
    </section>
  );
}

/** The id of a rule; what is no rule of the table says its title alone. */
export function RuleMark({ finding }: { readonly finding: ImportFinding }) {
  if (!/^[A-Z]-\d+$/.test(finding.rule)) return null;
  return <span class={`finding-mark finding-${finding.severity}`}>{finding.rule}</span>;
}

interface FindingProps {
  readonly finding: ImportFinding;
  readonly row: ImportRow;
  readonly session: ImportSession;
}

function Finding({ finding, row, session }: FindingProps) {
  const one = session.one.value;
  const inRaw = row.raw?.some(({ column }) => column === finding.field) ?? false;
  const mendable = one && row.row !== null && canBeSet(one) && correctable(one, finding.field) && !inRaw;
  return (
    <li class={`finding finding-of-${finding.severity}`}>
      <p class="finding-line">
        <RuleMark finding={finding} />
        <b>{words(finding.title)}</b>
        <span class="quiet">{t(`imports.severity_${finding.severity}`)}</span>
      </p>
      <p>{words(finding.message)}</p>
      <dl class="finding-facts">
        {finding.field === "" ? null : (
          <div>
            <dt>{t("imports.field")}</dt>
            <dd>
              {one?.recognised.columns.includes(finding.field) ? finding.field : <PathName path={finding.field} />}
            </dd>
          </div>
        )}
        {finding.raw === "" ? null : (
          <div>
            <dt>{t("imports.stands_there")}</dt>
            <dd class="raw-value">{finding.raw}</dd>
          </div>
        )}
        {finding.proposed ? (
          <div>
            <dt>{t(finding.rule === "corrected" ? "imports.put_there" : "imports.proposed")}</dt>
            <dd class="raw-value">{finding.proposed}</dd>
          </div>
        ) : null}
      </dl>
      {mendable && row.row !== null ? (
        <CorrectionField session={session} one={one} row={row.row} column={finding.field} value={finding.raw} />
      ) : null}
    </li>
  );
}

interface CorrectionProps {
  readonly session: ImportSession;
  readonly one: Import;
  readonly row: number;
  readonly column: string;
  /** What the last run read there. */
  readonly value: string;
}

/** One value of a row, to be put in place of that of the file. */
function CorrectionField({ session, one, row, column, value }: CorrectionProps) {
  const corrected = correctionOf(one, row, column);
  const [text, setText] = useState(corrected ?? value);
  useEffect(() => setText(corrected ?? value), [row, column, value, corrected]);
  const id = `correct-${row}-${column.replaceAll(/[^\p{L}\p{N}]/gu, "_")}`;
  const changed = text !== (corrected ?? value);
  return (
    <form
      class="correction-field"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) void session.correct(row, { [column]: text });
      }}
    >
      <label class="hidden" for={id}>
        {t("imports.value_of", { column })}
      </label>
      <input
        id={id}
        class="text"
        value={text}
        maxLength={20_000}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="button button-small" disabled={!changed || session.busy.value !== ""}>
        {t("imports.correct")}
      </button>
      {corrected === undefined ? null : (
        <p class="correction-note">
          <Icon name="undo" size={14} />
          {t("imports.corrected_waits")}
          <button
            type="button"
            class="text-button"
            disabled={session.busy.value !== ""}
            onClick={() => void session.correct(row, { [column]: null })}
          >
            {t("imports.take_back")}
          </button>
        </p>
      )}
    </form>
  );
}
