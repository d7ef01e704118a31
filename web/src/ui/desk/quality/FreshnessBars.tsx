/** Sites by freshness, one bar for each place or person, and the same as a table. */

import type { FreshnessCount } from "../../../api/desk/quality";
import { FRESHNESS, type FreshnessName, percent, pieces } from "../../../domain/desk/chart";
import { formatNumber } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { BAR, BarList, BarSvg, BehindBars } from "./BarList";
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
      <BarList
        rows={rows.map((row) => ({
          key: row.key,
          name: row.inside ? <a href={row.inside}>{row.name}</a> : row.name,
          bar: <Bar count={row.count} />,
          figures: (
            <>
              <b>{q("share", { pct: `${percent(row.count.fresh, row.count.sites)} %` })}</b>{" "}
              <a href={row.href(null)}>
                {n(row.count.sites)}
                <span class="hidden">
                  {" "}
                  {q("sites")}: {row.name}
                </span>
              </a>
            </>
          ),
        }))}
      />
      <BehindBars
        caption={caption}
        heads={[q("sites"), ...FRESHNESS.map(stateWords)]}
        rows={rows.map((row) => ({
          key: row.key,
          name: row.name,
          cells: [<a href={row.href(null)}>{n(row.count.sites)}</a>, ...FRESHNESS.map((name) => asked(row, name))],
        }))}
      />
    </>
  );

  function asked(row: FreshnessRow, name: FreshnessName) {
    const count = n(row.count[name]);
    return row.count[name] === 0 || name === "unknown" ? count : <a href={row.href(name)}>{count}</a>;
  }
}

function Bar({ count }: { readonly count: FreshnessCount }) {
  return (
    <BarSvg>
      {pieces(count).map((piece) => (
        <rect
          key={piece.name}
          x={piece.from * BAR.width}
          y={0.5}
          width={Math.max(1, piece.width * BAR.width)}
          height={BAR.height - 1}
          {...stateFill(piece.name)}
        />
      ))}
      <rect x={0.5} y={0.5} width={BAR.width - 1} height={BAR.height - 1} class="bar-edge" />
    </BarSvg>
  );
}
