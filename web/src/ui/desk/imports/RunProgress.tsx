/** How far a dry run or an import is. It goes on when the page is left. */

import { shareDone } from "../../../domain/desk/imports";
import type { ImportSession } from "../../../state/desk/imports";
import { t } from "./words";

export function RunProgress({ session }: { readonly session: ImportSession }) {
  const one = session.one.value;
  if (!one || (one.state !== "checking" && one.state !== "applying")) return null;
  const share = shareDone(one);
  const phase = one.progress?.phase ?? "read";
  return (
    <section class="run" aria-labelledby="run-title">
      <h2 id="run-title">{t(one.state === "checking" ? "imports.checking" : "imports.applying")}</h2>
      <progress max={1} value={share ?? undefined} aria-label={t(`imports.phase_${phase}`)} />
      <p role="status" class="quiet">
        {t(`imports.phase_${phase}`)}
        {one.progress && one.progress.rows > 0 ? ` · ${t("imports.rows", { n: one.progress.rows })}` : ""}
      </p>
      <p class="quiet">{t("imports.goes_on")}</p>
    </section>
  );
}
