/** What the last check of the whole stock found, site by site. */

import "../../../styles/desk/admin.css";
import "../../../styles/desk/quality.css";
import { useEffect, useState } from "preact/hooks";
import { type Found, fetchFindings } from "../../../api/desk/quality";
import { asProblem, type Problem } from "../../../api/problem";
import { formatDay, formatNumber } from "../../../domain/format";
import { place, setQuery } from "../../../state/desk/place";
import { rules, wantRules } from "../../../state/desk/rules";
import { language } from "../../../state/preferences";
import { words } from "../../shared/text";
import { PathName } from "../changes/ChangeList";
import { nav } from "../navWords";
import { type Column, DataTable } from "../shared/DataTable";
import { SelectField } from "../shared/fields";
import { Page } from "../shared/Page";
import { Empty, Loading, ProblemCard } from "../shared/states";
import { useLoad } from "../shared/useLoad";
import { QualityNav } from "./Parts";
import { ruleWords } from "./rules";
import { q } from "./words";

const SEVERITIES = ["error", "warning"] as const;

export function FindingsPage() {
  const query = new URLSearchParams(place.value.query);
  const rule = query.get("rule") ?? "";
  const severity = SEVERITIES.find((one) => one === query.get("severity")) ?? "";
  const territory = query.get("territory") ?? "";
  useEffect(() => wantRules(), []);
  const { data, problem, reload, put } = useLoad(
    (signal) => fetchFindings({ rule, severity, territory, after: null }, signal),
    [rule, severity, territory],
  );
  const [refused, setRefused] = useState<Problem | null>(null);
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(place.value.query);
    if (value === "") next.delete(name);
    else next.set(name, value);
    setQuery(next);
  };
  const more = async () => {
    if (!data?.next) return;
    setRefused(null);
    try {
      const page = await fetchFindings({ rule, severity, territory, after: data.next }, null);
      put({ ...page, findings: [...data.findings, ...page.findings] });
    } catch (error) {
      setRefused(asProblem(error));
    }
  };
  return (
    <Page title={nav("nav.findings")} lead={q("finding.lead")}>
      <QualityNav />
      <div class="filters">
        <SelectField
          label={q("rule")}
          value={rule}
          options={[
            { value: "", label: q("any_rule") },
            ...rules.value.map((one) => ({ value: one.id, label: ruleWords(one.id) })),
          ]}
          onChange={(value) => choose("rule", value)}
        />
        <SelectField
          label={q("severity")}
          value={severity}
          options={[
            { value: "", label: q("any_severity") },
            ...SEVERITIES.map((value) => ({ value, label: q(`severity.${value}`) })),
          ]}
          onChange={(value) => choose("severity", value)}
        />
      </div>
      {problem ? <ProblemCard problem={problem} retry={reload} /> : null}
      {data === null ? problem ? null : <Loading /> : null}
      {data && data.findings.length === 0 ? <Empty title={q("finding.none")} /> : null}
      {data && data.findings.length > 0 ? (
        <>
          <p role="status">
            {q("finding.matched", { n: data.matched }).replace(
              String(data.matched),
              formatNumber(data.matched, 0, language.value),
            )}
          </p>
          <div class="table-frame">
            <DataTable
              caption={nav("nav.findings")}
              rows={data.findings}
              keyOf={(row) => String(row.id)}
              nameOf={(row) => row.ref}
              hrefOf={(row) => `/desk/sites/${encodeURIComponent(row.ref)}`}
              columns={COLUMNS()}
            />
          </div>
        </>
      ) : null}
      {refused ? <ProblemCard problem={refused} /> : null}
      {data?.next ? (
        <button type="button" class="button more" onClick={() => void more()}>
          {q("reminder.more")}
        </button>
      ) : null}
    </Page>
  );
}

const COLUMNS = (): readonly Column<Found>[] => [
  { name: "ref", head: q("finding.where"), cell: (row) => <span class="nowrap">{row.ref}</span> },
  {
    name: "what",
    head: q("finding.what"),
    cell: (row) => (
      <>
        <b>{row.rule}</b> {words(row.message)}{" "}
        <span class="quiet">
          <PathName path={row.field} />
        </span>{" "}
        {severityBadge(row.severity)} {row.waived ? <span class="badge">{q("finding.waived")}</span> : null}
      </>
    ),
  },
  {
    name: "standing",
    head: q("finding.standing"),
    cell: (row) => q(row.standing === "draft" ? "finding.draft" : "finding.published"),
    wideOnly: true,
  },
  {
    name: "since",
    head: q("finding.since"),
    cell: (row) => formatDay(row.first_seen.slice(0, 10), language.value),
    wideOnly: true,
  },
];

function severityBadge(severity: string) {
  const known = SEVERITIES.find((one) => one === severity);
  if (!known) return severity;
  return <span class={known === "error" ? "badge badge-off" : "badge"}>{q(`severity.${known}`)}</span>;
}
