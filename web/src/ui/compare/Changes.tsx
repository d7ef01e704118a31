/** What has changed since the link was shared: by site, value and score; and whether the profile has a newer version. */

import { formatDay, formatNumber, showValue, siteName } from "../../domain/format";
import { pinned, profileNamed } from "../../domain/need";
import { type Changed, changed, compared, comparedProfile, comparison } from "../../state/compare";
import { profiles } from "../../state/need";
import { language } from "../../state/preferences";
import { t, words } from "../shared/text";

const MOST_VALUES = 12;

export function Changes() {
  const { pin } = comparison.value;
  const list = changed.value;
  if (!pin || list === null) return null;
  const day = formatDay(pin.at, language.value);
  return (
    <section class="changes" aria-label={t("compare.changes", { day })}>
      <h2>{t("compare.changes", { day })}</h2>
      {list.length === 0 ? <p>{t("compare.unchanged")}</p> : null}
      <ul>
        {list.map((one) => (
          <ChangedSite key={one.ref} one={one} />
        ))}
      </ul>
      <NewerProfile />
    </section>
  );
}

/** The link stays with the version that it was shared with, and says when there is a newer one. */
function NewerProfile() {
  const now = comparedProfile.value;
  const latest = now && profileNamed(now.name, profiles.value ?? []);
  if (!now || !latest || latest.version === now.version) return null;
  return (
    <p class="note note-warn">
      {t("compare.newer_profile", { profile: words(now.label), pinned: pinned(now), newest: pinned(latest) })}
    </p>
  );
}

function ChangedSite({ one }: { readonly one: Changed }) {
  const site = compared.value?.sites.find((each) => each?.id === one.ref);
  const points = (value: number) => formatNumber(value, 1, language.value);
  const more = one.differences.length - MOST_VALUES;
  return (
    <li>
      <h3>{site ? siteName(site.properties, language.value) : one.ref}</h3>
      <ul>
        {one.presence ? <li>{t(one.presence === "gone" ? "compare.gone_since" : "compare.new_since")}</li> : null}
        {one.score ? (
          <li>
            <b>{t("sort.score")}</b>: {points(one.score.before)} → {points(one.score.now)}
          </li>
        ) : null}
        {one.differences.slice(0, MOST_VALUES).map(({ field, before, now }) => (
          <li key={field.name}>
            <b>{words(field.label)}</b>: {showValue(field, before, language.value).text} →{" "}
            {showValue(field, now, language.value).text}
          </li>
        ))}
        {more > 0 ? <li>{t("chip.more", { n: more })}</li> : null}
      </ul>
    </li>
  );
}
