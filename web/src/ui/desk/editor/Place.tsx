/** Where the site is: drawn on the map while it may be changed, and a plan of it otherwise. */

import type { Geometry } from "../../../api/desk/geometry";
import { sheetOf } from "../../../domain/plan";
import type { EditorSession } from "../../../state/desk/editor";
import { takeAt } from "../../../state/desk/parcels";
import { OutlineEditor } from "./OutlineEditor";
import { t } from "./words";

export function Place({ session }: { readonly session: EditorSession }) {
  const { geometry } = session.mine.value;
  return (
    <section class="card editor-place" aria-labelledby="place-title">
      <h2 id="place-title">{t("page.place")}</h2>
      {session.editable.value ? (
        <OutlineEditor
          value={geometry}
          onChange={(place) => session.place(place)}
          siteRef={session.isNew ? null : session.ref}
          takeParcel={(at) => takeAt(session, at)}
        />
      ) : (
        <Plan geometry={geometry} />
      )}
    </section>
  );
}

const WIDTH = 720;
const HEIGHT = 320;

function Plan({ geometry }: { readonly geometry: Geometry | null }) {
  const sheet = sheetOf([geometry], WIDTH, HEIGHT, 32);
  if (!sheet) return null;
  const point = sheet.points[0];
  return (
    <svg class="editor-plan" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("page.place")}>
      <path d={sheet.paths[0] ?? ""} fill-rule="evenodd" />
      {point ? <circle cx={point.x} cy={point.y} r="7" /> : null}
    </svg>
  );
}
