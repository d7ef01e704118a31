/** What shapes, colours and fills on the map mean. */

import { useState } from "preact/hooks";
import { fieldNamed } from "../../state/registry";
import { Icon } from "../shared/Icon";
import { KindMark, ListMark } from "../shared/Marks";
import { t, words } from "../shared/text";

export function Legend({ fails }: { readonly fails: boolean }) {
  const [open, setOpen] = useState(innerWidth >= 1200);
  const kinds = fieldNamed("kind")?.codes ?? [];
  return (
    <div class="legend">
      <button type="button" class="legend-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t("legend.title")}
        <Icon name={open ? "down" : "up"} size={14} />
      </button>
      {open ? (
        <ul>
          {kinds.map((kind) => (
            <li key={kind.code}>
              <KindMark kind={kind.code} list={fails ? "fails" : "meets"} size={15} />
              {words(kind.label)}
            </li>
          ))}
          {fails ? null : (
            <>
              <li class="legend-part">
                <ListMark list="meets" size={13} />
                {t("legend.meets")}
              </li>
              <li>
                <ListMark list="may_meet" size={13} />
                {t("legend.may_meet")}
              </li>
            </>
          )}
        </ul>
      ) : null}
    </div>
  );
}
