/** Parts that several pages of campaigns share: badges, progress, precision. */

import type { ComponentChildren } from "preact";
import type { Campaign, CandidateCount, TaskState } from "../../../api/desk/campaigns";
import type { Progress } from "../../../domain/desk/campaigns";
import { formatNumber } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { f } from "./words";

export function StateBadge({ state }: { readonly state: Campaign["state"] }) {
  return <span class={`badge campaign-state campaign-state-${state}`}>{f(`campaign.${state}`)}</span>;
}

/** Around a table that may be wider than the page: what scrolls has to be reached by keyboard. */
export function Scroller({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it nobody could scroll by keyboard
    <section class="table-frame" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}

/** The mark of a state, the same as on the map: the more of the ring is filled, the further it is. */
export function TaskMark({ state }: { readonly state: TaskState }) {
  return <span class={`task-mark task-mark-${state}`} aria-hidden="true" />;
}

export function TaskBadge({ state }: { readonly state: TaskState }) {
  return (
    <span class="task-badge">
      <TaskMark state={state} />
      {f(`task.${state}`)}
    </span>
  );
}

/** How far it is, as a bar and in words. */
export function ProgressBar({ progress }: { readonly progress: Progress }) {
  const { total, done, parts } = progress;
  if (total === 0) return <p class="quiet">{f("progress.none")}</p>;
  return (
    <div class="task-progress">
      <div class="task-bar" aria-hidden="true">
        {parts.map(({ state, share }) =>
          share > 0 ? (
            <span key={state} class={`task-part task-part-${state}`} style={{ width: `${share * 100}%` }} />
          ) : null,
        )}
      </div>
      <p class="task-progress-words">
        <b>{f("progress.done", { n: done, total })}</b>
      </p>
      <ul class="task-counts">
        {parts.map(({ state, count }) =>
          count > 0 ? (
            <li key={state}>
              <TaskMark state={state} />
              {f(`task.${state}`)} <b>{formatNumber(count, 0, language.value)}</b>
            </li>
          ) : null,
        )}
      </ul>
    </div>
  );
}

const percent = (share: number) => `${formatNumber(share * 100, 0, language.value)}\u00a0%`;

/** How many candidates of each source were there; a source that nobody has looked at has no share. */
export function PrecisionTable({ rows }: { readonly rows: readonly CandidateCount[] }) {
  return (
    <>
      <p class="quiet campaign-hint">{f("precision.hint")}</p>
      <Scroller label={f("precision.title")}>
        <table class="data">
          <caption class="hidden">{f("precision.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{f("precision.source")}</th>
              <th scope="col" class="cell-number">
                {f("precision.candidates")}
              </th>
              <th scope="col" class="cell-number">
                {f("precision.there")}
              </th>
              <th scope="col" class="cell-number">
                {f("precision.share")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.source}>
                <th scope="row">
                  {row.name} <span class="quiet">{row.source}</span>
                </th>
                <td class="cell-number">{formatNumber(row.candidates, 0, language.value)}</td>
                <td class="cell-number">
                  {row.observed === 0 ? (
                    <span class="value value-unknown">{f("precision.nobody")}</span>
                  ) : (
                    f("precision.of", { confirmed: row.confirmed, observed: row.observed })
                  )}
                </td>
                <td class="cell-number">
                  {row.share === null || row.low === null || row.high === null ? (
                    "–"
                  ) : (
                    <>
                      <b>{percent(row.share)}</b>{" "}
                      <span class="quiet">
                        {f("precision.range", { low: percent(row.low), high: percent(row.high) })}
                      </span>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </>
  );
}
