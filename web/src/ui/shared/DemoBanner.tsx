/** Says on every page that the sites are made up. */

import { demonstration } from "../../state/registry";
import { t } from "./text";

export function DemoBanner() {
  if (!demonstration.value) return null;
  return (
    <p class="demo-banner">
      <b>{t("demo.title")}</b> <span>{t("demo.text")}</span>
    </p>
  );
}

export function DemoBadge() {
  return (
    <span class="badge badge-demo" title={t("demo.text")}>
      {t("demo.badge")}
    </span>
  );
}
