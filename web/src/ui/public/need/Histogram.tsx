/** The stock behind a number: bars between round numbers, those inside the bounds solid, the others hollow; what no bar can hold stands in words. */

import type { Field, Spread } from "../../../api/types";
import { formatQuantity } from "../../../domain/format";
import { rungsOf, sizeOfTally } from "../../../domain/spread";
import { language } from "../../../state/preferences";
import { t } from "../../shared/text";

const HEIGHT = 44;
const STEP = 10;

export function Histogram({
  field,
  spread,
  min,
  max,
}: {
  readonly field: Field;
  readonly spread: Spread;
  readonly min: number | null;
  readonly max: number | null;
}) {
  const most = Math.max(1, ...spread.bars.map(sizeOfTally));
  const rungs = rungsOf(spread);
  const first = rungs[0];
  const last = rungs.at(-1);
  const none = sizeOfTally(spread.none);
  const unknown = sizeOfTally(spread.unknown);
  return (
    <div class="histogram">
      <svg
        viewBox={`0 0 ${spread.bars.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        {spread.bars.map((bar, i) => {
          const inside =
            (min === null || (bar.from !== null && bar.from >= min)) && (max === null || (bar.from ?? -1) < max);
          // The root keeps a bar of one site to be seen beside one of a thousand.
          const height = (HEIGHT - 2) * Math.sqrt(sizeOfTally(bar) / most);
          return height === 0 ? null : (
            <rect
              key={bar.from}
              class={inside ? "bar-in" : "bar-out"}
              x={i * STEP + 1}
              y={HEIGHT - height}
              width={STEP - 2}
              height={height}
            />
          );
        })}
      </svg>
      {first === undefined || last === undefined ? null : (
        <p class="histogram-ends">
          <span>{formatQuantity(field, first, language.value)}</span>
          <span>{formatQuantity(field, last, language.value)}</span>
        </p>
      )}
      {unknown + none > 0 ? (
        <p class="histogram-apart">
          {unknown > 0 ? <span class="unknown-count">{t("build.unknown", { n: unknown })}</span> : null}
          {none > 0 ? <span>{t("build.checked_none", { n: none })}</span> : null}
        </p>
      ) : null}
    </div>
  );
}
