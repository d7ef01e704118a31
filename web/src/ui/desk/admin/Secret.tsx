/** Something that is shown once: a password, the text of a token. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "../../shared/Icon";
import { Dialog } from "../shared/Dialog";
import { a } from "./words";

export function Secret({
  title,
  lead,
  text,
  where = null,
  onClose,
}: {
  readonly title: string;
  readonly lead: string;
  readonly text: string;
  /** What else is to be handed over: where to sign in with it. */
  readonly where?: ComponentChildren;
  readonly onClose: () => void;
}) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false), // it can still be marked and copied by hand
    );
  };
  return (
    <Dialog
      title={title}
      firm
      onClose={onClose}
      foot={
        <button type="button" class="button button-main" onClick={onClose}>
          {a("secret.done")}
        </button>
      }
    >
      <p>{lead}</p>
      <p class="secret">
        <code>{text}</code>
        <button type="button" class="button" onClick={copy}>
          <Icon name={copied ? "check" : "box"} size={16} />
          <span aria-live="polite">{copied ? a("secret.copied") : a("secret.copy")}</span>
        </button>
      </p>
      {where}
    </Dialog>
  );
}
