/** An area of one's own: drawn, taken from the map's view, or typed. */

import { useState } from "preact/hooks";
import { type AreaFault, boundsOf, boxArea, parseBox } from "../../../domain/area";
import { describeArea } from "../../../domain/phrases";
import type { DrawMode } from "../../../map/drawing";
import { drawMode } from "../../../state/drawing";
import { language } from "../../../state/preferences";
import { criteriaOpen, narrow, visibleBounds } from "../../../state/screen";
import { criteria, setArea, showMap } from "../../../state/view";
import { Icon } from "../../shared/Icon";
import { t } from "../../shared/text";

/** Starts to draw; on a phone the map takes the place of the form first. */
export function startToDraw(mode: DrawMode): void {
  if (narrow.value) {
    criteriaOpen.value = false;
    showMap(true);
  }
  drawMode.value = mode;
}

export function AreaPicker() {
  const { area } = criteria.value;
  const visible = visibleBounds.value;
  return (
    <fieldset class="field">
      <legend>{t("area.title")}</legend>
      <div class="area-tools">
        <button type="button" class="button button-small" onClick={() => startToDraw("box")}>
          <Icon name="box" size={16} />
          {t("area.box")}
        </button>
        <button type="button" class="button button-small" onClick={() => startToDraw("polygon")}>
          <Icon name="polygon" size={16} />
          {t("area.polygon")}
        </button>
        {visible ? (
          <button
            type="button"
            class="button button-small"
            onClick={() => setArea(boxArea([visible[0], visible[1]], [visible[2], visible[3]]))}
          >
            <Icon name="view" size={16} />
            {t("area.view")}
          </button>
        ) : null}
      </div>
      <TypedBox key={area ? boundsOf(area).join() : ""} />
      {area ? (
        <p class="area-now">
          {describeArea(area, language.value)}{" "}
          <button type="button" class="text-button" onClick={() => setArea(null)}>
            {t("area.remove")}
          </button>
        </p>
      ) : null}
    </fieldset>
  );
}

/** West, south, east, north: the way to an area without a pointer. */
function TypedBox() {
  const { area } = criteria.value;
  const [text, setText] = useState(area ? boundsOf(area).join(", ") : "");
  const [fault, setFault] = useState<AreaFault | null>(null);
  const apply = () => {
    if (text.trim() === "") return;
    const read = parseBox(text);
    setFault(typeof read === "string" ? read : null);
    if (typeof read !== "string") setArea(read);
  };
  return (
    <>
      <div class="typed-box">
        <input
          class="text"
          type="text"
          inputMode="text"
          name="bbox"
          aria-label={t("area.typed")}
          aria-invalid={fault !== null}
          placeholder={t("area.typed_hint")}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setFault(null);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") apply();
          }}
        />
        <button type="button" class="button button-small" onClick={apply}>
          {t("area.apply")}
        </button>
      </div>
      {fault ? (
        <p class="field-fault" role="alert">
          {t(`area_fault.${fault}`)}
        </p>
      ) : null}
    </>
  );
}
