/** What comes of it: folding into drafts, what is proposed for withdrawal, agreement, precision. */

import { useState } from "preact/hooks";
import {
  type CampaignFigures,
  type CampaignTask,
  type FoldResult,
  fetchDraft,
  fetchTasks,
  foldCampaign,
  withdrawSite,
} from "../../../../api/desk/campaigns";
import { asProblem, type Problem } from "../../../../api/problem";
import { taskName } from "../../../../domain/desk/campaigns";
import { formatNumber } from "../../../../domain/format";
import { ask, say } from "../../../../state/desk/notices";
import { may } from "../../../../state/desk/session";
import { language } from "../../../../state/preferences";
import { fieldNamed } from "../../../../state/registry";
import { words } from "../../../shared/text";
import { Loading, ProblemCard } from "../../shared/states";
import { useLoad } from "../../shared/useLoad";
import { PrecisionTable, Scroller } from "../parts";
import { f } from "../words";
import type { RoomParts } from "./parts";

export function ResultsPart(parts: RoomParts) {
  const { campaign, figures, manage } = parts;
  if (!figures) return <Loading />;
  return (
    <>
      {manage && campaign.state !== "planned" && campaign.state !== "cancelled" ? (
        <Fold {...parts} figures={figures} />
      ) : null}
      <Proposed {...parts} />
      <section class="card">
        <h2>{f("agreement.title")}</h2>
        <Agreement campaign={campaign} figures={figures} />
      </section>
      {figures.candidates.length > 0 ? (
        <section class="card">
          <h2>{f("precision.title")}</h2>
          <PrecisionTable rows={figures.candidates} />
        </section>
      ) : null}
    </>
  );
}

function fieldWords(names: readonly string[]): string {
  return names
    .map((name) => {
      const field = fieldNamed(name);
      return field ? words(field.label) : name;
    })
    .join(", ");
}

function Fold({ campaign, figures, changed }: RoomParts & { readonly figures: CampaignFigures }) {
  const [results, setResults] = useState<readonly FoldResult[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [waiting, setWaiting] = useState(false);
  const fold = async () => {
    setWaiting(true);
    setProblem(null);
    try {
      setResults(await foldCampaign(campaign.id, []));
      changed();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setWaiting(false);
    }
  };
  return (
    <section class="card">
      <h2>{f("fold.title")}</h2>
      <p class="quiet campaign-hint">{f("fold.hint")}</p>
      <p>
        <b>{f("fold.waiting", { n: figures.waiting })}</b>{" "}
        <span class="quiet">{f("fold.folded", { n: figures.folded })}</span>
      </p>
      <div class="page-actions">
        <button
          type="button"
          class="button button-main"
          disabled={waiting || figures.waiting === 0}
          onClick={() => void fold()}
        >
          {f("fold.do")}
        </button>
      </div>
      {problem ? <ProblemCard problem={problem} /> : null}
      {results ? (
        <div role="status">
          <p class="note-title">{f("fold.done", { n: results.filter((one) => one.outcome !== null).length })}</p>
          <ul class="fold-results">
            {results.map((one) => (
              <li key={one.task}>
                {one.ref ? <a href={`/desk/sites/${one.ref}`}>{one.ref}</a> : f("seen.task", { n: one.task })}{" "}
                {one.outcome ? f(`folded.${one.outcome}`) : <span class="field-error">{one.refusal}</span>}
                {one.fields.length > 0 ? <span class="quiet"> · {fieldWords(one.fields)}</span> : null}
                {one.left.length > 0 ? (
                  <span class="quiet"> · {f("fold.left", { fields: fieldWords(one.left) })}</span>
                ) : null}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}

/** Sites that were not there: whoever may, withdraws them, each with a reason. */
function Proposed({ campaign, figures }: RoomParts) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [gone, setGone] = useState<readonly string[]>([]);
  const folded = useLoad(
    (signal) =>
      fetchTasks(
        campaign.id,
        { states: ["verified"], assignee: "", text: "", folded: "yes", after: null, limit: 1000 },
        signal,
      ),
    [campaign.id, figures?.folded],
  );
  const list = (folded.data?.tasks ?? []).filter(
    (task) => task.folded === "withdraw" && !gone.includes(task.ref ?? ""),
  );
  if (list.length === 0) return null;
  const withdraw = async (task: CampaignTask) => {
    const ref = task.ref ?? "";
    const answer = await ask({
      title: f("withdraw.title", { ref }),
      text: f("withdraw.text"),
      yes: f("withdraw.do"),
      grave: true,
      reason: { needed: true, label: f("move.reason") },
    });
    if (!answer.yes) return;
    setProblem(null);
    try {
      const site = await fetchDraft(ref);
      await withdrawSite(ref, site.tag, answer.reason);
      setGone([...gone, ref]);
      say(f("withdraw.done", { ref }));
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <section class="card">
      <h2>{f("withdraw.heading")}</h2>
      <p class="quiet campaign-hint">{f("withdraw.hint")}</p>
      {problem ? <ProblemCard problem={problem} /> : null}
      <ul class="fold-results">
        {list.map((task) => (
          <li key={task.id}>
            <a href={`/desk/sites/${task.ref}`}>{taskName(task)}</a>{" "}
            {may("site.end") ? (
              <button type="button" class="button button-small" onClick={() => void withdraw(task)}>
                {f("withdraw.do")}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Agreement({ campaign, figures }: Pick<RoomParts, "campaign"> & { readonly figures: CampaignFigures }) {
  if (figures.agreement.length === 0) return <p class="quiet">{f("agreement.none")}</p>;
  const label = (key: string) => {
    const question = campaign.questions.find((one) => one.key === key);
    return question ? words(question.label) : f("agreement.sighting");
  };
  return (
    <>
      <p class="quiet campaign-hint">{f("agreement.hint")}</p>
      <Scroller label={f("agreement.title")}>
        <table class="data">
          <caption class="hidden">{f("agreement.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{f("seen.question")}</th>
              <th scope="col" class="cell-number">
                {f("agreement.same")}
              </th>
              <th scope="col" class="cell-number">
                {f("agreement.kappa")}
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.agreement.map((row) => (
              <tr key={row.key}>
                <th scope="row">{label(row.key)}</th>
                <td class="cell-number">{f("agreement.of", { same: row.same, pairs: row.pairs })}</td>
                <td class="cell-number">{row.kappa === null ? "–" : formatNumber(row.kappa, 2, language.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </>
  );
}
