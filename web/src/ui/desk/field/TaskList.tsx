/** The tasks on the way: the nearest first. */

import { useState } from "preact/hooks";
import type { CampaignTask } from "../../../api/desk/campaigns";
import { directionOf, distanceM, isBegun, roundedDistance } from "../../../domain/desk/field";
import { formatNumber, unitSign } from "../../../domain/format";
import { answered, drafts, online, send, sending } from "../../../state/desk/field";
import { fix } from "../../../state/desk/field-fix";
import { language } from "../../../state/preferences";
import { TaskMark } from "../campaigns/parts";
import { f } from "../campaigns/words";

/** How many tasks of nobody are taken at once. */
const MORE = 10;

export function TaskList({
  tasks,
  free,
  onOpen,
}: {
  readonly tasks: readonly CampaignTask[];
  /** Tasks of nobody that could be taken. */
  readonly free: number;
  readonly onOpen: (task: number) => void;
}) {
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const shown = tasks.filter((one) =>
    `${one.label} ${one.ref ?? ""} ${one.address ?? ""}`.toLowerCase().includes(wanted),
  );
  const at = fix.value;
  const near = at ? { near: { longitude: at.longitude, latitude: at.latitude } } : {};
  return (
    <>
      {tasks.length > 8 ? (
        <input
          class="input text phone-search"
          type="search"
          aria-label={f("tasks.search")}
          placeholder={f("tasks.search")}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      ) : null}
      {tasks.length === 0 ? <p class="phone-empty">{f("field.no_tasks")}</p> : null}
      <ul class="phone-tasks">
        {shown.map((task) => (
          <li key={task.id}>
            <button type="button" class="phone-task" onClick={() => onOpen(task.id)}>
              <TaskMark state={answered.value.has(task.id) && task.state !== "verified" ? "answered" : task.state} />
              <span class="phone-task-words">
                <b>{task.label}</b>
                <span class="quiet">
                  {[task.ref, task.address].filter((one) => one !== null && one !== task.label).join(" · ")}
                </span>
                <State task={task} />
              </span>
              {at ? <span class="phone-way">{wayWords(task)}</span> : null}
            </button>
          </li>
        ))}
      </ul>
      {free > 0 ? (
        <button
          type="button"
          class="button button-wide"
          disabled={!online.value || sending.value === "sending"}
          onClick={() => void send({ more: MORE, ...near })}
        >
          {f("field.take_more", { n: Math.min(MORE, free) })}
        </button>
      ) : null}
    </>
  );
}

function wayWords(task: CampaignTask): string {
  const at = fix.value;
  if (!at) return "";
  const { value, unit, decimals } = roundedDistance(distanceM(at, task));
  const words = `${formatNumber(value, decimals, language.value)}\u00a0${unitSign(unit, language.value)}`;
  return `${words} ${f(`direction.${directionOf(at, task)}`)}`;
}

function State({ task }: { readonly task: CampaignTask }) {
  const draft = drafts.value.get(task.id);
  if (answered.value.has(task.id) && task.state !== "redo") return <span>{f("field.answered")}</span>;
  if (draft && isBegun(draft)) return <span class="phone-begun">{f("field.begun")}</span>;
  if (task.state === "redo")
    return <span class="phone-redo">{task.comment ? f("field.redo", { remark: task.comment }) : f("task.redo")}</span>;
  return <span class="quiet">{f(`task.${task.state}`)}</span>;
}
