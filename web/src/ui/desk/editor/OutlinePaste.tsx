/** Coordinates from elsewhere: GeoJSON or WKT, read before anything is replaced. */

import type { Point } from "geojson";
import { useState } from "preact/hooks";
import { changed, outlineOf } from "../../../domain/desk/outline";
import type { Act, Editing } from "../../../domain/desk/outline-edit";
import { isFault, MOST_CHARACTERS, readOutline } from "../../../domain/desk/outline-text";
import { Dialog } from "../shared/Dialog";
import { Field } from "../shared/fields";
import { o } from "./outlineWords";

interface Props {
  readonly editing: Editing;
  readonly act: (act: Act) => void;
  readonly onPoint: (point: Point) => void;
  readonly close: () => void;
}

export function OutlinePaste({ editing, act, onPoint, close }: Props) {
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const { parts } = editing.outline;
  const put = (adds: boolean) => {
    if (text.length > MOST_CHARACTERS) return setError(o("outline.text_long"));
    const read = readOutline(text);
    if (isFault(read)) return setError(o(`outline.text_${read.fault}`, { at: read.at }));
    if (read.type === "Point") {
      act({ do: "replace", outline: changed([]) });
      onPoint(read);
    } else {
      const pasted = outlineOf(read);
      act({ do: "replace", outline: adds ? changed([...parts, ...pasted.parts]) : pasted });
    }
    close();
  };
  return (
    <Dialog
      title={o("outline.paste_title")}
      onClose={close}
      wide
      foot={
        <>
          {parts.length > 0 ? (
            <button type="button" class="button" onClick={() => put(true)}>
              {o("outline.paste_add")}
            </button>
          ) : null}
          <button type="button" class="button button-main" onClick={() => put(false)}>
            {o("outline.paste_replace")}
          </button>
        </>
      }
    >
      <Field label={o("outline.paste_label")} hint={o("outline.paste_hint")} error={error}>
        {({ id, describedBy }) => (
          <textarea
            id={id}
            class="input text area outline-text"
            rows={10}
            spellcheck={false}
            value={text}
            aria-describedby={describedBy}
            aria-invalid={error !== undefined}
            onInput={(event) => {
              setText(event.currentTarget.value);
              setError(undefined);
            }}
          />
        )}
      </Field>
    </Dialog>
  );
}
