/** A score wherever it stands: the same object, drawn as an interval, and told line by line. */

import type { Contribution, Field, Lift, Score, Value } from "../../api/types";
import { formatDay, formatNumber, formatValue } from "../../domain/format";
import { language } from "../../state/preferences";
import { fieldNamed } from "../../state/registry";
import { t, words } from "./text";

const points = (value: number) => formatNumber(value, 1, language.value);

/** The guaranteed score, how far it may rise, and how much is known: as a number, a bar and words. */
export function ScoreLine({ score }: { readonly score: Score }) {
  const { low, high, coverage, band } = score;
  return (
    <div class="score">
      <p class="score-low">
        <b>{points(low)}</b> <span class="score-band">{band}</span>
      </p>
      <ScoreBar low={low} high={high} />
      <p class="score-words">
        {low === high
          ? t("score.firm")
          : t("score.interval", { high: points(high), coverage: formatNumber(coverage, 0, language.value) })}
      </p>
    </div>
  );
}

/** Solid to the guaranteed score, hatched to the highest. */
export function ScoreBar({
  low,
  high,
  most = 100,
}: {
  readonly low: number;
  readonly high: number;
  readonly most?: number;
}) {
  const share = (value: number) => `${Math.max(0, (100 * value) / Math.max(most, 0.1))}%`;
  return (
    <svg class="score-bar" aria-hidden="true" focusable="false">
      <rect class="score-ground" width="100%" height="100%" />
      <rect class="score-solid" width={share(low)} height="100%" />
      <rect x={share(low)} width={share(high - low)} height="100%" fill="url(#hatch-ink)" />
    </svg>
  );
}

/** Where the points come from, to the last tenth, and what would raise them. */
export function ScoreLedger({ score }: { readonly score: Score }) {
  return (
    <div class="ledger">
      <table class="ledger-table">
        <caption class="hidden">{t("score.ledger")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("score.wish")}</th>
            <th scope="col">{t("score.known")}</th>
            <th scope="col" class="ledger-number">
              {t("score.points")}
            </th>
          </tr>
        </thead>
        <tbody>
          {score.contributions.map((one) => (
            <Line key={one.field} one={one} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t("score.sum")}
            </th>
            <td class="ledger-number">
              <b>{points(score.low)}</b> {t("score.of")} 100
            </td>
          </tr>
        </tfoot>
      </table>
      <Lifts lifts={score.lifts} />
      <p class="quiet">
        {t("score.model")} <a href="/scoring">{t("score.how")}</a>
      </p>
    </div>
  );
}

function Line({ one }: { readonly one: Contribution }) {
  const field = fieldNamed(one.field);
  return (
    <tr>
      <th scope="row">{words(field?.label) || one.field}</th>
      <td>
        <ContributionValue one={one} field={field} />
      </td>
      <td class="ledger-number">
        <span class="ledger-points">
          {points(one.points)}
          {one.possible > 0 ? (
            <span class="ledger-possible"> {t("score.possible", { points: points(one.possible) })}</span>
          ) : null}{" "}
          <span class="quiet">
            {t("score.of")} {points(one.max_points)}
          </span>
        </span>
        <ScoreBar low={one.points} high={one.points + one.possible} most={one.max_points} />
      </td>
    </tr>
  );
}

/** What is known of the wish's field: its value, or that nobody knows, with its age where it is in doubt. */
export function ContributionValue({ one, field }: { readonly one: Contribution; readonly field: Field | undefined }) {
  if (one.state === "unknown") return <span class="value value-unknown">{t("value.unknown")}</span>;
  const text = one.state === "none" ? t("value.none_in_reach") : written(field, one.value as Value);
  return (
    <>
      <span class={`value${one.state === "stale" ? " value-faded" : ""}`}>{text}</span>
      {one.state === "stale" ? " " : null}
      {one.state === "stale" ? <span class="age-word">{t("age.stale")}</span> : null}
      {one.as_of ? <small class="quiet"> {formatDay(one.as_of, language.value)}</small> : null}
    </>
  );
}

const written = (field: Field | undefined, value: Value) =>
  field ? formatValue(field, value, language.value) : String(value);

/** "Known to be 5 MW, it would raise the guaranteed score from 48 to 62." */
export function Lifts({ lifts }: { readonly lifts: readonly Lift[] }) {
  if (lifts.length === 0) return null;
  return (
    <>
      <p class="lifts-title">{t("score.lifts")}</p>
      <ul class="lifts">
        {lifts.map((lift) => {
          const field = fieldNamed(lift.field);
          const value = lift.value === null ? t("value.none_in_reach") : written(field, lift.value as Value);
          const key = lift.can_be_asked ? "score.lift_asked" : "score.lift_built";
          return (
            <li key={lift.field}>
              <b>{words(field?.label)}</b>: {t(key, { value, from: points(lift.from), to: points(lift.to) })}
            </li>
          );
        })}
      </ul>
    </>
  );
}
