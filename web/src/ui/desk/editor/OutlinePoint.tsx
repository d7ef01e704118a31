/** The place of a site that has no outline: a point, in numbers. */

import { useEffect, useState } from "preact/hooks";
import type { Geometry } from "../../../api/desk/geometry";
import { parseNumber } from "../../../domain/format";
import { registry } from "../../../state/registry";
import { Field } from "../shared/fields";
import { o } from "./outlineWords";

interface Props {
  readonly value: Geometry | null;
  readonly onChange: (place: Geometry | null) => void;
  readonly draw: () => void;
}

export function OutlinePoint({ value, onChange, draw }: Props) {
  if (value && value.type !== "Point") return null;
  const [x = 0, y = 0] = value?.coordinates ?? middle();
  const set = (longitude: string, latitude: string) => {
    const to = [parseNumber(longitude), parseNumber(latitude)];
    if (to[0] == null || to[1] == null || (value && to[0] === x && to[1] === y)) return;
    onChange({ type: "Point", coordinates: [to[0], to[1]] });
  };
  return (
    <div class="outline-point">
      <p>{o(value ? "outline.point" : "outline.none")}</p>
      {value ? (
        <>
          <DegreeField label={o("outline.longitude")} value={x} most={180} settle={(text) => set(text, String(y))} />
          <DegreeField label={o("outline.latitude")} value={y} most={90} settle={(text) => set(String(x), text)} />
          <button type="button" class="button button-small" onClick={draw}>
            {o("outline.point_draw")}
          </button>
        </>
      ) : (
        <button
          type="button"
          class="button button-small"
          onClick={() => onChange({ type: "Point", coordinates: [x, y] })}
        >
          {o("outline.point_set")}
        </button>
      )}
    </div>
  );
}

/** Where a point begins that somebody is going to type: the middle of the registry. */
function middle(): readonly [number, number] {
  const [west, south, east, north] = registry.value?.settings.bounds ?? [22, 44, 40, 52];
  return [Math.round((west + east) * 500) / 1000, Math.round((south + north) * 500) / 1000];
}

/** Degrees as they are typed; settled when the field is left or Enter is pressed. */
export function DegreeField(props: {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly settle: (text: string) => void;
}) {
  const [text, setText] = useState(String(props.value));
  useEffect(() => setText(String(props.value)), [props.value]);
  const number = parseNumber(text);
  const wrong = number === null || Math.abs(number) > props.most;
  const settle = () => (wrong ? undefined : props.settle(text));
  return (
    <Field label={props.label}>
      {({ id, describedBy }) => (
        <input
          id={id}
          class="input text outline-degrees"
          inputmode="decimal"
          value={text}
          aria-describedby={describedBy}
          aria-invalid={wrong}
          onInput={(event) => setText(event.currentTarget.value)}
          onBlur={settle}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            settle();
          }}
        />
      )}
    </Field>
  );
}
