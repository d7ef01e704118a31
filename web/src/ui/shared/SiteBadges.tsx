/** What has to be seen of a site before anything else: that it is taken, unconfirmed or made up. */

import type { Site } from "../../api/types";
import { showValue } from "../../domain/format";
import { language } from "../../state/preferences";
import { fieldNamed } from "../../state/registry";
import { DemoBadge } from "./DemoBanner";
import { t } from "./text";

export function SiteBadges({ site }: { readonly site: Site }) {
  const { properties } = site;
  const availability = fieldNamed("availability");
  const shown = availability ? showValue(availability, properties, language.value) : null;
  const taken = shown?.state === "known" && properties["availability"] !== "available";
  const candidate = properties["confirmation"] === "candidate";
  const demonstration = properties["demonstration"] === true;
  if (!taken && !candidate && !demonstration) return null;
  return (
    <span class="badges">
      {taken ? <span class="badge badge-taken">{shown.text}</span> : null}
      {candidate ? (
        <span class="badge badge-confirmation-candidate" title={t("passport.candidate")}>
          {t("badge.candidate")}
        </span>
      ) : null}
      {demonstration ? <DemoBadge /> : null}
    </span>
  );
}
