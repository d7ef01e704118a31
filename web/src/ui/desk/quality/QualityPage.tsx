/** How current and complete the stock is, and what the rules find: figures that lead to their sites. */

import "../../../styles/desk/admin.css";
import "../../../styles/desk/quality.css";
import { useEffect } from "preact/hooks";
import { fetchStatistics, type Statistics } from "../../../api/desk/quality";
import { percent } from "../../../domain/desk/chart";
import { listHref } from "../../../domain/desk/sitelist";
import { formatInstant } from "../../../domain/desk/time";
import { formatNumber } from "../../../domain/format";
import { place, setQuery } from "../../../state/desk/place";
import { wantRules } from "../../../state/desk/rules";
import { language } from "../../../state/preferences";
import { words } from "../../shared/text";
import { nav } from "../navWords";
import { SelectField } from "../shared/fields";
import { Page } from "../shared/Page";
import { Empty, Loading, ProblemCard } from "../shared/states";
import { placeName } from "../shared/territory";
import { useLoad } from "../shared/useLoad";
import { ClockBars, CompletenessBars, FieldBars, ReadinessBars, RuleBars } from "./Counts";
import { FindingsChart } from "./FindingsChart";
import { FreshnessBars, FreshnessLegend } from "./FreshnessBars";
import { OldestTable } from "./OldestTable";
import { ChartPatterns, QualityNav } from "./Parts";
import { q } from "./words";

const DAYS = [30, 90, 365] as const;

export function QualityPage() {
  const query = new URLSearchParams(place.value.query);
  const territory = query.get("territory") ?? "";
  const steward = query.get("steward") ?? "";
  const days = DAYS.find((one) => String(one) === query.get("days")) ?? 90;
  useEffect(() => wantRules(), []);
  const { data, problem, reload } = useLoad(
    (signal) => fetchStatistics({ territory, steward, days }, signal),
    [territory, steward, days],
  );
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(place.value.query);
    if (value === "") next.delete(name);
    else next.set(name, value);
    setQuery(next, { replace: false });
  };
  return (
    <Page title={nav("nav.quality")} lead={q("lead")}>
      <ChartPatterns />
      <QualityNav />
      <div class="filters">
        <SelectField
          label={q("scope.steward")}
          value={steward}
          options={stewardOptions(data, steward)}
          onChange={(value) => choose("steward", value)}
        />
        <SelectField
          label={q("scope.days")}
          value={String(days)}
          options={DAYS.map((n) => ({ value: String(n), label: q("days", { n }) }))}
          onChange={(value) => choose("days", value)}
        />
      </div>
      {territory === "" ? null : (
        <p>
          {q("scope.territory")}:{" "}
          <button type="button" class="link-button" onClick={() => choose("territory", "")}>
            {q("scope.all")}
          </button>{" "}
          › <b>{placeName(territory)}</b>
        </p>
      )}
      {problem ? <ProblemCard problem={problem} retry={reload} /> : null}
      {data === null ? problem ? null : <Loading /> : null}
      {data ? <Figures data={data} territory={territory} steward={steward} /> : null}
    </Page>
  );
}

/** Those who look after sites here, oneself first. */
function stewardOptions(data: Statistics | null, chosen: string) {
  const known = (data?.stewards ?? [])
    .filter((one) => one.id !== null)
    .map((one) => ({ value: one.id ?? "", label: one.name ?? one.id ?? "" }));
  const missing = chosen !== "" && chosen !== "me" && !known.some((one) => one.value === chosen);
  return [
    { value: "", label: q("scope.anybody") },
    { value: "me", label: q("scope.me") },
    ...known,
    ...(missing ? [{ value: chosen, label: chosen }] : []),
  ];
}

interface Scope {
  readonly territory: string;
  readonly steward: string;
}

