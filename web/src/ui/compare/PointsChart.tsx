/** Where the points of each site come from: one bar a site, one part a wish, told apart by number and fill, not by colour. */

import { formatNumber, siteName } from "../../domain/format";
import { type Compared, comparison } from "../../state/compare";
import { language } from "../../state/preferences";
import { fieldNamed } from "../../state/registry";
import { t, words } from "../shared/text";

/** Parts narrower than this many points have no room for their number. */
const ROOM = 3.5;

export function PointsChart({ now }: { readonly now: Compared }) {
  const first = now.sites.find((site) => site?.properties.score)?.properties.score;
  if (!first) return null;
  const names = first.contributions.map((one) => words(fieldNamed(one.field)?.label) || one.field);
  return (
    <figure class="points">
      <figcaption>
        <h2>{t("compare.chart")}</h2>
        <p class="quiet">{t("compare.chart_hint")}</p>
      </figcaption>
      <ul class="points-bars">
        {comparison.value.refs.map((ref, i) => {
          const site = now.sites[i];
          const score = site?.properties.score;
          if (!site || !score) return null;
          let from = 0;
          return (
            <li key={ref}>
              <span class="points-name">{siteName(site.properties, language.value)}</span>
              <svg aria-hidden="true" focusable="false">
                <rect class="score-ground" width="100%" height="100%" />
                {score.contributions.map((one, n) => {
                  const x = from;
                  from += one.points;
                  return one.points > 0 ? (
                    <rect key={one.field} class={`part-${n % 3}`} x={`${x}%`} width={`${one.points}%`} height="100%" />
                  ) : null;
                })}
                <rect x={`${score.low}%`} width={`${score.high - score.low}%`} height="100%" fill="url(#hatch-ink)" />
              </svg>
              <Numbers points={score.contributions.map((one) => one.points)} />
              <b class="points-sum">{formatNumber(score.low, 1, language.value)}</b>
            </li>
          );
        })}
      </ul>
      <ol class="points-legend">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ol>
    </figure>
  );
}

/** The numbers of the parts, under their middles. */
function Numbers({ points }: { readonly points: readonly number[] }) {
  let from = 0;
  return (
    <svg class="points-numbers" aria-hidden="true" focusable="false">
      {points.map((one, n) => {
        const middle = `${from + one / 2}%`;
        from += one;
        return one >= ROOM ? (
          <text key={middle} x={middle} y="12" text-anchor="middle">
            {n + 1}
          </text>
        ) : null;
      })}
    </svg>
  );
}
