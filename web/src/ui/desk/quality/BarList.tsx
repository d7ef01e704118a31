/** Bars with names and figures, and behind them the same as a table. */

import type { ComponentChildren } from "preact";
import { q } from "./words";

export interface BarRow {
  readonly key: string;
  readonly name: ComponentChildren;
  readonly bar: ComponentChildren;
  readonly figures: ComponentChildren;
}

/** The drawing of a bar is as wide as its place, whatever its own units are. */
export const BAR = { width: 400, height: 18 } as const;

export function BarSvg({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg
      class="bar-chart"
      viewBox={`0 0 ${BAR.width} ${BAR.height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export function BarList({ rows }: { readonly rows: readonly BarRow[] }) {
  return (
    <ul class="bars">
      {rows.map(({ key, name, bar, figures }) => (
        <li key={key}>
          <span class="bar-name">{name}</span>
          {bar}
          <span class="bar-figures">{figures}</span>
        </li>
      ))}
    </ul>
  );
}

export interface TableRow {
  readonly key: string;
  readonly name: string;
  readonly cells: readonly ComponentChildren[];
}

/** The figures of the bars in a table: the name, then numbers under the heads. */
export function BehindBars({
  caption,
  heads,
  rows,
}: {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly TableRow[];
}) {
  return (
    <details class="behind">
      <summary>{q("as_table")}</summary>
      <div class="table-frame">
        <table class="data">
          <caption class="hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{q("name")}</th>
              {heads.map((head) => (
                <th key={head} scope="col" class="cell-number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.name}</th>
                {row.cells.map((cell, i) => (
                  <td key={heads[i]} class="cell-number">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
