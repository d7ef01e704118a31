/** What the rules found over time: errors as a whole line with dots, warnings as a broken one with squares. */

import { useState } from "preact/hooks";
import type { Statistics } from "../../../api/desk/quality";
import { byDay, roundTop, spots } from "../../../domain/desk/chart";
import { formatDay, formatNumber } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { registry } from "../../../state/registry";
import { SelectField } from "../shared/fields";
import { ruleWords } from "./rules";
import { q } from "./words";

const WIDTH = 720;
const HEIGHT = 180;

export function FindingsChart({ days }: { readonly days: Statistics["days"] }) {
  const [rule, setRule] = useState("");
  const rules = [...new Set(days.map((row) => row.rule))].sort();
  const errors = byDay(days, "error", rule);
  const warnings = byDay(days, "warning", rule);
  const first = errors[0];
  const last = errors.at(-1);
  if (!first || !last || registry.value === null) return <p class="quiet">{q("now_none")}</p>;
  const top = roundTop([...errors, ...warnings].map((one) => one.open));
  const day = (text: string) => formatDay(text, language.value);
  const n = (value: number) => formatNumber(value, 0, language.value);
  return (
    <>
      <div class="filters">
        <SelectField
          label={q("rule")}
          value={rule}
          options={[{ value: "", label: q("any_rule") }, ...rules.map((id) => ({ value: id, label: ruleWords(id) }))]}
          onChange={setRule}
        />
      </div>
      {errors.length < 2 ? <p class="quiet">{q("over_time_none")}</p> : null}
      <svg class="line-chart" viewBox={`-44 -10 ${WIDTH + 60} ${HEIGHT + 40}`} aria-hidden="true" focusable="false">
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <line x1="0" x2={WIDTH} y1={HEIGHT * (1 - part)} y2={HEIGHT * (1 - part)} class="chart-line" />
            {part === 0.5 && top < 2 ? null : (
              <text x="-8" y={HEIGHT * (1 - part) + 4} class="chart-text chart-text-end">
                {n(top * part)}
              </text>
            )}
          </g>
        ))}
        <text x="0" y={HEIGHT + 22} class="chart-text">
          {day(first.day)}
        </text>
        {errors.length > 1 ? (
          <text x={WIDTH} y={HEIGHT + 22} class="chart-text chart-text-end">
            {day(last.day)}
          </text>
        ) : null}
        <Line points={spots(warnings, top, WIDTH, HEIGHT)} kind="warning" />
        <Line points={spots(errors, top, WIDTH, HEIGHT)} kind="error" />
      </svg>
      <ul class="legend-states">
        <li>
          <LineKey kind="error" /> {q("errors")}: {n(last.open)}
        </li>
        <li>
          <LineKey kind="warning" /> {q("warnings")}: {n(warnings.at(-1)?.open ?? 0)}
        </li>
      </ul>
      <details class="behind">
        <summary>{q("as_table")}</summary>
        <div class="table-frame">
          <table class="data">
            <caption class="hidden">{q("over_time")}</caption>
            <thead>
              <tr>
                <th scope="col">{q("day")}</th>
                <th scope="col" class="cell-number">
                  {q("errors")}
                </th>
                <th scope="col" class="cell-number">
                  {q("warnings")}
                </th>
              </tr>
            </thead>
            <tbody>
              {errors.map((row, i) => (
                <tr key={row.day}>
                  <th scope="row">{day(row.day)}</th>
                  <td class="cell-number">{n(row.open)}</td>
                  <td class="cell-number">{n(warnings[i]?.open ?? 0)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

type Kind = "error" | "warning";

function Line({
  points,
  kind,
}: {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly kind: Kind;
}) {
  const marked = points.length <= 40 ? points : points.slice(-1);
  return (
    <g class={`series series-${kind}`}>
      <polyline points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
      {marked.map(({ x, y }) =>
        kind === "error" ? (
          <circle key={x} cx={x} cy={y} r="3.5" />
        ) : (
          <rect key={x} x={x - 3} y={y - 3} width="6" height="6" />
        ),
      )}
    </g>
  );
}

function LineKey({ kind }: { readonly kind: Kind }) {
  return (
    <svg class="line-key" width="28" height="12" aria-hidden="true" focusable="false">
      <Line
        kind={kind}
        points={[
          { x: 2, y: 6 },
          { x: 26, y: 6 },
        ]}
      />
    </svg>
  );
}
