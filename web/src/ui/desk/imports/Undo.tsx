/** Takes an import back; where somebody has changed a site since, each change is named and such sites can be left. */

import { useState } from "preact/hooks";
import type { ImportUndone, Undo } from "../../../api/desk/imports";
import type { Problem } from "../../../api/problem";
import { momentWords } from "../review/moments";
import { TextField } from "../shared/fields";
import { ProblemCard } from "../shared/states";
import { t } from "./words";

interface Props {
  readonly undo: (undo: Undo) => Promise<boolean>;
  readonly problem: Problem | null;
  readonly busy: boolean;
}

export function UndoForm({ undo, problem, busy }: Props) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [skip, setSkip] = useState(false);
  const refused = problem?.status === 409;
  if (!open)
    return (
      <button
        type="button"
        class="button"
        onClick={() => {
          setOpen(true);
          requestAnimationFrame(() => document.querySelector<HTMLElement>(".undo input")?.focus());
        }}
      >
        {t("imports.undo")}
      </button>
    );
  return (
    <form
      class="undo"
      aria-labelledby="undo-title"
      onSubmit={(event) => {
        event.preventDefault();
        void undo({ reason: reason.trim(), skip_changed: skip }).then((done) => done && setOpen(false));
      }}
    >
      <h3 id="undo-title">{t("imports.undo_title")}</h3>
      <p>{t("imports.undo_says")}</p>
      {problem ? <ProblemCard problem={problem} /> : null}
      <TextField label={t("imports.reason")} value={reason} maxLength={2000} onInput={setReason} />
      {refused ? (
        <label class="check">
          <input type="checkbox" checked={skip} onChange={(event) => setSkip(event.currentTarget.checked)} />
          {t("imports.skip_changed")}
        </label>
      ) : null}
      <div class="form-foot">
        <button type="submit" class="button button-main" disabled={busy}>
          {t("imports.undo_now")}
        </button>
        <button type="button" class="button" onClick={() => setOpen(false)}>
          {t("imports.cancel")}
        </button>
      </div>
    </form>
  );
}

/** What became of the sites of an import that was taken back. */
export function Undone({ result }: { readonly result: ImportUndone }) {
  return (
    <div class="note" role="status">
      <div>
        <p class="note-title">{t("imports.undone")}</p>
        <p>{t("imports.undone_counts", { withdrawn: result.withdrawn, restored: result.restored })}</p>
        {result.left.length > 0 ? (
          <>
            <p>{t("imports.undone_left")}</p>
            <ul class="later-list">
              {result.left.map((change) => (
                <li key={change.seq}>
                  <a href={`/desk/sites/${encodeURIComponent(change.ref)}/history`}>{change.ref}</a>{" "}
                  <span class="quiet">{momentWords(change.at)}</span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </div>
  );
}
