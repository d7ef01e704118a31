/** What went wrong, in words, with what to do next. */

import type { Problem } from "../../api/problem";
import { sentenceOf } from "../../domain/problem";
import { language } from "../../state/preferences";
import { Icon } from "./Icon";
import { t } from "./text";

function titleOf(problem: Problem): string {
  if (problem.offline) return t("problem.offline");
  if (problem.status === 404) return t("problem.not_found");
  if (problem.status >= 500) return t("problem.server");
  return problem.title;
}

export function ProblemNote({ problem, retry }: { readonly problem: Problem; readonly retry?: () => void }) {
  const detail = problem.offline ? t("problem.offline_hint") : sentenceOf(problem, language.value);
  return (
    <div class="note note-bad" role="alert">
      <Icon name="alert" />
      <div>
        <p class="note-title">{titleOf(problem)}</p>
        {problem.faults.length > 0 ? (
          <ul>
            {problem.faults.map((fault) => (
              <li key={`${fault.name} ${fault.rule}`}>
                <b>{fault.name}</b> {t("problem.fault", { got: fault.got, want: fault.want ?? fault.rule })}
              </li>
            ))}
          </ul>
        ) : detail ? (
          <p>{detail}</p>
        ) : null}
        {retry ? (
          <button type="button" class="button" onClick={retry}>
            {t("problem.retry")}
          </button>
        ) : null}
      </div>
    </div>
  );
}
