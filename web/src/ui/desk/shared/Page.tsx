/** A page of the desk: its heading, which takes the focus when one has come here from another page, and its title. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { place } from "../../../state/desk/place";
import { s } from "../shell/words";

export interface PageParts {
  readonly title: string;
  /** A sentence under the heading. */
  readonly lead?: ComponentChildren;
  /** Buttons beside the heading. */
  readonly actions?: ComponentChildren;
  /** Pages that fill the window, like a list beside a map, and do not scroll as a whole. */
  readonly full?: boolean;
  readonly children?: ComponentChildren;
}

export function Page({ title, lead, actions, full = false, children }: PageParts) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = s("page.title", { page: title });
  }, [title]);
  useEffect(() => {
    if (place.value.step > 0) heading.current?.focus();
  }, []);
  return (
    <div class={full ? "page page-full" : "page"}>
      <header class="page-head">
        <div class="page-words">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead ? <p class="page-lead">{lead}</p> : null}
        </div>
        {actions ? <div class="page-actions">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}
