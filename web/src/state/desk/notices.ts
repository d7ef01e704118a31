/** Short notices that stay over the page, and questions that it asks before it does something. */

import { signal } from "@preact/signals-core";

export interface Notice {
  readonly id: number;
  readonly kind: "done" | "bad";
  readonly text: string;
}

/** How long a notice of something done stays; one of something bad stays until it is closed. */
const NOTICE_MS = 7000;

export const notices = signal<readonly Notice[]>([]);

let last = 0;

/** Says in a few words what happened. */
export function say(text: string, kind: Notice["kind"] = "done"): void {
  last += 1;
  const id = last;
  notices.value = [...notices.value, { id, kind, text }];
  if (kind === "done") setTimeout(() => dismiss(id), NOTICE_MS);
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((one) => one.id !== id);
}

/** A question before something is done. */
export interface Question {
  readonly title: string;
  readonly text?: string;
  /** The words of the button that does it. */
  readonly yes: string;
  /** Whether what is done is hard to undo. */
  readonly grave?: boolean;
  /** Whether a reason may or has to be given, and what is said about it. */
  readonly reason?: { readonly needed: boolean; readonly label: string; readonly hint?: string };
}

/** What was answered: whether to do it, and the reason, "" where none was given. */
export interface Answer {
  readonly yes: boolean;
  readonly reason: string;
}

export const question = signal<{ readonly asked: Question; readonly answer: (answer: Answer) => void } | null>(null);

/** Asks, and waits for the answer. */
export function ask(asked: Question): Promise<Answer> {
  question.value?.answer({ yes: false, reason: "" });
  return new Promise((resolve) => {
    question.value = {
      asked,
      answer: (answer) => {
        question.value = null;
        resolve(answer);
      },
    };
  });
}
