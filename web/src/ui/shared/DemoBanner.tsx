/** Says on every page that the sites are made up. */

import { demonstration } from "../../state/registry";
import { t } from "./text";

export function DemoBanner() {
  if (!demonstration.value) return null;
  return (
    <aside class="demo-banner" aria-label={t("demo.badge")}>
      <b>{t("demo.title")}</b> <span>{t("demo.text")}</span>
    </aside>
  );
}

export function DemoBadge() {
  return (
    <span class="badge badge-demo" title={t("demo.text")}>
      {t("demo.badge")}
    </span>
  );
}
