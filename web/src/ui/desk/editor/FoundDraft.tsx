/** Work that a closed tab left in the browser: what it differs in is shown, then it is gone on with or dropped. */

import type { EditorSession } from "../../../state/desk/editor";
import { language } from "../../../state/preferences";
import { Icon } from "../../shared/Icon";
import { ChangeList } from "../changes/ChangeList";
import { t } from "./words";

export function FoundDraft({ session }: { readonly session: EditorSession }) {
  const draft = session.found.value;
  if (!draft) return null;
  const when = new Intl.DateTimeFormat(language.value, { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(draft.at),
  );
  const changes = session.foundChanges.value;
  return (
    <div class="note note-warn found-draft" role="alert">
      <Icon name="clock" />
      <div>
        <p class="note-title">{t("found_draft.title", { when })}</p>
        {Object.keys(changes).length > 0 ? (
          <ChangeList changes={changes as never} label={t("found_draft.changes")} />
        ) : null}
        {JSON.stringify(draft.mine.geometry) === JSON.stringify(session.base.value.geometry) ? null : (
          <p>{t("found_draft.outline")}</p>
        )}
        <p class="form-foot">
          <button type="button" class="button button-main" onClick={() => session.restore()}>
            {t("found_draft.restore")}
          </button>
          <button type="button" class="button" onClick={() => session.forget()}>
            {t("found_draft.forget")}
          </button>
        </p>
      </div>
    </div>
  );
}
