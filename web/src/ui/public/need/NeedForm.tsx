/** What will be built: a profile fills in what it has to have and what it would like; every number can be changed. */

import { conditionOn } from "../../../domain/criteria";
import { isOwn, NO_OWN, pinned } from "../../../domain/need";
import { offered, profile } from "../../../state/need";
import { fieldNamed } from "../../../state/registry";
import { chooseProfile, criteria, setOwn, view } from "../../../state/view";
import { t, words } from "../../shared/text";
import { BoundSlider } from "./BoundSlider";
import { WeightList } from "./WeightList";

export function NeedForm() {
  if (offered.value.length === 0) return null;
  return (
    <section class="need-form" aria-labelledby="need-form-title">
      <h3 id="need-form-title">{t("build.title")}</h3>
      <ProfileChoice />
      {profile.value ? <Blocked /> : <p class="quiet need-form-hint">{t("build.hint")}</p>}
      <MustHaves />
      {profile.value ? <Wishes /> : null}
    </section>
  );
}

function ProfileChoice() {
  const now = profile.value;
  return (
    <select
      class="need-profile"
      aria-labelledby="need-form-title"
      name="profile"
      value={now ? now.name : ""}
      onChange={(event) =>
        chooseProfile(offered.value.find((one) => one.name === event.currentTarget.value) ?? null, profile.value)
      }
    >
      <option value="">{t("build.none")}</option>
      {offered.value.map((one) => (
        <option key={one.name} value={one.name}>
          {words(one.label)}
        </option>
      ))}
    </select>
  );
}

/** What the law says is no wish: it is always on, and named. */
function Blocked() {
  const now = profile.value;
  if (!now) return null;
  return (
    <ul class="need-law">
      {now.blocked.map(({ field, op, why }) => (
        <li key={`${field} ${op}`}>
          <b>{t("build.law")}</b> {words(why) || words(fieldNamed(field)?.label)}
        </li>
      ))}
    </ul>
  );
}

/** The bounds in force, each over the stock behind it. */
function MustHaves() {
  const bounds = criteria.value.conditions.filter((one) => one.kind === "range");
  if (bounds.length === 0) return null;
  return (
    <div class="need-part">
      <h4>{t("build.must")}</h4>
      {bounds.map(({ field: name }) => {
        const field = fieldNamed(name);
        const condition = conditionOn(criteria.value, name);
        return field && condition?.kind === "range" ? (
          <BoundSlider key={name} field={field} condition={condition} />
        ) : null;
      })}
    </div>
  );
}

function Wishes() {
  const now = profile.value;
  if (!now) return null;
  return (
    <details class="need-part need-wishes">
      <summary>
        <h4>{t("build.wishes")}</h4>
        {isOwn(view.value.own) ? <span class="badge-own">{t("build.changed")}</span> : null}
      </summary>
      <p class="quiet">{t("build.wishes_hint")}</p>
      <WeightList />
      {isOwn(view.value.own) ? (
        <button type="button" class="text-button" onClick={() => setOwn(NO_OWN)}>
          {t("build.as_profile", { profile: words(now.label) })}
        </button>
      ) : null}
      {now.left_out.length > 0 ? (
        <p class="quiet">
          {t("build.left_out")} {now.left_out.map((one) => words(one.label)).join(", ")}.
        </p>
      ) : null}
      <p class="quiet">
        <a href="/scoring">{t("score.how")}</a> · {pinned(now)}
      </p>
    </details>
  );
}
