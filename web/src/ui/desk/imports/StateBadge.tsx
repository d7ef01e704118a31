/** The states of imports and of their rows, each by a word and a shape; colour only repeats what they say. */

import type { ImportState, RowState } from "../../../api/desk/imports";
import { t } from "./words";

export function ImportBadge({ state }: { readonly state: ImportState }) {
  return <span class={`badge import-state import-${state}`}>{t(`imports.state_${state}`)}</span>;
}

const SIGNS: { readonly [state in RowState]: string } = {
  new: "+",
  changed: "≠",
  unchanged: "=",
  invalid: "×",
  skipped: "–",
  gone: "?",
};

export function RowBadge({ state, held }: { readonly state: RowState; readonly held: boolean }) {
  return (
    <span class={`row-state row-${held ? "held" : state}`}>
      <span class="row-sign" aria-hidden="true">
        {held ? "!" : SIGNS[state]}
      </span>
      {t(held ? "imports.row_held" : `imports.row_${state}`)}
    </span>
  );
}
