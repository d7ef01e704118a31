/** The map as it is asked for, for a page of one's own. */

import { useState } from "preact/hooks";
import { wholeAddressOf } from "../../api/base";
import { view } from "../../state/view";
import { Icon } from "../shared/Icon";
import { t } from "../shared/text";

/** What is put into a page: a frame with the same question, without what is selected. */
function code(): string {
  void view.value; // the address follows it
  const query = new URLSearchParams(location.search);
  for (const name of ["site", "view"]) query.delete(name);
  const text = query.toString();
  const url = wholeAddressOf(`/embed${text === "" ? "" : `?${text}`}`);
  return `<iframe src="${url.replaceAll("&", "&amp;")}" title="Landbank" width="100%" height="480" loading="lazy"></iframe>`;
}

export function EmbedCode() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="button button-small" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="out" size={16} />
        {t("embed.open")}
      </button>
      {open ? (
        <label class="embed-code">
          <span>{t("embed.code")}</span>
          <textarea readOnly rows={5} value={code()} onFocus={(event) => event.currentTarget.select()} />
        </label>
      ) : null}
    </>
  );
}
