/** The map of tasks, on the control room and on the phone. Everything on it is on a list, too. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Bounds } from "../../../api/types";
import { TASK_STATES } from "../../../domain/desk/campaigns";
import type { Standing, TaskMap, TaskMark } from "../../../map/task-map";
import { themeOf } from "../../../map/theme";
import { language, theme } from "../../../state/preferences";
import { Icon } from "../../shared/Icon";
import { t } from "../../shared/text";
import { TaskMark as StateMark } from "./parts";
import { f } from "./words";

export interface TaskMapParts {
  readonly tasks: readonly TaskMark[];
  readonly chosen?: number | null;
  readonly standing?: Standing | null;
  readonly onSelect: (id: number) => void;
  readonly onSpot?: (longitude: number, latitude: number) => void;
  readonly onMoved?: (bounds: Bounds) => void;
}

const EUROPE: Bounds = [-10, 36, 42, 60];

function boundsOf(tasks: readonly TaskMark[]): Bounds {
  const [first] = tasks;
  if (!first) return EUROPE;
  const xs = tasks.map((one) => one.longitude);
  const ys = tasks.map((one) => one.latitude);
  const pad = 0.01;
  return [
    xs.reduce((a, b) => Math.min(a, b)) - pad,
    ys.reduce((a, b) => Math.min(a, b)) - pad,
    xs.reduce((a, b) => Math.max(a, b)) + pad,
    ys.reduce((a, b) => Math.max(a, b)) + pad,
  ];
}

export function TaskMapView(parts: TaskMapParts) {
  const { tasks, chosen = null, standing = null } = parts;
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<TaskMap | null>(null);
  const latest = useRef(parts);
  latest.current = parts;
  const [state, setState] = useState<"starting" | "running" | "impossible">("starting");
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    let gone = false;
    import("../../../map/task-map")
      .then(({ TaskMap }) => {
        if (gone) return;
        map.current = new TaskMap(
          element,
          {
            theme: themeOf(element),
            language: language.value,
            title: f("map.title"),
            bounds: boundsOf(latest.current.tasks),
            wheel: false,
          },
          {
            select: (id) => latest.current.onSelect(id),
            spot: (longitude, latitude) => latest.current.onSpot?.(longitude, latitude),
            moved: (bounds) => latest.current.onMoved?.(bounds),
          },
        );
        setState("running");
      })
      .catch(() => setState("impossible"));
    return () => {
      gone = true;
      map.current?.remove();
      map.current = null;
    };
  }, []);
  useEffect(() => map.current?.setTasks(tasks), [tasks, state]);
  useEffect(() => {
    map.current?.setChosen(tasks.find((one) => one.id === chosen) ?? null);
  }, [chosen, tasks, state]);
  useEffect(() => map.current?.setStanding(standing), [standing, state]);
  useEffect(() => map.current?.setLanguage(language.value), [language.value, state]);
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const follow = () => map.current?.setTheme(themeOf(element));
    follow();
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", follow);
    return () => dark.removeEventListener("change", follow);
  }, [theme.value, state]);
  const many = tasks.length > 0;
  useEffect(() => {
    if (many) map.current?.fit(boundsOf(latest.current.tasks));
  }, [many, state]);
  if (state === "impossible")
    return (
      <div class="task-map task-map-none">
        <p>{f("map.none")}</p>
      </div>
    );
  return (
    <div class="task-map">
      <div class="map-canvas" ref={container} />
      <div class="map-tools">
        <div class="tool-group">
          <Tool label={t("map.zoom_in")} icon="plus" press={() => map.current?.zoomBy(1)} />
          <Tool label={t("map.zoom_out")} icon="minus" press={() => map.current?.zoomBy(-1)} />
          <Tool label={f("map.all")} icon="view" press={() => map.current?.fit(boundsOf(tasks))} />
        </div>
      </div>
      <ul class="task-legend" aria-label={f("map.legend")}>
        {TASK_STATES.map((one) => (
          <li key={one}>
            <StateMark state={one} />
            {f(`task.${one}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Tool({
  label,
  icon,
  press,
}: {
  readonly label: string;
  readonly icon: "plus" | "minus" | "view";
  readonly press: () => void;
}) {
  return (
    <button type="button" class="tool" aria-label={label} title={label} onClick={press}>
      <Icon name={icon} />
    </button>
  );
}
