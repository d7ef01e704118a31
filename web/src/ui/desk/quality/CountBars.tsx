/** Counts as bars: a name, a bar, a number that leads to what was counted. */

import { formatNumber } from "../../../domain/format";
import { language } from "../../../state/preferences";
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
  return (
    <>
      <ul class="bars">
        {rows.slice(0, shown ?? rows.length).map((row) => (
          <li key={row.key}>
            <span class="bar-name">{row.name}</span>
            <svg class="bar-chart" viewBox="0 0 400 18" preserveAspectRatio="none" aria-hidden="true" focusable="false">
              <rect x="0.5" y="0.5" width="399" height="17" class="bar-room" />
              <rect x="0" y="0" width={of === 0 ? 0 : (400 * row.count) / of} height="18" class="bar-fill" />
            </svg>
            <span class="bar-figures">
              {row.share ? <b>{row.share} </b> : null}
              {row.href && row.count > 0 ? (
                <a href={row.href}>
                  {n(row.count)}
                  <span class="hidden">: {row.name}</span>
                </a>
              ) : (
                n(row.count)
              )}
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
                  {head}
                </th>
                <th scope="col" class="cell-number">
                  {q("share_head")}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">{row.name}</th>
                  <td class="cell-number">
                    {row.href && row.count > 0 ? <a href={row.href}>{n(row.count)}</a> : n(row.count)}
                  </td>
                  <td class="cell-number">{row.share ?? ""}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
