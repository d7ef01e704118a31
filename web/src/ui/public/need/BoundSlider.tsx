/** A bound on a number: the stock behind it as a histogram, a slider over its round numbers, and the counts while it moves. */

import { useState } from "preact/hooks";
import type { Field, Spread } from "../../../api/types";
import type { Condition } from "../../../domain/criteria";
import { formatQuantity } from "../../../domain/format";
import { listsWithin, nearestRung, rungsOf } from "../../../domain/spread";
import { language } from "../../../state/preferences";
import { preview, spreads } from "../../../state/spreads";
import { setCondition } from "../../../state/view";
import { t, words } from "../../shared/text";
import { RangeEditor } from "../fields/RangeEditor";
import { Histogram } from "./Histogram";

type Range = Extract<Condition, { kind: "range" }>;

export function BoundSlider({ field, condition }: { readonly field: Field; readonly condition: Range }) {
  const spread = spreads.value[field.name];
  const [draft, setDraft] = useState<Range | null>(null);
  const now = draft ?? condition;
  const rungs = spread ? rungsOf(spread) : [];
  const move = (end: "min" | "max", at: number, settled: boolean) => {
    const next = { ...now, [end]: rungs[at] ?? null };
    if (spread) preview.value = listsWithin(spread, next.min, next.max);
    setDraft(settled ? null : next);
    if (settled) setCondition(field.name, next);
  };
  return (
    <fieldset class="bound">
      <legend>{words(field.label)}</legend>
      {spread ? <Histogram field={field} spread={spread} min={now.min} max={now.max} /> : null}
      {spread && rungs.length > 1
        ? (["min", "max"] as const).map((end) =>
            now[end] === null ? null : (
              <Slider
                key={end}
                field={field}
                end={end}
                rungs={rungs}
                value={now[end]}
                said={said(spread, now)}
                move={(at, settled) => move(end, at, settled)}
              />
            ),
          )
        : null}
      <RangeEditor field={field} prefix="must_" />
      {spread ? <p class="bound-counts">{said(spread, now)}</p> : null}
      <button type="button" class="text-button" onClick={() => setCondition(field.name, null)}>
        {t("build.give_up")}
      </button>
    </fieldset>
  );
}

function said(spread: Spread, { min, max }: Range): string {
  const { meets, may_meet } = listsWithin(spread, min, max);
  return t("build.counts", { n: meets, may: may_meet });
}

function Slider({
  field,
  end,
  rungs,
  value,
  said: counts,
  move,
}: {
  readonly field: Field;
  readonly end: "min" | "max";
  readonly rungs: readonly number[];
  readonly value: number;
  readonly said: string;
  readonly move: (at: number, settled: boolean) => void;
}) {
  const label = `${words(field.label)}, ${t(`range.${end}`)}`;
  return (
    <input
      class="bound-slider"
      type="range"
      name={`slide_${end}_${field.name}`}
      min={0}
      max={rungs.length - 1}
      step={1}
      value={nearestRung(rungs, value)}
      aria-label={label}
      aria-valuetext={`${formatQuantity(field, value, language.value)}. ${counts}`}
      onInput={(event) => move(Number(event.currentTarget.value), false)}
      onChange={(event) => move(Number(event.currentTarget.value), true)}
    />
  );
}
