/** One fact of several sites: what it is to be, what would become of each, and the way back. */

import { useState } from "preact/hooks";
import type { Brief, ChangeOutcome, ChangeResult } from "../../../api/desk/sites";
import type { Field, Value } from "../../../api/types";
import { formatValue } from "../../../domain/format";
import { type Line, proposedValue } from "../../../domain/proposal";
import { FactsChanging, MOST_CHANGED } from "../../../state/desk/change-facts";
import { askSites } from "../../../state/desk/sites";
import { language } from "../../../state/preferences";
import { fieldNamed, fields } from "../../../state/registry";
import { FieldOptions } from "../../shared/FieldOptions";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { ValueInput } from "../../shared/ValueInput";
import { DataTable } from "../shared/DataTable";
import { Dialog } from "../shared/Dialog";
import { Field as Labelled, Reason, TextField } from "../shared/fields";
import { ProblemCard } from "../shared/states";
import { useNumber } from "../shared/useNumber";
import { RefusedList } from "./RefusedList";
import { w } from "./words";

interface Props {
  readonly count: number;
  readonly read: () => Promise<readonly Brief[]>;
  readonly onClose: () => void;
}

export function ChangeFacts({ count, read, onClose }: Props) {
  const [change] = useState(() => new FactsChanging());
  const [line, setLine] = useState<Line>({ field: "", text: "", unknown: false });
  const [source, setSource] = useState("");
  const [asOf, setAsOf] = useState("");
  const [reason, setReason] = useState("");
  const step = change.step.value;
  const field = fieldNamed(line.field);
  const value = field ? proposedValue(field, line) : undefined;
  const close = () => {
    if (step.name === "done" || step.name === "undone") void askSites();
    onClose();
  };
  const attempt = () => {
    const fact = { ...(source.trim() && { source: source.trim() }), ...(asOf && { as_of: asOf }) };
    void change.try(read, { values: { [line.field]: value }, fact, reason: reason.trim() });
  };
  return (
    <Dialog
      title={w("change.title", { n: count })}
      wide
      onClose={close}
      foot={
        <Foot change={change} ready={value !== undefined && count <= MOST_CHANGED} attempt={attempt} close={close} />
      }
    >
      {change.problem.value ? <ProblemCard problem={change.problem.value} /> : null}
      {step.name === "form" ? (
        <form
          class="change-facts"
          onSubmit={(event) => {
            event.preventDefault();
            if (value !== undefined && count <= MOST_CHANGED) attempt();
          }}
        >
          <p class="quiet">{w("change.lead")}</p>
          {count > MOST_CHANGED ? <p class="field-error">{w("change.too_many", { n: MOST_CHANGED })}</p> : null}
          <ChooseField line={line} field={field} set={setLine} />
          <TextField
            label={w("change.source")}
            hint={w("change.source_hint")}
            optional
            value={source}
            maxLength={200}
            onInput={setSource}
          />
          <TextField label={w("change.as_of")} optional type="date" value={asOf} onInput={setAsOf} />
          <Reason label={w("change.reason")} value={reason} onInput={setReason} />
          <button type="submit" hidden />
        </form>
      ) : null}
      {step.name === "tried" || step.name === "done" ? (
        <Outcomes result={step.result} done={step.name === "done"} />
      ) : null}
      {step.name === "undone" ? (
        <p role="status">{w("change.undone", { n: step.result.restored, left: step.result.left.length })}</p>
      ) : null}
    </Dialog>
  );
}

function ChooseField({
  line,
  field,
  set,
}: {
  readonly line: Line;
  readonly field: Field | undefined;
  readonly set: (line: Line) => void;
}) {
  const open = fields.value.filter(({ receivable, type }) => receivable && type !== "instant");
  return (
    <>
      <Labelled label={w("change.field")}>
        {({ id }) => (
          <select
            id={id}
            value={line.field}
            onChange={(event) => set({ field: event.currentTarget.value, text: "", unknown: false })}
          >
            <option value="">{w("change.choose")}</option>
            <FieldOptions fields={open} />
          </select>
        )}
      </Labelled>
      {field ? (
        <div class="field">
          <p class="field-label" aria-hidden="true">
            {w("change.should_be")}
          </p>
          <div class="proposal-value">
            <ValueInput field={field} label={w("change.value", { field: words(field.label) })} line={line} set={set} />
            <label class="check">
              <input
                type="checkbox"
                checked={line.unknown}
                onChange={(event) => set({ ...line, unknown: event.currentTarget.checked })}
              />
              {w("change.unknown")}
            </label>
          </div>
        </div>
      ) : null}
    </>
  );
}

interface FootParts {
  readonly change: FactsChanging;
  readonly ready: boolean;
  readonly attempt: () => void;
  readonly close: () => void;
}

