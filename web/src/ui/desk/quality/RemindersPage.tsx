/** What has to be looked at next; facts that were looked at are confirmed for many sites at once. */

import "../../../styles/desk/admin.css";
import "../../../styles/desk/quality.css";
import { useState } from "preact/hooks";
import { fetchReminders, type Reminder, type ReminderKind, type ReminderPage } from "../../../api/desk/quality";
import { asProblem, type Problem } from "../../../api/problem";
import { chosenSites } from "../../../domain/desk/reminders";
import { formatDay } from "../../../domain/format";
import { place, setQuery } from "../../../state/desk/place";
import { may } from "../../../state/desk/session";
import { language } from "../../../state/preferences";
import { codeWords, words } from "../../shared/text";
import { nav } from "../navWords";
import { type Column, DataTable } from "../shared/DataTable";
import { SelectField } from "../shared/fields";
import { Page } from "../shared/Page";
import { Empty, Loading, ProblemCard } from "../shared/states";
import { useLoad } from "../shared/useLoad";
import { ConfirmDialog } from "./ConfirmDialog";
import { QualityNav } from "./Parts";
import { clockWords, q } from "./words";

const KINDS = ["reservation", "letter", "document", "facts", "contact"] as const satisfies readonly ReminderKind[];
const STATES = ["over", "due", "unknown"] as const;

export function RemindersPage() {
  const query = new URLSearchParams(place.value.query);
  const whose = query.get("whose") === "all" ? "all" : "mine";
  const kind = KINDS.find((one) => one === query.get("kind")) ?? "";
  const state = STATES.find((one) => one === query.get("state")) ?? "";
  const ask = { whose, kind, state, territory: query.get("territory") ?? "" } as const;
  const { data, problem, reload, put } = useLoad(
    (signal) => fetchReminders({ ...ask, after: null }, signal),
    [whose, kind, state, ask.territory],
  );
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [confirming, setConfirming] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(place.value.query);
    if (value === "" || value === "mine") next.delete(name);
    else next.set(name, value);
    setQuery(next);
    setSelected(new Set());
  };
  const more = async () => {
    if (!data?.next) return;
    setRefused(null);
    try {
      const page = await fetchReminders({ ...ask, after: data.next });
      put({ ...page, reminders: [...data.reminders, ...page.reminders] });
    } catch (error) {
      setRefused(asProblem(error));
    }
  };
  const sites = chosenSites(data?.reminders ?? [], selected);
  return (
    <Page title={nav("nav.reminders")} lead={q("reminder.lead")}>
      <QualityNav />
      <div class="filters">
        <SelectField
          label={q("reminder.whose")}
          value={whose}
          options={(["mine", "all"] as const).map((value) => ({ value, label: q(`reminder.${value}`) }))}
          onChange={(value) => choose("whose", value)}
        />
        <SelectField
          label={q("reminder.kind")}
          value={kind}
          options={[
            { value: "", label: q("reminder.any") },
            ...KINDS.map((value) => ({ value, label: kindLine(value, data) })),
          ]}
          onChange={(value) => choose("kind", value)}
        />
        <SelectField
          label={q("reminder.state")}
          value={state}
          options={[
            { value: "", label: q("reminder.any_state") },
            ...STATES.map((value) => ({ value, label: q(`reminder.state_${value}`) })),
          ]}
          onChange={(value) => choose("state", value)}
        />
      </div>
      {problem ? <ProblemCard problem={problem} retry={reload} /> : null}
      {data === null ? problem ? null : <Loading /> : null}
      {data && data.reminders.length === 0 ? (
        <Empty title={q("reminder.none")} text={whose === "mine" ? q("reminder.none_mine") : ""} />
      ) : null}
      {data && data.reminders.length > 0 ? (
        <>
          {may("site.confirm") ? (
            <div class="chosen-bar">
              <span role="status">{q("confirm.chosen", { n: sites.length })}</span>
              <button
                type="button"
                class="button button-main"
                disabled={sites.length === 0}
                onClick={() => setConfirming(true)}
              >
                {q("confirm.still_true")}
              </button>
              <span class="quiet">{q("confirm.hint")}</span>
            </div>
          ) : null}
          <div class="table-frame">
            <DataTable
              caption={nav("nav.reminders")}
              rows={data.reminders}
              keyOf={(row) => String(row.id)}
              nameOf={(row) => words(row.names) || row.ref}
              hrefOf={(row) => `/desk/sites/${encodeURIComponent(row.ref)}`}
              {...(may("site.confirm") ? { selection: { selected, onChange: setSelected } } : {})}
              columns={COLUMNS()}
            />
          </div>
        </>
      ) : null}
      {refused ? <ProblemCard problem={refused} /> : null}
      {data?.next ? (
        <button type="button" class="button more" onClick={() => void more()}>
          {q("reminder.more")}
        </button>
      ) : null}
      {confirming ? (
        <ConfirmDialog
          sites={sites}
          onClose={() => setConfirming(false)}
          onDone={() => {
            setConfirming(false);
            setSelected(new Set());
            reload();
          }}
        />
      ) : null}
    </Page>
  );
}

function kindLine(kind: ReminderKind, data: ReminderPage | null): string {
  const count = data?.counts[kind];
  return count === undefined ? q(`kind.${kind}`) : `${q(`kind.${kind}`)} (${count})`;
}

const COLUMNS = (): readonly Column<Reminder>[] => [
  { name: "name", head: q("finding.where"), cell: (row) => words(row.names) || row.ref },
  { name: "ref", head: "№", cell: (row) => row.ref, wideOnly: true },
  { name: "what", head: q("reminder.what"), cell: whatWords },
  { name: "when", head: q("reminder.state"), cell: whenWords },
];

function whatWords(row: Reminder): string {
  const kind = q(`kind.${row.kind}`);
  switch (row.kind) {
    case "facts":
      return `${kind}: ${clockWords(row.about ?? "")}`;
    case "letter":
      return `${kind}: ${codeWords("network", row.about ?? undefined)}`;
    default:
      return kind;
  }
}

function whenWords(row: Reminder) {
  const day = row.due_on === null ? "" : formatDay(row.due_on, language.value);
  if (row.state === "over") return <span class="badge badge-off">{q("reminder.over_since", { day })}</span>;
  if (row.state === "due") return <span class="badge">{q("reminder.due_on", { day })}</span>;
  return <span class="badge badge-unknown">{q("reminder.unknown")}</span>;
}
