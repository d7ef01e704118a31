/** What can be done with the chosen sites, or with all that the question finds, and what became of each. */

import { useState } from "preact/hooks";
import { asProblem } from "../../../api/problem";
import { sentenceOf } from "../../../domain/problem";
import {
  BULK,
  type BulkAction,
  CHANGE_RIGHT,
  endRun,
  failed,
  RIGHT_OF,
  run,
  runBulk,
  running,
} from "../../../state/desk/bulk";
import { ask, say } from "../../../state/desk/notices";
import { colleagues } from "../../../state/desk/people";
import { may } from "../../../state/desk/session";
import { allSites, askSites, chosen, listed } from "../../../state/desk/sites";
import { language } from "../../../state/preferences";
import { Dialog } from "../shared/Dialog";
import { SelectField } from "../shared/fields";
import { Progress } from "../shared/states";
import { useNumber } from "../shared/useNumber";
import { ChangeFacts } from "./ChangeFacts";
import { RefusedList } from "./RefusedList";
import { w } from "./words";

export function BulkBar() {
  const [all, setAll] = useState(false);
  const [assigning, setAssigning] = useState(false);
  const [changing, setChanging] = useState(false);
  const [reading, setReading] = useState<number | null>(null);
  const number = useNumber();
  const page = listed.value;
  if (!page) return null;
  const count = all ? page.matched : chosen.value.size;
  const read = async () => {
    setReading(0);
    try {
      return all ? await allSites(setReading) : page.sites.filter((site) => chosen.value.has(site.ref));
    } finally {
      setReading(null);
    }
  };
  const start = async (action: BulkAction, given: { reason?: string; steward?: string }) => {
    try {
      await runBulk(action, await read(), given);
      await askSites();
    } catch (error) {
      say(sentenceOf(asProblem(error), language.value), "bad");
    }
  };
  const press = async (action: BulkAction) => {
    if (action === "assign") return setAssigning(true);
    const { yes, reason } = await ask({
      title: w(`bulk.${action}_title`, { n: count }),
      text: w(`bulk.${action}_text`),
      yes: w(`bulk.${action}`),
      ...(action === "return" ? { reason: { needed: true, label: w("bulk.reason") } } : {}),
    });
    if (yes) await start(action, { reason });
  };
  return (
    <>
      <section class={count > 0 ? "bulk" : "bulk bulk-idle"} aria-label={w("bulk.label")}>
        <p class="bulk-count" aria-live="polite">
          {count > 0 ? w("bulk.chosen", { n: count }) : w("bulk.none")}
        </p>
        <label class="check">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
          {w("bulk.all", { n: page.matched })}
        </label>
        <div class="bulk-actions">
          {BULK.filter((action) => may(RIGHT_OF[action])).map((action) => (
            <button
              key={action}
              type="button"
              class="button button-small"
              disabled={count === 0 || running.value || reading !== null}
              onClick={() => void press(action)}
            >
              {w(`bulk.${action}`)}
            </button>
          ))}
          {may(CHANGE_RIGHT) ? (
            <button
              type="button"
              class="button button-small"
              disabled={count === 0 || running.value || reading !== null}
              onClick={() => setChanging(true)}
            >
              {w("change.open")}
            </button>
          ) : null}
          {chosen.value.size > 0 && !all ? (
            <button
              type="button"
              class="text-button"
              onClick={() => {
                chosen.value = new Set();
              }}
            >
              {w("bulk.clear")}
            </button>
          ) : null}
        </div>
        {reading !== null && all ? <Progress label={w("bulk.reading")} done={reading} all={page.matched} /> : null}
      </section>
      {assigning ? (
        <Assign
          title={w("bulk.assign_title", { n: count })}
          onClose={() => setAssigning(false)}
          onAssign={(steward) => {
            setAssigning(false);
            void start("assign", { steward });
          }}
        />
      ) : null}
      {changing ? <ChangeFacts count={count} read={read} onClose={() => setChanging(false)} /> : null}
      {run.value ? <RunDialog number={number} /> : null}
    </>
  );
}

function Assign({
  title,
  onClose,
  onAssign,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly onAssign: (steward: string) => void;
}) {
  const [steward, setSteward] = useState("");
  const options = [
    { value: "", label: w("steward.nobody") },
    ...[...colleagues.value].map(([value, label]) => ({ value, label })),
  ];
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <button type="button" class="button button-main" onClick={() => onAssign(steward)}>
          {w("bulk.assign")}
        </button>
      }
    >
      <SelectField label={w("tools.steward")} value={steward} onChange={setSteward} options={options} />
    </Dialog>
  );
}

/** What became of each: those that went wrong stand first, none is left out. */
function RunDialog({ number }: { readonly number: (value: number) => string }) {
  const now = run.value;
  if (!now) return null;
  const bad = now.outcomes.filter(failed);
  const good = now.outcomes.filter((outcome) => !failed(outcome));
  return (
    <Dialog
      title={w(`bulk.${now.action}`)}
      wide
      onClose={endRun}
      foot={
        <button type="button" class="button button-main" onClick={endRun}>
          {now.ended ? w("bulk.close") : w("bulk.stop")}
        </button>
      }
    >
      {now.ended ? (
        <p role="status">{w("bulk.result", { done: number(good.length), failed: number(bad.length) })}</p>
      ) : (
        <Progress label={w("bulk.running")} done={now.outcomes.length} all={now.all} />
      )}
      {bad.length > 0 ? (
        <section>
          <h3>{w("bulk.failed_list")}</h3>
          <RefusedList outcomes={bad} />
        </section>
      ) : null}
      {good.length > 0 ? (
        <details>
          <summary>{w("bulk.done_list", { n: good.length })}</summary>
          <ul class="outcomes outcomes-done">
            {good.map(({ ref }) => (
              <li key={ref}>
                <a href={`/desk/sites/${encodeURIComponent(ref)}`}>{ref}</a>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Dialog>
  );
}
