/** Facts are still true: of which sites, which facts, and how one knows. */

import { useState } from "preact/hooks";
import { type Confirmed, confirmSites } from "../../../api/desk/quality";
import { asProblem, type Problem } from "../../../api/problem";
import { type ChosenSite, requestsOf } from "../../../domain/desk/reminders";
import { say } from "../../../state/desk/notices";
import { codeWords, words } from "../../shared/text";
import { Dialog } from "../shared/Dialog";
import { SelectField } from "../shared/fields";
import { ProblemCard, Progress } from "../shared/states";
import { clockWords, q } from "./words";

const METHODS = ["desk", "phone", "field_visit", "drone", "document", "registry"] as const;

export function ConfirmDialog({
  sites,
  onClose,
  onDone,
}: {
  readonly sites: readonly ChosenSite[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const clocks = [...new Set(sites.flatMap((site) => site.clocks))];
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set(clocks));
  const [method, setMethod] = useState<string>("desk");
  const [done, setDone] = useState<number | null>(null);
  const [left, setLeft] = useState<readonly Confirmed[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const requests = requestsOf(sites, wanted);
  const all = requests.reduce((sum, one) => sum + one.length, 0);
  const toggle = (clock: string) => {
    const next = new Set(wanted);
    if (!next.delete(clock)) next.add(clock);
    setWanted(next);
  };
  const confirm = async () => {
    setProblem(null);
    setDone(0);
    const refused: Confirmed[] = [];
    let confirmed = 0;
    try {
      for (const request of requests) {
        const results = await confirmSites(request, request[0]?.clocks ?? [], method);
        refused.push(...results.filter((one) => one.status >= 300));
        confirmed += results.filter((one) => one.status < 300).length;
        setDone(confirmed + refused.length);
      }
    } catch (error) {
      setProblem(asProblem(error));
      setDone(null);
      return;
    }
    if (confirmed > 0) say(q("confirm.done", { n: confirmed }));
    if (refused.length === 0) onDone();
    else {
      setLeft(refused);
      setDone(null);
    }
  };
  return (
    <Dialog
      title={q("confirm.title")}
      onClose={left.length > 0 ? onDone : onClose}
      foot={
        <>
          <button type="button" class="button" onClick={left.length > 0 ? onDone : onClose}>
            {q("confirm.cancel")}
          </button>
          <button
            type="button"
            class="button button-main"
            disabled={all === 0 || done !== null}
            onClick={() => void confirm()}
          >
            {q("confirm.do")}
          </button>
        </>
      }
    >
      <p>{q("confirm.lead")}</p>
      <p>
        <b>{q("confirm.chosen", { n: all })}</b>
      </p>
      <fieldset class="scope">
        <legend>{q("confirm.groups")}</legend>
        {clocks.map((clock) => (
          <label key={clock} class="tick">
            <input type="checkbox" checked={wanted.has(clock)} onChange={() => toggle(clock)} />
            {clockWords(clock)}
          </label>
        ))}
      </fieldset>
      <SelectField
        label={q("confirm.method")}
        value={method}
        options={METHODS.map((value) => ({ value, label: codeWords("fact_method", value) }))}
        onChange={setMethod}
      />
      {done === null ? null : <Progress label={q("confirm.do")} done={done} all={all} />}
      {problem ? <ProblemCard problem={problem} /> : null}
      {left.length > 0 ? (
        <div class="note note-bad" role="alert">
          <div>
            <p class="note-title">{q("confirm.left")}</p>
            <ul class="faults">
              {left.map((one) => (
                <li key={one.ref}>
                  <b>{one.ref}</b> {one.refusals?.map((refusal) => words(refusal.text)).join("; ") ?? one.detail ?? ""}
                </li>
              ))}
            </ul>
          </div>
        </div>
      ) : null}
    </Dialog>
  );
}
