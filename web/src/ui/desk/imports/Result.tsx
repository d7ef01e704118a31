/** What an import did, with the ways to its sites, and the way back. */

import type { ImportSession } from "../../../state/desk/imports";
import { count } from "./figures";
import { UndoForm, Undone } from "./Undo";
import { t } from "./words";

export function Result({ session }: { readonly session: ImportSession }) {
  const one = session.one.value;
  const undone = session.undone.value;
  if (!one || (one.state !== "applied" && one.state !== "undone")) return null;
  const result = one.result;
  const source = one.recognised.source?.code;
  return (
    <section class="result" aria-labelledby="result-title">
      <h2 id="result-title" tabIndex={-1}>
        {t(one.state === "applied" ? "imports.applied" : "imports.undone_title", { n: one.batch ?? 0 })}
      </h2>
      {result ? (
        <dl class="result-figures">
          {(
            [
              ["imports.row_new", result.created],
              ["imports.row_changed", result.updated],
              ["imports.row_unchanged", result.unchanged],
              ["imports.row_invalid", result.rejected],
              ["imports.row_held", result.held],
              ["imports.row_skipped", result.skipped],
              ["imports.withdrawn", result.withdrawn],
            ] as const
          ).map(([key, n]) =>
            n > 0 || key === "imports.row_new" ? (
              <div key={key}>
                <dt>{t(key)}</dt>
                <dd>{count(n)}</dd>
              </div>
            ) : null,
          )}
        </dl>
      ) : null}
      {undone ? <Undone result={undone} /> : null}
      {one.state === "applied" ? (
        <div class="form-foot">
          <a class="button button-main" href={`/desk/sites${source ? `?source=${encodeURIComponent(source)}` : ""}`}>
            {t("imports.to_sites")}
          </a>
          {one.settings.publish ? null : (
            <a class="button" href="/desk/review">
              {t("imports.to_review")}
            </a>
          )}
          <UndoForm
            undo={(undo) => session.undo(undo)}
            problem={session.problem.value}
            busy={session.busy.value !== ""}
          />
        </div>
      ) : (
        <p class="quiet">{t("imports.undone_hint")}</p>
      )}
    </section>
  );
}
