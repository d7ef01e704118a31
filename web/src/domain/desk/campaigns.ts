/** What screens make of campaigns: progress, tables of tasks, answers beside what the record says. */

import type {
  Campaign,
  CampaignEdit,
  CampaignQuestion,
  CampaignTask,
  Observation,
  TaskState,
} from "../../api/desk/campaigns";
import type { Language } from "../../api/types";
import { inLanguage } from "../../i18n";
import { formatNumber, unitSign } from "../format";

/** The states of tasks in the order of screens: what is done first. */
export const TASK_STATES: readonly TaskState[] = ["verified", "answered", "redo", "taken", "open", "skipped"];

export interface Progress {
  readonly total: number;
  /** Verified, of all. */
  readonly done: number;
  readonly parts: readonly { readonly state: TaskState; readonly count: number; readonly share: number }[];
}

export function progressOf(tasks: Campaign["tasks"]): Progress {
  const total = Object.values(tasks).reduce((sum, count) => sum + count, 0);
  const parts = TASK_STATES.map((state) => {
    const count = tasks[state] ?? 0;
    return { state, count, share: total === 0 ? 0 : count / total };
  });
  return { total, done: tasks["verified"] ?? 0, parts };
}

/** What of a question is sent: of one about a field the rest comes from the table. */
export function questionEdit(question: CampaignQuestion): NonNullable<CampaignEdit["questions"]>[number] {
  if (question.field !== null) return { field: question.field, required: question.required };
  const { key, type, label, required, options } = question;
  const free = type === "number" || type === "boolean" || type === "code" ? type : "text";
  const own = options.map(({ code, label: words }) => ({ code, label: words }));
  return { key, type: free, label, required, ...(free === "code" ? { options: own } : {}) };
}

/** A free question, with a key made of its number. */
export function freeQuestion(
  language: Language,
  words: string,
  type: "text" | "number" | "boolean" | "code",
  options: readonly string[],
  taken: readonly string[],
): CampaignQuestion {
  let n = 1;
  while (taken.includes(`question_${n}`)) n += 1;
  return {
    key: `question_${n}`,
    field: null,
    type,
    label: { [language]: words },
    help: {},
    required: false,
    unit: null,
    display: null,
    options:
      type === "code"
        ? options.map((label, i) => ({
            code: `answer_${i + 1}`,
            label: { [language]: label },
            valid_from: null,
            valid_to: null,
          }))
        : [],
  };
}

/** Words for what an answer can be besides a value. */
export interface AnswerWords {
  readonly yes: string;
  readonly no: string;
  readonly unknown: string;
}

/** An answer as it is read. */
export function answerWords(question: CampaignQuestion, answer: unknown, language: Language, say: AnswerWords): string {
  if (answer === null || answer === undefined) return say.unknown;
  const label = (code: unknown) => {
    const option = question.options.find((one) => one.code === code);
    return option ? inLanguage(option.label, language) : String(code);
  };
  if (Array.isArray(answer)) return answer.map(label).join(", ");
  if (typeof answer === "boolean") return answer ? say.yes : say.no;
  if (typeof answer === "number") return numberWords(question, answer, language);
  return question.type === "code" ? label(answer) : String(answer);
}

function numberWords({ display, unit }: CampaignQuestion, value: number, language: Language): string {
  const shown = display ? value * display.factor : value;
  const decimals = display ? display.decimals : Number.isInteger(value) ? 0 : 2;
  const sign = display?.unit ?? unit;
  const text = formatNumber(shown, decimals, language);
  return sign ? `${text}\u00a0${unitSign(sign, language)}` : text;
}

/** The value at a path of a record, as the table of fields writes paths; undefined where there is none. */
export function valueAt(record: unknown, path: string): unknown {
  const match = /^([a-z_0-9]+)(?:\[([^\]]*)\])?(?:\.([a-z_0-9]+))?$/.exec(path);
  if (!match || typeof record !== "object" || record === null) return undefined;
  const [, name = "", element, member] = match;
  const value = (record as Record<string, unknown>)[name];
  if (element === undefined) return member === undefined ? value : memberOf(value, member);
  if (!Array.isArray(value)) return undefined;
  const found =
    element === ""
      ? value.length === 1
        ? value[0]
        : undefined
      : value.find((one) => ["network", "mode", "item"].some((key) => memberOf(one, key) === element));
  return member === undefined ? found : memberOf(found, member);
}

function memberOf(value: unknown, member: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[member] : undefined;
}

/** One question with what the record says and what was seen. */
export interface Compared {
  readonly question: CampaignQuestion;
  readonly before: unknown;
  readonly seen: unknown;
  readonly differs: boolean;
}

/** The answers of an observation beside the record; questions that were not answered are left out. */
export function compared(
  questions: readonly CampaignQuestion[],
  observation: Observation,
  record: unknown,
  pathsOf: (field: string) => readonly string[],
): readonly Compared[] {
  return questions.flatMap((question) => {
    const seen = observation.answers[question.key];
    if (seen === undefined) return [];
    const paths = question.field === null ? [] : pathsOf(question.field);
    const before = paths.map((path) => valueAt(record, path)).find((value) => value !== undefined);
    const differs = seen !== null && question.field !== null && JSON.stringify(seen) !== JSON.stringify(before);
    return [{ question, before, seen, differs }];
  });
}

/** What a task is called: the name of the place, and the reference where it is a site. */
export function taskName(task: Pick<CampaignTask, "label" | "ref">): string {
  return task.ref === null || task.label === task.ref ? task.label : `${task.label} · ${task.ref}`;
}
