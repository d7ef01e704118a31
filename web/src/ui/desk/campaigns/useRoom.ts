/** What a control room shows live: the figures are asked for every few seconds, which costs next to nothing while nothing happens. */

import { useEffect, useState } from "preact/hooks";
import { type CampaignFigures, fetchFigures } from "../../../api/desk/campaigns";
import { asProblem, isAbort, type Problem } from "../../../api/problem";

const EVERY_MS = 4000;

export interface Room {
  readonly figures: CampaignFigures | null;
  /** Why they are not live; the last ones stay. */
  readonly problem: Problem | null;
  /** Asks at once, after something was done. */
  refresh(): void;
}

export function useRoom(id: number): Room {
  const [figures, setFigures] = useState<CampaignFigures | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    let tag = "";
    let timer = 0;
    const ask = async () => {
      try {
        if (document.visibilityState === "visible") {
          const answer = await fetchFigures(id, tag, abort.signal);
          if (abort.signal.aborted) return;
          if (answer) {
            tag = answer.tag;
            setFigures(answer.value);
          }
          setProblem(null);
        }
      } catch (error) {
        if (abort.signal.aborted || isAbort(error)) return;
        setProblem(asProblem(error));
      }
      timer = window.setTimeout(() => void ask(), EVERY_MS);
    };
    void ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [id, round]);
  return { figures, problem, refresh: () => setRound((n) => n + 1) };
}
