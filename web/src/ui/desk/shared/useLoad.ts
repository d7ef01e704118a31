/** Reads something for a page, gives up what is overtaken, and says what went wrong. */

import { useCallback, useEffect, useState } from "preact/hooks";
import { asProblem, isAbort, type Problem } from "../../../api/problem";

export interface Load<T> {
  /** What came last; stays while it is read again. */
  readonly data: T | null;
  readonly problem: Problem | null;
  readonly loading: boolean;
  reload(): void;
  /** Puts in what an action answered with. */
  put(data: T): void;
}

/** `deps` say when it is another question; `read` is given a signal to give up by. */
export function useLoad<T>(read: (signal: AbortSignal) => Promise<T>, deps: readonly unknown[]): Load<T> {
  const [state, setState] = useState<{ data: T | null; problem: Problem | null; loading: boolean }>({
    data: null,
    problem: null,
    loading: true,
  });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    read(abort.signal).then(
      (data) => {
        if (!abort.signal.aborted) setState({ data, problem: null, loading: false });
      },
      (error: unknown) => {
        if (abort.signal.aborted || isAbort(error)) return;
        setState((before) => ({ ...before, problem: asProblem(error), loading: false }));
      },
    );
    return () => abort.abort();
  }, [...deps, round]);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  const put = useCallback((data: T) => setState({ data, problem: null, loading: false }), []);
  return { ...state, reload, put };
}
