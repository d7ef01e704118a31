/** Making tasks: of the sites that meet criteria, of sites by reference, of places that are pointed out. */

import { useState } from "preact/hooks";
import { addTasks, type Campaign, type TaskWish } from "../../../../api/desk/campaigns";
import { asProblem, type Problem } from "../../../../api/problem";
import { say } from "../../../../state/desk/notices";
import { Field, SelectField, TextField } from "../../shared/fields";
import { ProblemCard } from "../../shared/states";
import { f } from "../words";

export interface Spot {
  readonly label: string;
  readonly longitude: number;
  readonly latitude: number;
}

const CHOICES = ["candidates", "all", "filter"] as const;

type Choice = (typeof CHOICES)[number];

/** The criteria of a choice, as CQL2. */
function filterOf(choice: Choice, own: string): string {
  if (choice === "candidates") return "confirmation = 'candidate' OR confirmation IS NULL";
  return choice === "filter" ? own.trim() : "";
}

export function MakeTasks({
  campaign,
  spots,
  onSpots,
  onMade,
}: {
  readonly campaign: Campaign;
  /** Places that were pointed out and are not tasks yet; null while none are. */
  readonly spots: readonly Spot[] | null;
  readonly onSpots: (spots: readonly Spot[] | null) => void;
  readonly onMade: () => void;
}) {
  // Open at first where there are no tasks; then as the person leaves it.
  const [open, setOpen] = useState(Object.keys(campaign.tasks).length === 0);
  const [choice, setChoice] = useState<Choice>("candidates");
  const [filter, setFilter] = useState("");
  const [refs, setRefs] = useState("");
  const [second, setSecond] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [waiting, setWaiting] = useState(false);
  const named = [...new Set(refs.split(/[\s,;]+/).filter((ref) => ref !== ""))];
  const make = async (wish: TaskWish) => {
    setWaiting(true);
    setProblem(null);
    try {
      const { made, there } = await addTasks(campaign.id, { ...wish, second });
      say(there === 0 ? f("make.done", { n: made }) : f("make.done_there", { n: made, there }));
      if (wish.places) onSpots(null);
      if (wish.refs) setRefs("");
      onMade();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setWaiting(false);
    }
  };
  const own = filterOf(choice, filter);
  return (
    <details class="card make-tasks" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{f("make.title")}</h2>
      </summary>
      <div class="make-ways">
        <section class="form">
          <SelectField
            label={f("make.sites")}
            value={choice}
            onChange={(value) => setChoice(CHOICES.find((one) => one === value) ?? "candidates")}
            options={CHOICES.map((one) => ({ value: one, label: f(`make.${one}`) }))}
          />
          {choice === "filter" ? (
            <TextField label={f("make.cql")} hint={f("make.cql_hint")} value={filter} onInput={setFilter} />
          ) : null}
          <button
            type="button"
            class="button button-main"
            disabled={waiting || (choice === "filter" && own === "")}
            onClick={() => void make({ sites: own === "" ? {} : { filter: own } })}
          >
            {f("make.by_sites")}
          </button>
        </section>
        <section class="form">
          <Field label={f("make.refs")} hint={f("make.refs_hint")}>
            {({ id, describedBy }) => (
              <textarea
                id={id}
                class="input text area"
                rows={3}
                aria-describedby={describedBy}
                value={refs}
                onInput={(event) => setRefs(event.currentTarget.value)}
              />
            )}
          </Field>
          <button
            type="button"
            class="button"
            disabled={waiting || named.length === 0}
            onClick={() => void make({ refs: named })}
          >
            {f("make.by_refs", { n: named.length })}
          </button>
        </section>
        <Places
          spots={spots}
          onSpots={onSpots}
          waiting={waiting}
          onMake={(places) => void make({ places: [...places] })}
        />
      </div>
      <label class="check">
        <input type="checkbox" checked={second} onChange={(event) => setSecond(event.currentTarget.checked)} />
        {f("make.second")}
      </label>
      {problem ? <ProblemCard problem={problem} /> : null}
    </details>
  );
}

/** Places where no site is known: pointed out on the map, or typed in. */
function Places({
  spots,
  onSpots,
  waiting,
  onMake,
}: {
  readonly spots: readonly Spot[] | null;
  readonly onSpots: (spots: readonly Spot[] | null) => void;
  readonly waiting: boolean;
  readonly onMake: (spots: readonly Spot[]) => void;
}) {
  const [typed, setTyped] = useState("");
  const [bad, setBad] = useState(false);
  const list = spots ?? [];
  const add = () => {
    const [latitude = Number.NaN, longitude = Number.NaN] = typed.split(/[\s,;]+/).map(Number);
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
      setBad(true);
      return;
    }
    onSpots([...list, { latitude, longitude, label: f("make.spot", { n: list.length + 1 }) }]);
    setTyped("");
  };
  return (
    <section class="form">
      <p class="field-label">{f("make.places")}</p>
      <p class="field-hint">{f("make.places_hint")}</p>
      <div class="page-actions">
        <button
          type="button"
          class="button"
          aria-pressed={spots !== null}
          onClick={() => onSpots(spots === null ? [] : null)}
        >
          {spots === null ? f("make.point") : f("make.point_end")}
        </button>
      </div>
      {spots !== null ? (
        <>
          <TextField
            label={f("make.typed")}
            hint={f("make.typed_hint")}
            value={typed}
            onInput={(text) => {
              setTyped(text);
              setBad(false);
            }}
            error={bad ? f("make.typed_bad") : undefined}
          />
          <button type="button" class="button" disabled={typed.trim() === ""} onClick={add}>
            {f("make.typed_add")}
          </button>
          <ol class="spot-list">
            {list.map((spot, i) => (
              <li key={`${spot.longitude} ${spot.latitude}`}>
                <input
                  class="input text"
                  aria-label={f("make.spot_name", { n: i + 1 })}
                  value={spot.label}
                  maxLength={200}
                  onInput={(event) => onSpots(list.with(i, { ...spot, label: event.currentTarget.value }))}
                />
                <button type="button" class="text-button" onClick={() => onSpots(list.toSpliced(i, 1))}>
                  {f("make.spot_remove")}
                </button>
              </li>
            ))}
          </ol>
          <button
            type="button"
            class="button button-main"
            disabled={waiting || list.length === 0}
            onClick={() => onMake(list)}
          >
            {f("make.by_places", { n: list.length })}
          </button>
        </>
      ) : null}
    </section>
  );
}
