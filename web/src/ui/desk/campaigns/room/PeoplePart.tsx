/** Who does how much, person by person and day by day. */

import { formatDay, formatNumber } from "../../../../domain/format";
import { language } from "../../../../state/preferences";
import { Empty, Loading } from "../../shared/states";
import { Scroller } from "../parts";
import { f } from "../words";
import type { RoomParts } from "./parts";

/** How many days the table shows: the last ones. */
const DAYS = 7;

export function PeoplePart({ figures }: RoomParts) {
  if (!figures) return <Loading />;
  const { observers } = figures;
  if (observers.length === 0) return <Empty text={f("people.none")} />;
  const days = figures.days.slice(-DAYS);
  const n = (value: number) => formatNumber(value, 0, language.value);
  return (
    <Scroller label={f("part.people")}>
      <table class="data">
        <caption class="hidden">{f("part.people")}</caption>
        <thead>
          <tr>
            <th scope="col">{f("people.person")}</th>
            {(["assigned", "observed", "accepted", "redo", "doubtful", "accuracy"] as const).map((head) => (
              <th key={head} scope="col" class="cell-number">
                {f(`people.${head}`)}
              </th>
            ))}
            {days.map(({ day }) => (
              <th key={day} scope="col" class="cell-number cell-wide">
                {formatDay(day, language.value)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {observers.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.name || one.id}</th>
              <td class="cell-number">{n(one.assigned)}</td>
              <td class="cell-number">{n(one.observed)}</td>
              <td class="cell-number">{n(one.accepted)}</td>
              <td class="cell-number">{n(one.redo)}</td>
              <td class="cell-number">{n(one.doubtful)}</td>
              <td class="cell-number">
                {one.accuracy_m === null ? "–" : f("people.metres", { m: n(one.accuracy_m) })}
              </td>
              {days.map(({ day }) => (
                <td key={day} class="cell-number cell-wide">
                  {n(one.days.find((other) => other.day === day)?.observed ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{f("people.all")}</th>
            <td class="cell-number">{n(observers.reduce((sum, one) => sum + one.assigned, 0))}</td>
            <td class="cell-number">{n(observers.reduce((sum, one) => sum + one.observed, 0))}</td>
            <td class="cell-number">{n(observers.reduce((sum, one) => sum + one.accepted, 0))}</td>
            <td class="cell-number">{n(observers.reduce((sum, one) => sum + one.redo, 0))}</td>
            <td class="cell-number">{n(observers.reduce((sum, one) => sum + one.doubtful, 0))}</td>
            <td />
            {days.map(({ day, observed }) => (
              <td key={day} class="cell-number cell-wide">
                {n(observed)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </Scroller>
  );
}
