/** The tasks on the map and in a table, step by step with each other; making and assigning them. */

import { useEffect, useRef, useState } from "preact/hooks";
import {
  assignTasks,
  type CampaignTask,
  fetchObservers,
  fetchPoints,
  fetchTasks,
  type Observer,
  removeTasks,
  type TaskAssignment,
  type TaskPoint,
} from "../../../../api/desk/campaigns";
import { asProblem, type Problem } from "../../../../api/problem";
import type { Bounds } from "../../../../api/types";
import { TASK_STATES, taskName } from "../../../../domain/desk/campaigns";
import { formatNumber } from "../../../../domain/format";
import { ask, say } from "../../../../state/desk/notices";
import { language } from "../../../../state/preferences";
import { type Column, DataTable } from "../../shared/DataTable";
import { SelectField, TextField } from "../../shared/fields";
import { Empty, Loading, ProblemCard } from "../../shared/states";
import { useLoad } from "../../shared/useLoad";
import { TaskBadge } from "../parts";
import { TaskMapView } from "../TaskMapView";
import { f } from "../words";
import { MakeTasks, type Spot } from "./MakeTasks";
import { nameOf, type RoomParts } from "./parts";

const PAGE = 100;

export function TasksPart({ campaign, figures, manage, changed }: RoomParts) {
  const { id } = campaign;
  const activity = figures?.activity ?? campaign.activity;
  const points = usePoints(id, activity);
  const [state, setState] = useState("");
  const [assignee, setAssignee] = useState("");
  const [text, setText] = useState("");
  const [starts, setStarts] = useState<readonly number[]>([]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<number | null>(null);
  const [bounds, setBounds] = useState<Bounds | null>(null);
  const [spots, setSpots] = useState<readonly Spot[] | null>(null);
  const after = starts.at(-1) ?? null;
  const page = useLoad(
    (signal) =>
      fetchTasks(
        id,
        {
          states: TASK_STATES.filter((one) => one === state),
          assignee,
          text: text.trim(),
          folded: "",
          after,
          limit: PAGE,
        },
        signal,
      ),
    [id, activity, state, assignee, text, after],
  );
  const people = useLoad(
    (signal) => (manage ? fetchObservers(id, signal) : Promise.resolve<readonly Observer[]>([])),
    [id, manage, activity],
  );
  const editable = manage && (campaign.state === "planned" || campaign.state === "open");
  const first = () => setStarts([]);
  const nobody = { value: "nobody", label: f("tasks.nobody") };
  const known = figures?.observers ?? [];
  const columns: readonly Column<CampaignTask>[] = [
    { name: "task", head: f("tasks.place"), cell: taskName },
    { name: "state", head: f("tasks.state"), cell: (task) => <TaskCell task={task} /> },
    {
      name: "assignee",
      head: f("tasks.assignee"),
      cell: (task) => (task.assignee ? nameOf(figures, task.assignee) : <span class="quiet">{f("tasks.nobody")}</span>),
    },
    { name: "source", head: f("tasks.source"), wideOnly: true, cell: (task) => task.source ?? f("tasks.drawn") },
  ];
  return (
    <>
      {editable ? <MakeTasks campaign={campaign} spots={spots} onSpots={setSpots} onMade={changed} /> : null}
      <TaskMapView
        tasks={spots ? [...points, ...spots.map((spot, i) => ({ ...spot, id: -1 - i, state: "open" }))] : points}
        chosen={chosen}
        onSelect={setChosen}
        onMoved={setBounds}
        onSpot={(longitude, latitude) => {
          if (spots) setSpots([...spots, { longitude, latitude, label: f("make.spot", { n: spots.length + 1 }) }]);
        }}
      />
      {chosen !== null ? (
        <Chosen id={chosen} campaign={id} activity={activity} nameOf={(who) => nameOf(figures, who)} />
      ) : null}
      <fieldset class="task-filters" aria-label={f("tasks.filters")}>
        <TextField
          label={f("tasks.search")}
          type="search"
          value={text}
          onInput={(value) => {
            setText(value);
            first();
          }}
        />
        <SelectField
          label={f("tasks.state")}
          value={state}
          onChange={(value) => {
            setState(value);
            first();
          }}
          options={[
            { value: "", label: f("tasks.all") },
            ...TASK_STATES.map((one) => ({ value: one, label: f(`task.${one}`) })),
          ]}
        />
        <SelectField
          label={f("tasks.assignee")}
          value={assignee}
          onChange={(value) => {
            setAssignee(value);
            first();
          }}
          options={[
            { value: "", label: f("tasks.everybody") },
            nobody,
            ...known.map((one) => ({ value: one.id, label: one.name || one.id })),
          ]}
        />
      </fieldset>
      {editable && people.data ? (
        <Assign
          campaign={id}
          people={people.data}
          selected={[...selected].map(Number)}
          bounds={bounds}
          onDone={() => {
            setSelected(new Set());
            changed();
          }}
        />
      ) : null}
      {page.problem ? <ProblemCard problem={page.problem} retry={page.reload} /> : null}
      {page.data === null ? (
        <Loading />
      ) : page.data.tasks.length === 0 ? (
        <Empty
          text={page.data.matched === 0 && state + assignee + text === "" ? f("tasks.none") : f("tasks.none_found")}
        />
      ) : (
        <div class="table-frame">
          <DataTable
            caption={f("part.tasks")}
            rows={page.data.tasks}
            columns={columns}
            keyOf={(task) => String(task.id)}
            nameOf={taskName}
            onOpen={(task) => setChosen(task.id)}
            current={chosen === null ? null : String(chosen)}
            {...(editable ? { selection: { selected, onChange: setSelected } } : {})}
          />
        </div>
      )}
      {page.data && page.data.matched > 0 ? (
        <p class="table-foot">
          <span class="quiet">{f("tasks.matched", { n: page.data.matched })}</span>
          {starts.length > 0 ? (
            <button type="button" class="button button-small" onClick={() => setStarts(starts.slice(0, -1))}>
              {f("tasks.before")}
            </button>
          ) : null}
          {page.data.next !== null ? (
            <button
              type="button"
              class="button button-small"
              onClick={() => page.data?.next && setStarts([...starts, page.data.next])}
            >
              {f("tasks.next")}
            </button>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

function TaskCell({ task }: { readonly task: CampaignTask }) {
  return (
    <>
      <TaskBadge state={task.state} />
      {task.folded ? <span class="badge">{f(`folded.${task.folded}`)}</span> : null}
      {task.comment ? <span class="task-comment">{task.comment}</span> : null}
    </>
  );
}

/** Where the tasks are, read again when something has happened. */
function usePoints(id: number, activity: number): readonly TaskPoint[] {
  const [points, setPoints] = useState<readonly TaskPoint[]>([]);
  const tag = useRef("");
  useEffect(() => {
    const abort = new AbortController();
    fetchPoints(id, tag.current, abort.signal).then(
      (answer) => {
        if (abort.signal.aborted || !answer) return;
        tag.current = answer.tag;
        setPoints(answer.value.points);
      },
      () => {}, // the table says what is wrong with the server
    );
    return () => abort.abort();
  }, [id, activity]);
  return points;
}

/** The task that was chosen on the map or in the table. */
function Chosen({
  id,
  campaign,
  activity,
  nameOf: who,
}: {
  readonly id: number;
  readonly campaign: number;
  readonly activity: number;
  readonly nameOf: (id: string) => string;
}) {
  const found = useLoad(
    (signal) =>
      fetchTasks(
        campaign,
        { states: [], assignee: "", text: "", folded: "", after: id > 1 ? id - 1 : null, limit: 1 },
        signal,
      ),
    [campaign, id, activity],
  );
  const task = found.data?.tasks.find((one) => one.id === id);
  if (!task) return null;
  return (
    <section class="card chosen-task" aria-label={f("tasks.chosen")}>
      <p>
        <b>{task.label}</b> {task.ref ? <a href={`/desk/sites/${task.ref}`}>{task.ref}</a> : null}
      </p>
      <p>
        <TaskBadge state={task.state} /> · {task.assignee ? who(task.assignee) : f("tasks.nobody")}
        {task.comment ? ` · ${task.comment}` : ""}
      </p>
      {task.address ? <p class="quiet">{task.address}</p> : null}
    </section>
  );
}

/** Gives the tasks that are selected, or those on the map, to somebody, or spreads them among several. */
function Assign({
  campaign,
  people,
  selected,
  bounds,
  onDone,
}: {
  readonly campaign: number;
  readonly people: readonly Observer[];
  readonly selected: readonly number[];
  readonly bounds: Bounds | null;
  readonly onDone: () => void;
}) {
  const [who, setWho] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async (assignment: TaskAssignment) => {
    setProblem(null);
    try {
      const n = await assignTasks(campaign, assignment);
      say(f("assign.done", { n }));
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const remove = async () => {
    const answer = await ask({
      title: f("assign.remove_title"),
      text: f("assign.remove_text", { n: selected.length }),
      yes: f("assign.remove"),
      grave: true,
    });
    if (!answer.yes) return;
    setProblem(null);
    try {
      say(f("assign.removed", { n: await removeTasks(campaign, selected) }));
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const toggle = (id: string) => {
    const next = new Set(who);
    if (!next.delete(id)) next.add(id);
    setWho(next);
  };
  const chosen = [...who];
  const to = chosen.length > 1 ? { spread: chosen } : chosen[0] ? { assignee: chosen[0] } : {};
  const shown = { within: bounds ? [...bounds] : [] } as Pick<TaskAssignment, "within">;
  return (
    <section class="card assign" aria-label={f("assign.title")}>
      <h2>{f("assign.title")}</h2>
      <p class="quiet campaign-hint">{f("assign.hint")}</p>
      <ul class="assign-people">
        {people.map((one) => (
          <li key={one.id}>
            <label class="check">
              <input type="checkbox" checked={who.has(one.id)} onChange={() => toggle(one.id)} />
              {one.name}{" "}
              <span class="quiet">{f("assign.waiting", { n: formatNumber(one.waiting, 0, language.value) })}</span>
            </label>
          </li>
        ))}
      </ul>
      <div class="page-actions">
        <button
          type="button"
          class="button button-main"
          disabled={selected.length === 0 || chosen.length === 0}
          onClick={() => void run({ tasks: [...selected], ...to })}
        >
          {f("assign.selected", { n: selected.length })}
        </button>
        <button
          type="button"
          class="button"
          disabled={!bounds || chosen.length === 0}
          onClick={() => void run({ ...shown, ...to })}
        >
          {f("assign.shown")}
        </button>
        <button
          type="button"
          class="button"
          disabled={chosen.length === 0}
          onClick={() => void run({ within: [-180, -90, 180, 90], states: ["open"], ...to })}
        >
          {f("assign.all")}
        </button>
        <button
          type="button"
          class="button"
          disabled={selected.length === 0}
          onClick={() => void run({ tasks: [...selected] })}
        >
          {f("assign.take_selected", { n: selected.length })}
        </button>
        <button type="button" class="button" disabled={selected.length === 0} onClick={() => void remove()}>
          {f("assign.remove")}
        </button>
      </div>
      {problem ? <ProblemCard problem={problem} /> : null}
    </section>
  );
}
