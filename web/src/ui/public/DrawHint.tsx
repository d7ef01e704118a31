/** What to do next while drawing, with buttons for those without a keyboard. */

import type { Drawing } from "../../map/drawing";
import { buttonStroke } from "../../state/drawing";
import { Icon } from "../shared/Icon";
import { t } from "../shared/text";

export function DrawHint({ drawing }: { readonly drawing: Drawing }) {
  const { mode, corners, fault } = drawing;
  const step = mode === "box" ? "draw.box" : corners.length < 3 ? "draw.polygon" : "draw.polygon_close";
  return (
    <div class="draw-hint" role="status">
      <p>{fault ? t(`area_fault.${fault}`) : t(step)}</p>
      <div>
        {mode === "polygon" ? (
          <>
            <button
              type="button"
              class="button button-small"
              disabled={corners.length === 0}
              onClick={() => {
                buttonStroke.value = { do: "back" };
              }}
            >
              <Icon name="undo" size={16} />
              {t("draw.back")}
            </button>
            <button
              type="button"
              class="button button-small button-main"
              disabled={corners.length < 3}
              onClick={() => {
                buttonStroke.value = { do: "finish" };
              }}
            >
              {t("draw.finish")}
            </button>
          </>
        ) : null}
        <button
          type="button"
          class="button button-small"
          onClick={() => {
            buttonStroke.value = { do: "cancel" };
          }}
        >
          {t("draw.cancel")}
        </button>
      </div>
    </div>
  );
}