function Figures({ data, territory, steward }: { readonly data: Statistics } & Scope) {
  const scope = { territory, steward };
  if (data.published === 0)
    return (
      <>
        <Tiles data={data} scope={scope} />
        <Empty title={q("none")} text={q("none_hint")} />
        <Section title={q("now")}>
          <RuleBars data={data} territory={territory} />
        </Section>
      </>
    );
  return (
    <>
      <Tiles data={data} scope={scope} />
      <Section title={q("by_territory")}>
        <FreshnessLegend />
        <FreshnessBars
          caption={q("by_territory")}
          rows={data.territories.map((one) => ({
            key: one.code,
            name: words(one.name) || one.code,
            count: one,
            href: (state) => listHref({ ...scope, territory: one.code, ...stateAsk(state) }),
            inside: one.children ? inside(one.code) : undefined,
          }))}
        />
      </Section>
      <Section title={q("by_steward")}>
        <FreshnessLegend />
        <FreshnessBars
          caption={q("by_steward")}
          rows={data.stewards.map((one) => ({
            key: one.id ?? "",
            name: one.id === null ? q("no_steward") : (one.name ?? one.id),
            count: one,
            href: (state) => listHref({ territory, steward: one.id ?? "nobody", ...stateAsk(state) }),
          }))}
        />
      </Section>
      <div class="quality-two">
        <Section title={q("by_clock")} lead={q("by_clock_hint")}>
          <ClockBars data={data} scope={scope} />
        </Section>
        <Section title={q("readiness")}>
          <ReadinessBars data={data} scope={scope} />
        </Section>
        <Section title={q("completeness")} lead={q("completeness_hint")}>
          <CompletenessBars data={data} scope={scope} />
        </Section>
        <Section title={q("by_field")} lead={q("by_field_hint")}>
          <FieldBars data={data} />
        </Section>
      </div>
      <Section title={q("oldest")}>
        <OldestTable rows={data.oldest} />
      </Section>
      <Section title={q("over_time")}>
        {steward === "" ? <FindingsChart days={data.days} /> : <p class="quiet">{q("over_time_steward")}</p>}
      </Section>
      <Section title={q("now")}>
        <RuleBars data={data} territory={territory} />
      </Section>
    </>
  );
}

/** The same page, one territory deeper. */
function inside(code: string): string {
  const next = new URLSearchParams(place.value.query);
  next.set("territory", code);
  return `/desk/quality?${next}`;
}

const stateAsk = (state: string | null) =>
  state === null ? { state: "published" as const } : { state: "published" as const, freshness: state };

function Section({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly children: preact.ComponentChildren;
}) {
  return (
    <section class="card quality-part">
      <h2>{title}</h2>
      {lead ? <p class="quiet">{lead}</p> : null}
      {children}
    </section>
  );
}

function Tiles({ data, scope }: { readonly data: Statistics; readonly scope: Scope }) {
  const n = (value: number) => formatNumber(value, 0, language.value);
  const { fresh, stale, expired, unknown, sites } = data.freshness;
  const drafts =
    (data.lifecycles["draft"] ?? 0) + (data.lifecycles["candidate"] ?? 0) + (data.lifecycles["in_review"] ?? 0);
  const open = data.findings.reduce((sum, one) => sum + one.open, 0);
  return (
    <>
      <dl class="tiles">
        <Tile label={q("published")} value={n(sites)} href={listHref({ ...scope, state: "published" })} />
        <Tile
          label={q("fresh_share")}
          value={sites === 0 ? "—" : `${percent(fresh, sites)} %`}
          href={listHref({ ...scope, ...stateAsk("fresh") })}
        />
        <Tile
          label={q("to_check")}
          hint={q("to_check_hint")}
          value={n(stale + expired + unknown)}
          href={`/desk/quality/reminders?${remindersAsk(scope.territory)}`}
        />
        <Tile label={q("under_way")} value={n(drafts)} />
        <Tile
          label={q("open_findings")}
          value={n(open)}
          href={`/desk/quality/findings${findingsAsk(scope.territory)}`}
        />
      </dl>
      <p class="quiet">
        {data.checked_at ? q("checked_at", { at: formatInstant(data.checked_at, language.value) }) : q("checked_never")}
      </p>
    </>
  );
}

function remindersAsk(territory: string): URLSearchParams {
  const ask = new URLSearchParams({ whose: "all", kind: "facts" });
  if (territory !== "") ask.set("territory", territory);
  return ask;
}

const findingsAsk = (territory: string) => (territory === "" ? "" : `?${new URLSearchParams({ territory })}`);

function Tile({
  label,
  value,
  href,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly href?: string;
  readonly hint?: string;
}) {
  return (
    <div class="tile">
      <dt>{label}</dt>
      <dd>
        {href ? (
          <a href={href}>
            {value}
            <span class="hidden">: {label}</span>
          </a>
        ) : (
          <span class="tile-value">{value}</span>
        )}
        {hint ? <span class="tile-hint">{hint}</span> : null}
      </dd>
    </div>
  );
}
