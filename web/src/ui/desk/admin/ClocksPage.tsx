/** After how many days facts have to be checked again; what other days would do is shown before they are set. */

import "../../../styles/desk/admin.css";
import { useEffect, useState } from "preact/hooks";
import { type ClockRow, type ClocksEffect, fetchClocks, fetchClocksEffect, setClocks } from "../../../api/desk/admin";
import { asProblem, type Problem } from "../../../api/problem";
import { formatNumber } from "../../../domain/format";
import { changedDays, daysOf, type Typed } from "../../../state/desk/clocks";
import { say } from "../../../state/desk/notices";
import { guardWork } from "../../../state/desk/place";
import { language } from "../../../state/preferences";
import { nav } from "../navWords";
import { clockWords } from "../quality/words";
import { Page } from "../shared/Page";
import { Loading, ProblemCard } from "../shared/states";
import { useLoad } from "../shared/useLoad";
import { a } from "./words";

export function ClocksPage() {
  const { data, problem, reload, put } = useLoad((signal) => fetchClocks(signal), []);
  return (
    <Page title={nav("nav.clocks")} lead={a("clock.lead")}>
      {problem ? <ProblemCard problem={problem} retry={reload} /> : null}
      {data === null ? (
        problem ? null : (
          <Loading />
        )
      ) : (
        <ClocksForm key={JSON.stringify(data)} clocks={data} onSet={put} />
      )}
    </Page>
  );
}

function ClocksForm({
  clocks,
  onSet,
}: {
  readonly clocks: readonly ClockRow[];
  readonly onSet: (clocks: readonly ClockRow[]) => void;
}) {
  const [typed, setTyped] = useState<Typed>({});
  const [effect, setEffect] = useState<ClocksEffect | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const changed = changedDays(clocks, typed);
  const dirty = changed !== null && Object.keys(changed).length > 0;
  useEffect(() => guardWork(() => dirty), [dirty]);
  const run = async (doing: () => Promise<void>) => {
    setBusy(true);
    setRefused(null);
    try {
      await doing();
    } catch (error) {
      setRefused(asProblem(error));
    }
    setBusy(false);
  };
  const look = () =>
    run(async () => {
      if (changed) setEffect(await fetchClocksEffect(changed));
    });
  const set = () =>
    run(async () => {
      if (!changed) return;
      const next = await setClocks(changed);
      setTyped({});
      say(a("clock.set_done"));
      onSet(next);
    });
  return (
    <form
      class="clocks"
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <div class="table-frame">
        <table class="data">
          <caption class="hidden">{nav("nav.clocks")}</caption>
          <thead>
            <tr>
              <th scope="col">{a("clock.facts")}</th>
              <th scope="col">{a("clock.days")}</th>
              <th scope="col" class="cell-number cell-wide">
                {a("clock.default")}
              </th>
              <th scope="col" class="cell-number">
                {a("clock.stale")}
              </th>
            </tr>
          </thead>
          <tbody>
            {clocks.map((row) => (
              <ClockLine
                key={row.clock}
                row={row}
                text={typed[row.clock] ?? String(row.days)}
                effect={effect?.clocks.find((one) => one.clock === row.clock)}
                onInput={(text) => {
                  setTyped({ ...typed, [row.clock]: text });
                  setEffect(null);
                }}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div role="status" class="clock-effect">
        {effect ? (
          <EffectWords effect={effect} />
        ) : (
          <p class="quiet">{dirty ? a("clock.look_hint") : a("clock.hint")}</p>
        )}
      </div>
      {refused ? <ProblemCard problem={refused} /> : null}
      <div class="form-foot">
        <button type="submit" class="button" disabled={!dirty || busy}>
          {busy && effect === null ? a("clock.looking") : a("clock.look")}
        </button>
        <button
          type="button"
          class="button button-main"
          disabled={!dirty || busy || effect === null}
          onClick={() => void set()}
        >
          {a("clock.set")}
        </button>
        {dirty ? (
          <button
            type="button"
            class="button"
            onClick={() => {
              setTyped({});
              setEffect(null);
            }}
          >
            {a("clock.back")}
          </button>
        ) : null}
      </div>
    </form>
  );
}

function ClockLine({
  row,
  text,
  effect,
  onInput,
}: {
  readonly row: ClockRow;
  readonly text: string;
  readonly effect: ClocksEffect["clocks"][number] | undefined;
  readonly onInput: (text: string) => void;
}) {
  const wrong = daysOf(text) === null;
  const n = (value: number) => formatNumber(value, 0, language.value);
  return (
    <tr>
      <th scope="row">{clockWords(row.clock)}</th>
      <td>
        <input
          class="input days"
          name={row.clock}
          inputMode="numeric"
          value={text}
          aria-label={a("clock.days_of", { clock: clockWords(row.clock) })}
          aria-invalid={wrong}
          aria-describedby={wrong ? `clock-${row.clock}` : undefined}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        {wrong ? (
          <p class="field-error" id={`clock-${row.clock}`}>
            {a("clock.wrong")}
          </p>
        ) : null}
      </td>
      <td class="cell-number cell-wide">{row.default_days}</td>
      <td class="cell-number">
        {effect ? a("clock.from_to", { now: n(effect.stale_now), later: n(effect.stale_then) }) : ""}
      </td>
    </tr>
  );
}

function EffectWords({ effect }: { readonly effect: ClocksEffect }) {
  const n = (value: number) => formatNumber(value, 0, language.value);
  const more = effect.clocks.reduce((sum, one) => sum + Math.max(0, one.stale_then - one.stale_now), 0);
  const away = effect.available_now - effect.available_then;
  return (
    <p class={more > 0 || away > 0 ? "note note-warn" : "note"}>
      <span>
        {a("clock.effect", { sites: n(effect.sites) })}{" "}
        {a("clock.available", { now: n(effect.available_now), later: n(effect.available_then) })}
      </span>
    </p>
  );
}
