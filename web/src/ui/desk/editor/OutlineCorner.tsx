/** The selected corner in numbers, for the keyboard and for coordinates from a document. */

import { cornersOf } from "../../../domain/desk/outline";
import type { Act, Editing } from "../../../domain/desk/outline-edit";
import { parseNumber } from "../../../domain/format";
import { DegreeField } from "./OutlinePoint";
import { o } from "./outlineWords";

export function OutlineCorner({ editing, act }: { readonly editing: Editing; readonly act: (act: Act) => void }) {
  const { selected, outline } = editing;
  const ring = selected ? outline.parts[selected.part]?.[selected.ring] : undefined;
  const place = selected && ring ? cornersOf(ring)[selected.corner] : undefined;
  if (!selected || !place) return null;
  const [x = 0, y = 0] = place;
  const move = (longitude: string, latitude: string) => {
    const to = [parseNumber(longitude), parseNumber(latitude)] as const;
    if (to[0] === null || to[1] === null || (to[0] === x && to[1] === y)) return;
    act({ do: "move", at: selected, to: [to[0], to[1]], begins: true });
  };
  return (
    <fieldset class="outline-corner" key={`${selected.part}/${selected.ring}/${selected.corner}`}>
      <legend>{o("outline.corner")}</legend>
      <DegreeField label={o("outline.longitude")} value={x} most={180} settle={(text) => move(text, String(y))} />
      <DegreeField label={o("outline.latitude")} value={y} most={90} settle={(text) => move(String(x), text)} />
      <button
        type="button"
        class="button button-small"
        onClick={() => act({ do: "remove_corner", at: selected })}
        aria-label={o("outline.remove_of", { name: o("outline.corner") })}
      >
        {o("outline.remove")}
      </button>
    </fieldset>
  );
}
