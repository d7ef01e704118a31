/** A label, its control and a hint that belongs to it. */

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface Parts {
  readonly label: string;
  readonly hint?: string;
  readonly children: (ids: { readonly id: string; readonly "aria-describedby"?: string }) => ComponentChildren;
}

export function Labelled({ label, hint, children }: Parts) {
  const id = useId();
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {children(hint ? { id, "aria-describedby": `${id}-hint` } : { id })}
      {hint ? <small id={`${id}-hint`}>{hint}</small> : null}
    </div>
  );
}