function Foot({ change, ready, attempt, close }: FootParts) {
  const number = useNumber();
  const step = change.step.value;
  const busy = change.busy.value;
  const closing = (
    <button type="button" class="button" onClick={close}>
      {w("bulk.close")}
    </button>
  );
  if (step.name === "form")
    return (
      <button type="button" class="button button-main" disabled={busy || !ready} onClick={attempt}>
        {w(busy ? "change.trying" : "change.try")}
      </button>
    );
  if (step.name === "tried") {
    const count = step.result.results.filter(({ state }) => state === "changed").length;
    return (
      <>
        <button type="button" class="button" disabled={busy} onClick={() => change.back()}>
          {w("change.back")}
        </button>
        {count > 0 ? (
          <button type="button" class="button button-main" disabled={busy} onClick={() => void change.apply()}>
            {w("change.apply", { n: count })}
          </button>
        ) : null}
      </>
    );
  }
  const { batch } = step.result;
  const refused = change.problem.value?.status === 409;
  return (
    <>
      {step.name === "done" && batch !== null ? (
        <button type="button" class="button" disabled={busy} onClick={() => void change.undo(batch, refused)}>
          {refused ? w("change.undo_rest") : w("change.undo", { n: number(batch) })}
        </button>
      ) : null}
      {closing}
    </>
  );
}

/** What would become of the sites, or did: those that are refused first, none left out. */
function Outcomes({ result, done }: { readonly result: ChangeResult; readonly done: boolean }) {
  const number = useNumber();
  const of = (state: ChangeOutcome["state"]) => result.results.filter((one) => one.state === state);
  const [changed, unchanged, refused] = [of("changed"), of("unchanged"), of("refused")];
  const found = changed.filter(({ findings }) => findings.length > 0);
  return (
    <>
      <p role="status">
        {w(done ? "change.done" : "change.tried", {
          changed: number(changed.length),
          unchanged: number(unchanged.length),
          refused: number(refused.length),
        })}
      </p>
      {refused.length > 0 ? (
        <section>
          <h3>{w(done ? "bulk.failed_list" : "change.refused")}</h3>
          <RefusedList outcomes={refused} />
        </section>
      ) : null}
      {found.length > 0 ? (
        <section>
          <h3>{w("change.found")}</h3>
          <ul class="outcomes">
            {found.flatMap(({ ref, findings }) =>
              findings.map((finding) => (
                <li key={`${ref} ${JSON.stringify(finding)}`}>
                  <Icon name="alert" size={16} />
                  <a href={siteAddress(ref)}>{ref}</a>
                  <span>
                    <b>{finding.rule}</b> {words(finding.message)}
                  </span>
                </li>
              )),
            )}
          </ul>
        </section>
      ) : null}
      {changed.length > 0 ? (
        <section>
          <h3>{w(done ? "change.was_changed" : "change.changed")}</h3>
          <ChangedTable changed={changed} done={done} />
        </section>
      ) : null}
    </>
  );
}

/** How many are drawn at once; a table of 2,000 rows would stand still. */
const FIRST = 100;

/** What each site said and is to say, in one table. */
function ChangedTable({ changed, done }: { readonly changed: readonly ChangeOutcome[]; readonly done: boolean }) {
  const [all, setAll] = useState(false);
  const rows = (all ? changed : changed.slice(0, FIRST)).flatMap(({ ref, changes }) =>
    Object.entries(changes ?? {}).map(([field, change]) => ({ ref, field, change })),
  );
  return (
    <>
      <div class="table-frame">
        <DataTable
          caption={w(done ? "change.was_changed" : "change.changed")}
          rows={rows}
          keyOf={({ ref, field }) => `${ref}/${field}`}
          nameOf={({ ref }) => ref}
          hrefOf={({ ref }) => siteAddress(ref)}
          columns={[
            { name: "site", head: w("column.site"), cell: ({ ref }) => ref },
            {
              name: "before",
              head: w("change.before"),
              cell: ({ field, change }) => <del>{said(field, change.before)}</del>,
            },
            {
              name: "after",
              head: w(done ? "change.now" : "change.after"),
              cell: ({ field, change }) => <ins>{said(field, change.after)}</ins>,
            },
          ]}
        />
      </div>
      {!all && changed.length > FIRST ? (
        <button type="button" class="text-button" onClick={() => setAll(true)}>
          {w("change.all", { n: changed.length })}
        </button>
      ) : null}
    </>
  );
}

function said(name: string, value: unknown): string {
  const field = fieldNamed(name);
  if (value === null || !field) return w("change.unknown");
  return formatValue(field, value as Value, language.value);
}

const siteAddress = (ref: string) => `/desk/sites/${encodeURIComponent(ref)}`;
