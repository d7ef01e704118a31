/** Sites by freshness, one bar for each place or person, and the same as a table. */

import type { FreshnessCount } from "../../../api/desk/quality";
import { FRESHNESS, type FreshnessName, percent, pieces } from "../../../domain/desk/chart";
import { formatNumber } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { StateKey, stateFill } from "./Parts";
import { q, stateWords } from "./words";

export interface FreshnessRow {
  readonly key: string;
  readonly name: string;
  readonly count: FreshnessCount;
  /** The sites of the row, or of a part of it. Those of unknown age cannot be asked for. */
  readonly href: (state: FreshnessName | null) => string;
  /** Where one looks into it. */
  readonly inside?: string | undefined;
}

const WIDTH = 400;
const HEIGHT = 18;

export function FreshnessLegend() {
  return (
    <ul class="legend-states">
      {FRESHNESS.map((name) => (
        <li key={name}>
          <StateKey name={name} /> {stateWords(name)}
        </li>
      ))}
    </ul>
  );
}

export function FreshnessBars({ caption, rows }: { readonly caption: string; readonly rows: readonly FreshnessRow[] }) {
  const n = (value: number) => formatNumber(value, 0, language.value);
  return (
    <>
      <ul class="bars">
        {rows.map((row) => (
          <li key={row.key}>
            <span class="bar-name">{row.inside ? <a href={row.inside}>{row.name}</a> : row.name}</span>
            <Bar count={row.count} />
            <span class="bar-figures">
              <b>{q("share", { pct: `${percent(row.count.fresh, row.count.sites)} %` })}</b>{" "}
              <a href={row.href(null)}>
                {n(row.count.sites)}
                <span class="hidden">
                  {" "}
                  {q("sites")}: {row.name}
                </span>
              </a>
            </span>
          </li>
        ))}
      </ul>
      <details class="behind">
        <summary>{q("as_table")}</summary>
        <div class="table-frame">
          <table class="data">
            <caption class="hidden">{caption}</caption>
            <thead>
              <tr>
                <th scope="col">{q("name")}</th>
                <th scope="col" class="cell-number">
                  {q("sites")}
                </th>
                {FRESHNESS.map((name) => (
                  <th key={name} scope="col" class="cell-number">
                    {stateWords(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">{row.name}</th>
                  <td class="cell-number">
                    <a href={row.href(null)}>{n(row.count.sites)}</a>
                  </td>
                  {FRESHNESS.map((name) => (
                    <td key={name} class="cell-number">
                      {row.count[name] === 0 || name === "unknown" ? (
                        n(row.count[name])
                      ) : (
                        <a href={row.href(name)}>{n(row.count[name])}</a>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

function Bar({ count }: { readonly count: FreshnessCount }) {
  return (
    <svg
      class="bar-chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {pieces(count).map((piece) => (
        <rect
          key={piece.name}
          x={piece.from * WIDTH}
          y={0.5}
          width={Math.max(1, piece.width * WIDTH)}
          height={HEIGHT - 1}
          {...stateFill(piece.name)}
        />
      ))}
      <rect x={0.5} y={0.5} width={WIDTH - 1} height={HEIGHT - 1} class="bar-edge" />
    </svg>
  );
}
