/** What the registry does by itself: when it did, what came of it, when next. */

import "../../../styles/desk/admin.css";
import { useEffect, useState } from "preact/hooks";
import { fetchJobs, type Jobs, runJob } from "../../../api/desk/admin";
import { asProblem, type Problem } from "../../../api/problem";
import { formatInstant, formatSpan } from "../../../domain/desk/time";
import { formatNumber } from "../../../domain/format";
import { say } from "../../../state/desk/notices";
import { may } from "../../../state/desk/session";
import { language } from "../../../state/preferences";
import { Icon } from "../../shared/Icon";
import { nav } from "../navWords";
import { type Column, DataTable } from "../shared/DataTable";
import { Page } from "../shared/Page";
import { Empty, Loading, ProblemCard } from "../shared/states";
import { useLoad } from "../shared/useLoad";
import { a } from "./words";

type Run = Jobs["jobs"][number];
type Duty = Jobs["duties"][number];

/** After which the list is read again while something is under way. */
const AGAIN_MS = 1500;

const DUTIES = ["judge", "reservations", "check", "reminders", "fit", "senders"] as const;

/** What a duty is called, does, and leaves; one that is new has its own name. */
function dutyWords(name: string): { readonly title: string; readonly help: string; readonly done: string } {
  const known = DUTIES.find((one) => one === name);
  if (!known) return { title: name, help: "", done: "" };
  return { title: a(`job.${known}`), help: a(`job.${known}_help`), done: a(`job.${known}_done`) };
}

export function JobsPage() {
  const { data, problem, reload } = useLoad((signal) => fetchJobs(signal), []);
  const [refused, setRefused] = useState<Problem | null>(null);
  const underWay = data?.jobs.some((run) => run.state === "available" || run.state === "running") === true;
  useEffect(() => {
    if (!underWay) return;
    const timer = setTimeout(reload, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [data]);
  const run = async (duty: string) => {
    setRefused(null);
    try {
      await runJob(duty);
      say(a("job.asked", { job: dutyWords(duty).title }));
      reload();
    } catch (error) {
      setRefused(asProblem(error));
    }
  };
  return (
    <Page
      title={nav("nav.jobs")}
      lead={a("job.lead")}
      actions={
        <button type="button" class="button" onClick={reload}>
          <Icon name="again" size={16} />
          {a("job.reload")}
        </button>
      }
    >
      {problem ? <ProblemCard problem={problem} retry={reload} /> : null}
      {refused ? <ProblemCard problem={refused} /> : null}
      {data === null ? problem ? null : <Loading /> : null}
      {data ? (
        <>
          <section class="part">
            <h2 class="part-head">{a("job.duties")}</h2>
            <ul class="duties">
              {data.duties.map((duty) => (
                <DutyCard
                  key={duty.duty}
                  duty={duty}
                  onRun={may("operations.run") ? () => void run(duty.duty) : null}
                  last={data.jobs.find((one) => one.duty === duty.duty && one.ended_at !== null)}
                />
              ))}
            </ul>
          </section>
          <section class="part">
            <h2 class="part-head">{a("job.runs")}</h2>
            {data.jobs.length === 0 ? (
              <Empty text={a("job.none")} />
            ) : (
              <div class="table-frame">
                <DataTable
                  caption={a("job.runs")}
                  rows={data.jobs}
                  keyOf={(run) => String(run.id)}
                  nameOf={(run) => dutyWords(run.duty).title}
                  columns={COLUMNS()}
                />
              </div>
            )}
          </section>
        </>
      ) : null}
    </Page>
  );
}

function DutyCard({
  duty,
  last,
  onRun,
}: {
  readonly duty: Duty;
  readonly last: Run | undefined;
  readonly onRun: (() => void) | null;
}) {
  const at = (instant: string) => formatInstant(instant, language.value);
  return (
    <li class="card duty">
      <h3>{dutyWords(duty.duty).title}</h3>
      <p class="quiet">{dutyWords(duty.duty).help}</p>
      <dl class="pairs">
        <dt>{a("job.every")}</dt>
        <dd>{formatSpan(duty.every_s, language.value)}</dd>
        <dt>{a("job.last")}</dt>
        <dd>{last?.ended_at ? at(last.ended_at) : a("user.never")}</dd>
        <dt>{a("job.next")}</dt>
        <dd>{at(duty.next_at)}</dd>
      </dl>
      {onRun ? (
        <button type="button" class="button button-small" onClick={onRun}>
          {a("job.run")}
          <span class="hidden">: {dutyWords(duty.duty).title}</span>
        </button>
      ) : null}
    </li>
  );
}

const COLUMNS = (): readonly Column<Run>[] => [
  { name: "duty", head: a("job.duty"), cell: (run) => dutyWords(run.duty).title },
  { name: "slot", head: a("job.due"), cell: (run) => formatInstant(run.slot, language.value) },
  { name: "state", head: a("user.state"), cell: (run) => <StateOf run={run} /> },
  {
    name: "took",
    head: a("job.took"),
    number: true,
    wideOnly: true,
    cell: (run) =>
      run.started_at && run.ended_at
        ? formatSpan((Date.parse(run.ended_at) - Date.parse(run.started_at)) / 1000, language.value)
        : "",
  },
  {
    name: "done",
    head: a("job.effect"),
    number: true,
    cell: (run) =>
      `${formatNumber(run.done, 0, language.value)} ${run.done > 0 ? dutyWords(run.duty).done : ""}`.trim(),
  },
];

const BAD = ["retryable", "discarded", "cancelled"];

function StateOf({ run }: { readonly run: Run }) {
  return (
    <>
      <span class={BAD.includes(run.state) ? "badge badge-off" : "badge"}>{a(`job.state_${run.state}`)}</span>
      {run.failure ? <p class="field-error">{run.failure}</p> : null}
    </>
  );
}
