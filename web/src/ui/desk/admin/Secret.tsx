/** Something that is shown once: a password, the text of a token. */

import { useState } from "preact/hooks";
import { Icon } from "../../shared/Icon";
import { Dialog } from "../shared/Dialog";
import { a } from "./words";

export function Secret({
  title,
  lead,
  text,
  onClose,
}: {
  readonly title: string;
  readonly lead: string;
  readonly text: string;
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
    </Dialog>
  );
}
