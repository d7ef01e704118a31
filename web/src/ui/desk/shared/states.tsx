/** What a page shows while it waits, when there is nothing, and when something went wrong. */

import type { ComponentChildren } from "preact";
import type { Problem } from "../../../api/problem";
import { Icon } from "../../shared/Icon";
import { t, words } from "../../shared/text";
import { c } from "./controlWords";

export function Loading({ label }: { readonly label?: string }) {
  return (
    <p class="desk-loading quiet" role="status">
      <span class="spinner" aria-hidden="true" />
      {label ?? c("control.loading")}
    </p>
  );
}

export function Empty({
  title,
  text,
  children,
}: {
  readonly title?: string;
  readonly text?: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      {title ? <p class="empty-title">{title}</p> : null}
      {text ? <p>{text}</p> : null}
      {children ? <div class="empty-actions">{children}</div> : null}
    </div>
  );
}

/** How far something long is; without `all` it is only said that it goes on. */
export function Progress({
  label,
  done,
  all,
}: {
  readonly label: string;
  readonly done?: number;
  readonly all?: number;
}) {
  const known = done !== undefined && all !== undefined && all > 0;
  return (
    <div class="progress">
      <span class="progress-label">{label}</span>
      {known ? <progress aria-label={label} value={done} max={all} /> : <progress aria-label={label} />}
      {known ? <span class="progress-count quiet">{c("control.progress", { done, all })}</span> : null}
    </div>
  );
}

function titleOf(problem: Problem): string {
  if (problem.offline) return t("problem.offline");
  switch (problem.status) {
    case 400:
      return c("problem.faults");
    case 401:
      return c("problem.signed_out");
    case 403:
      return c("problem.forbidden");
    case 404:
      return t("problem.not_found");
    case 409:
      return c("problem.conflict");
    case 412:
      return c("problem.stale");
    case 429:
      return c("control.too_many", { n: problem.retryAfter ?? 60 });
  }
  return problem.status >= 500 ? t("problem.server") : problem.title;
}

/** What to do next, in our words where there are some, else in the server's. */
function hintOf(problem: Problem): string {
  if (problem.offline) return t("problem.offline_hint");
  if (problem.status === 403) return c("problem.forbidden_hint");
  if (problem.status === 404) return c("problem.missing_hint");
  if (problem.status === 412) return c("problem.stale_hint");
  if (problem.status === 429 || problem.status === 401) return "";
  return problem.detail;
}

/** A problem document: every fault and every reason in it is named. */
export function ProblemCard({ problem, retry }: { readonly problem: Problem; readonly retry?: () => void }) {
  const { refusals } = problem;
  const hint = problem.faults.length === 0 && refusals.length === 0 ? hintOf(problem) : "";
  return (
    <div class="note note-bad" role="alert">
      <Icon name="alert" />
      <div>
        <p class="note-title">{titleOf(problem)}</p>
        {hint ? <p>{hint}</p> : null}
        {problem.faults.length > 0 ? (
          <ul class="faults">
            {problem.faults.map((fault) => (
              <li key={`${fault.name} ${fault.rule} ${fault.got}`}>
                <b>{fault.name}</b> {t("problem.fault", { got: fault.got, want: fault.want ?? fault.rule })}
              </li>
            ))}
          </ul>
        ) : null}
        {refusals.length > 0 ? (
          <ul class="faults">
            {refusals.map((refusal) => (
              <li key={JSON.stringify(refusal)}>
                {/* The others are conditions of the program, whose names say nothing to people. */}
                {refusal.rule.startsWith("V-") ? <b>{c("problem.rule", { rule: refusal.rule })} </b> : null}
                {words(refusal.text)}
              </li>
            ))}
          </ul>
        ) : null}
        {retry && problem.status !== 404 ? (
          <button type="button" class="button" onClick={retry}>
            {t("problem.retry")}
          </button>
        ) : null}
      </div>
    </div>
  );
}
