/** What the public says is wrong: each correction with its evidence, decided change by change with a public reply. */

import "../../../styles/desk/review.css";
import { useEffect, useState } from "preact/hooks";
import { type Correction, type CorrectionState, listDeskCorrections } from "../../../api/desk/review";
import { asProblem, isAbort, type Problem } from "../../../api/problem";
import { Page } from "../shared/Page";
import { Loading, ProblemCard } from "../shared/states";
import { CorrectionItem } from "./CorrectionItem";
import { t } from "./words";

const DECIDED: readonly CorrectionState[] = ["accepted", "partly", "rejected", "duplicate"];

export function CorrectionsPage() {
  const [tab, setTab] = useState<"new" | "decided">("new");
  const [list, setList] = useState<readonly Correction[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [again, setAgain] = useState(0);
  const states = tab === "new" ? (["new"] as const) : DECIDED;
  useEffect(() => {
    const going = new AbortController();
    setProblem(null);
    setList(null);
    listDeskCorrections(states, null, going.signal)
      .then((page) => {
        setList(page.corrections);
        setNext(page.next);
      })
      .catch((error: unknown) => {
        if (!isAbort(error)) setProblem(asProblem(error));
      });
    return () => going.abort();
  }, [tab, again]);
  const more = async () => {
    try {
      const page = await listDeskCorrections(states, next, new AbortController().signal);
      setList([...(list ?? []), ...page.corrections]);
      setNext(page.next);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Page title={t("review.corrections")} lead={t("review.corrections_lead")}>
      <div class="review-bar">
        <fieldset class="seg" aria-label={t("review.which_corrections")}>
          <button type="button" aria-pressed={tab === "new"} onClick={() => setTab("new")}>
            {t("review.corrections_new")}
          </button>
          <button type="button" aria-pressed={tab === "decided"} onClick={() => setTab("decided")}>
            {t("review.corrections_decided")}
          </button>
        </fieldset>
      </div>
      {problem ? <ProblemCard problem={problem} retry={() => setAgain(again + 1)} /> : null}
      {list === null && !problem ? <Loading /> : null}
      {list?.length === 0 ? (
        <div class="empty">
          <p class="empty-title">{t(tab === "new" ? "review.no_new_corrections" : "review.no_decided_corrections")}</p>
          <p>{t("review.corrections_hint")}</p>
        </div>
      ) : null}
      {list && list.length > 0 ? (
        <ul class="correction-list">
          {list.map((one) => (
            <CorrectionItem
              key={one.id}
              correction={one}
              decided={(after) => setList(list.map((other) => (other.id === after.id ? after : other)))}
            />
          ))}
        </ul>
      ) : null}
      {next === null ? null : (
        <button type="button" class="button" onClick={() => void more()}>
          {t("review.older")}
        </button>
      )}
    </Page>
  );
}
