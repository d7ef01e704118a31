/** Text that is being typed, applied after a pause, on Enter and on leaving the input. */

import { useEffect, useRef, useState } from "preact/hooks";

const PAUSE_MS = 450;

export interface Draft {
  readonly text: string;
  type(text: string): void;
  apply(): void;
}

/**
 * Holds the text of an input whose settled form is `settled`. When that
 * changes from outside, as when a chip is taken away, the text follows; while
 * it means the same it is left as it was typed.
 */
export function useDraft(settled: string, same: (text: string) => boolean, apply: (text: string) => void): Draft {
  const [text, setText] = useState(settled);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(text);
  const last = useRef(settled);
  if (last.current !== settled) {
    last.current = settled;
    if (!same(latest.current)) {
      latest.current = settled;
      setText(settled);
    }
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const settle = () => {
    clearTimeout(timer.current);
    if (!same(latest.current)) apply(latest.current);
  };
  return {
    text: latest.current,
    type: (next) => {
      latest.current = next;
      setText(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(settle, PAUSE_MS);
    },
    apply: settle,
  };
}
