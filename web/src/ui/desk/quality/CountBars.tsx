/** Counts as bars: a name, a bar, a number that leads to what was counted. */

import { formatNumber } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { BAR, BarList, BarSvg, BehindBars } from "./BarList";
import { q } from "./words";

export interface CountRow {
  readonly key: string;
  readonly name: string;
  readonly count: number;
  /** Said after the number: a share. */
  readonly share?: string;
  readonly href?: string | undefined;
}

export function CountBars({
  caption,
  rows,
  of,
  head,
  shown,
}: {
  readonly caption: string;
  readonly rows: readonly CountRow[];
  /** What a whole bar stands for. */
  readonly of: number;
  /** What is counted. */
  readonly head: string;
  /** How many of them are drawn; the table has all. */
  readonly shown?: number;
}) {
  const n = (value: number) => formatNumber(value, 0, language.value);
  const linked = (row: CountRow, after: string | null = null) =>
    row.href && row.count > 0 ? (
      <a href={row.href}>
        {n(row.count)}
        {after ? <span class="hidden">: {after}</span> : null}
      </a>
    ) : (
      n(row.count)
    );
  return (
    <>
      <BarList
        rows={rows.slice(0, shown ?? rows.length).map((row) => ({
          key: row.key,
          name: row.name,
          bar: (
            <BarSvg>
              <rect x="0.5" y="0.5" width={BAR.width - 1} height={BAR.height - 1} class="bar-room" />
              <rect
                x="0"
                y="0"
                width={of === 0 ? 0 : (BAR.width * row.count) / of}
                height={BAR.height}
                class="bar-fill"
              />
            </BarSvg>
          ),
          figures: (
            <>
              {row.share ? <b>{row.share} </b> : null}
              {linked(row, row.name)}
            </>
          ),
        }))}
      />
      <BehindBars
        caption={caption}
        heads={[head, q("share_head")]}
        rows={rows.map((row) => ({ key: row.key, name: row.name, cells: [linked(row), row.share ?? ""] }))}
      />
    </>
  );
}
