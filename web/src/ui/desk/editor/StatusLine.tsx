/** How far what was typed is saved; always in sight, and said to those who listen. */

import type { EditorSession } from "../../../state/desk/editor";
import { Icon, type IconName } from "../../shared/Icon";
import { t } from "./words";

const ICONS: { readonly [state: string]: IconName } = {
  saved: "check",
  waiting: "clock",
  saving: "clock",
  device: "alert",
  refused: "alert",
  conflict: "alert",
};

export function StatusLine({ session }: { readonly session: EditorSession }) {
  const state = session.state.value;
  const fresh = session.isNew && state === "saved";
  return (
    <p class={`save-state save-${state}`} role="status" data-save={state}>
      <Icon name={ICONS[state] ?? "check"} size={16} />
      {fresh ? t("save.fresh") : t(`save.${state}`)}
      {session.keeps.value || state === "saved" ? null : <b> {t("save.not_kept")}</b>}
    </p>
  );
}
