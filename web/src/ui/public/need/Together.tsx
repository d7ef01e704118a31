/** Adjoining sites that meet the need only as one, each set with a plan of its outline. */

import type { Assembly } from "../../../api/types";
import { isEmpty } from "../../../domain/criteria";
import { formatQuantity, siteName } from "../../../domain/format";
import { measuresOf, sheetOf } from "../../../domain/plan";
import { language } from "../../../state/preferences";
import { fieldNamed } from "../../../state/registry";
import { narrow } from "../../../state/screen";
import { shownSet, together, togetherOpen, togetherProblem } from "../../../state/together";
import { addressWith, criteria, selectSite, showMap } from "../../../state/view";
import { PlanMeasures } from "../../shared/PlanMeasures";
import { ProblemNote } from "../../shared/ProblemNote";
import { lengthWords, t, words } from "../../shared/text";

export function Together() {
  if (isEmpty(criteria.value)) return null;
  return (
    <details
      class="together"
      open={togetherOpen.value}
      onToggle={(event) => {
        togetherOpen.value = event.currentTarget.open;
      }}
    >
      <summary>{t("together.title")}</summary>
      {togetherOpen.value ? <Sets /> : null}
    </details>
  );
}

function Sets() {
  const found = together.value;
  if (togetherProblem.value) return <ProblemNote problem={togetherProblem.value} />;
  if (!found) return <p class="quiet">{t("page.loading")}</p>;
  const left = found.count - found.sets.length;
  return (
    <>
      <p class="quiet" role="status">
        {found.count === 0 ? t("together.none") : t("together.found", { n: found.count })}
        {found.whole ? "" : ` ${t("together.part")}`}
        {found.pending ? ` ${t("together.pending")}` : ""}
      </p>
      <ol>
        {found.sets.map((set) => (
          <SetRow key={set.sites.map((site) => site.ref).join(" ")} set={set} />
        ))}
      </ol>
      {left > 0 ? <p class="quiet">{t("together.more", { n: left })}</p> : null}
    </>
  );
}

function SetRow({ set }: { readonly set: Assembly }) {
  const shown = shownSet.value === set;
  const show = () => {
    shownSet.value = shown ? null : set;
    if (!shown && narrow.value) showMap(true);
  };
  return (
    <li class="together-set" data-list={set.list}>
      <SetPlan set={set} />
      <div>
        <ul class="together-sites">
          {set.sites.map(({ ref, properties }) => (
            <li key={ref}>
              <a
                href={addressWith({ site: ref })}
                onClick={(event) => {
                  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  selectSite(ref);
                }}
              >
                {siteName(properties, language.value)}
              </a>
            </li>
          ))}
        </ul>
        <SetFacts set={set} />
        <button type="button" class="button button-small" aria-pressed={shown} onClick={show}>
          {t("together.show")}
        </button>
      </div>
    </li>
  );
}

/** The sums and measures of the set, and what is not known of it. */
function SetFacts({ set }: { readonly set: Assembly }) {
  const area = fieldNamed("area_m2");
  const rectangle = fieldNamed("rectangle_m2");
  const { rectangle_long_m: long, rectangle_short_m: short, frontage_measured_m: frontage } = set.outline;
  const unknown = set.unknown.map((name) => words(fieldNamed(name)?.label) || name);
  return (
    <>
      <p>
        {area ? <b>{formatQuantity(area, set.area_m2, language.value)}</b> : null}
        {rectangle && long !== undefined && short !== undefined
          ? ` · ${words(rectangle.label)} ${lengthWords(long)} × ${lengthWords(short)}`
          : null}
        {frontage ? ` · ${t("outline.frontage")} ${lengthWords(frontage)}` : null}
      </p>
      {unknown.length > 0 ? (
        <p class="together-unknown">
          <b>{t("list.may_meet")}.</b> {t("together.unknown", { fields: unknown.join(", ") })}
        </p>
      ) : null}
    </>
  );
}

function SetPlan({ set }: { readonly set: Assembly }) {
  const plan = sheetOf([...set.sites.map((site) => site.geometry), ...measuresOf(set.fit)], 96, 84, 8);
  if (!plan) return null;
  const outlines = plan.paths.slice(0, set.sites.length);
  return (
    <svg class="plan together-plan" viewBox={`0 0 ${plan.width} ${plan.height}`} aria-hidden="true">
      {outlines.map((path) => (
        <path key={path} class="plan-outline" d={path} fill-rule="evenodd" />
      ))}
      <PlanMeasures paths={plan.paths.slice(outlines.length)} />
    </svg>
  );
}
