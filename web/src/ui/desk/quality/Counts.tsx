/** The figures that are plain counts: clocks, readiness, completeness, fields, rules. */

import type { Statistics } from "../../../api/desk/quality";
import { percent } from "../../../domain/desk/chart";
import { listHref } from "../../../domain/desk/sitelist";
import { fieldNamed } from "../../../state/registry";
import { words } from "../../shared/text";
import { CountBars } from "./CountBars";
import { ruleWords } from "./rules";
import { clockWords, q } from "./words";

interface Scope {
  readonly territory: string;
  readonly steward: string;
}

interface Parts {
  readonly data: Statistics;
  readonly scope: Scope;
}

const share = (part: number, whole: number) => `${percent(part, whole)} %`;

export function ClockBars({ data, scope }: Parts) {
  return (
    <CountBars
      caption={q("by_clock")}
      head={q("sites")}
      of={data.published}
      rows={data.clocks.map((one) => ({
        key: one.clock,
        name: `${clockWords(one.clock)}, ${q("days", { n: one.days })}`,
        count: one.stale,
        share: share(one.stale, data.published),
        href: listHref({ ...scope, state: "published", staleGroup: one.clock }),
      }))}
    />
  );
}

export function ReadinessBars({ data, scope }: Parts) {
  return (
    <CountBars
      caption={q("readiness")}
      head={q("sites")}
      of={data.published}
      rows={data.readiness.map((count, level) => ({
        key: String(level),
        name: q("level", { n: level }),
        count,
        share: share(count, data.published),
        href: listHref({ ...scope, state: "published", readiness: level }),
      }))}
    />
  );
}

export function CompletenessBars({ data, scope }: Parts) {
  return (
    <CountBars
      caption={q("completeness")}
      head={q("sites")}
      of={data.published}
      rows={data.completeness.map((count, tenth) => {
        const from = tenth * 10;
        const to = tenth === 9 ? 100 : from + 9;
        return {
          key: String(tenth),
          name: `${from}–${to} %`,
          count,
          share: share(count, data.published),
          href: listHref({ ...scope, state: "published", minCompleteness: from, maxCompleteness: to }),
        };
      })}
    />
  );
}

export function FieldBars({ data }: { readonly data: Statistics }) {
  const rows = [...data.fields].sort((one, other) => one.known - other.known);
  return (
    <CountBars
      caption={q("by_field")}
      head={q("known")}
      shown={12}
      of={data.published}
      rows={rows.map(({ field, known }) => ({
        key: field,
        name: words(fieldNamed(field)?.label) || field,
        count: known,
        share: share(known, data.published),
      }))}
    />
  );
}

export function RuleBars({ data, territory }: { readonly data: Statistics; readonly territory: string }) {
  const most = Math.max(0, ...data.findings.map((one) => one.open));
  if (data.findings.length === 0) return <p class="quiet">{q("now_none")}</p>;
  const rows = [...data.findings].sort((one, other) => other.open - one.open);
  return (
    <CountBars
      caption={q("now")}
      head={q("open")}
      of={most}
      rows={rows.map((one) => {
        const ask = new URLSearchParams({ rule: one.rule, severity: one.severity });
        if (territory !== "") ask.set("territory", territory);
        return {
          key: `${one.rule} ${one.severity}`,
          name: `${ruleWords(one.rule)} (${q(`severity.${one.severity}`)})`,
          count: one.open,
          href: `/desk/quality/findings?${ask}`,
        };
      })}
    />
  );
}
