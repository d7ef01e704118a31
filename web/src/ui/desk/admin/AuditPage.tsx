/** Who did what to accounts and settings: for ever, the newest first. */

import "../../../styles/desk/admin.css";
import { useEffect, useState } from "preact/hooks";
import { type AuditAction, type AuditEntry, type CodeSaid, fetchAudit } from "../../../api/desk/admin";
import { asProblem, type Problem } from "../../../api/problem";
import { formatInstant } from "../../../domain/desk/time";
import { everybody, wantNames } from "../../../state/desk/people";
import { place, setQuery } from "../../../state/desk/place";
import { language } from "../../../state/preferences";
import { words } from "../../shared/text";
import { nav } from "../navWords";
import { Person, personWords } from "../people/Person";
import { clockWords } from "../quality/words";
import { type Column, DataTable } from "../shared/DataTable";
import { SelectField } from "../shared/fields";
import { Page } from "../shared/Page";
import { Empty, Loading, ProblemCard } from "../shared/states";
import { placeName } from "../shared/territory";
import { useLoad } from "../shared/useLoad";
import { validWords } from "./codeWords";
import { grantWords } from "./Grants";
import { a } from "./words";

const ACTIONS = [
  "account.create",
  "account.rename",
  "account.disable",
  "account.enable",
  "account.link",
  "grant.add",
  "grant.remove",
  "password.set",
  "password.change",
  "token.create",
  "token.revoke",
  "clock.set",
  "territory.put",
  "territory.prefix",
  "road.put",
  "parcel.put",
  "code.add",
  "code.change",
  "mapping.forget",
] as const satisfies readonly AuditAction[];

export function AuditPage() {
  const query = new URLSearchParams(place.value.query);
  const action = ACTIONS.find((one) => one === query.get("action")) ?? "";
  const actor = query.get("actor") ?? "";
  useEffect(() => wantNames(), []);
  const { data, problem, loading, reload, put } = useLoad(
    (signal) => fetchAudit({ action, actor, before: null }, signal),
    [action, actor],
  );
  const [refused, setRefused] = useState<Problem | null>(null);
  const older = async () => {
    if (!data?.next) return;
    setRefused(null);
    try {
      const more = await fetchAudit({ action, actor, before: data.next });
      put({ entries: [...data.entries, ...more.entries], next: more.next });
    } catch (error) {
      setRefused(asProblem(error));
    }
  };
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(place.value.query);
    if (value === "") next.delete(name);
    else next.set(name, value);
    setQuery(next);
  };
  return (
    <Page title={nav("nav.audit")} lead={a("audit.lead")}>
      <div class="filters">
        <SelectField
          label={a("audit.action")}
          value={action}
          options={[{ value: "", label: a("any") }, ...ACTIONS.map((value) => ({ value, label: a(`audit.${value}`) }))]}
          onChange={(value) => choose("action", value)}
        />
        <SelectField
          label={a("audit.actor")}
          value={actor}
          options={[
            { value: "", label: a("anybody") },
            { value: "cli", label: personWords("cli") },
            ...everybody().map(([value, label]) => ({ value, label })),
          ]}
          onChange={(value) => choose("actor", value)}
        />
      </div>
      {problem ? <ProblemCard problem={problem} retry={reload} /> : null}
      {data === null ? problem ? null : <Loading /> : null}
      {data && data.entries.length === 0 && !loading ? <Empty text={a("none_found")} /> : null}
      {data && data.entries.length > 0 ? (
        <div class="table-frame">
          <DataTable
            caption={nav("nav.audit")}
            rows={data.entries}
            keyOf={(entry) => String(entry.id)}
            nameOf={(entry) => a(`audit.${entry.action}`)}
            columns={COLUMNS()}
          />
        </div>
      ) : null}
      {refused ? <ProblemCard problem={refused} /> : null}
      {data?.next ? (
        <button type="button" class="button more" onClick={() => void older()}>
          {a("audit.older")}
        </button>
      ) : null}
    </Page>
  );
}

const COLUMNS = (): readonly Column<AuditEntry>[] => [
  {
    name: "action",
    head: a("audit.action"),
    cell: (entry) => (
      <>
        {a(`audit.${entry.action}`)}
        <span class="cell-second cell-narrow quiet">
          <Detail entry={entry} />
        </span>
      </>
    ),
  },
  {
    name: "actor",
    head: a("audit.actor"),
    cell: (entry) => (
      <>
        <Person id={entry.actor} />
        {entry.account === null ? null : (
          <span class="cell-second cell-narrow quiet">
            {a("audit.account")}: <Person id={`user:${entry.account}`} />
          </span>
        )}
      </>
    ),
  },
  {
    name: "account",
    head: a("audit.account"),
    wideOnly: true,
    cell: (entry) => (entry.account === null ? "" : <Person id={`user:${entry.account}`} />),
  },
  { name: "detail", head: a("audit.detail"), cell: (entry) => <Detail entry={entry} />, wideOnly: true },
  { name: "at", head: a("audit.at"), cell: (entry) => formatInstant(entry.at, language.value) },
];

/** What was done exactly, in words where there are some. */
function Detail({ entry }: { readonly entry: AuditEntry }) {
  const detail = entry.detail as { readonly [name: string]: unknown };
  switch (entry.action) {
    case "grant.add":
    case "grant.remove": {
      const territory =
        typeof detail["territory"] === "string" && detail["territory"] !== "" ? detail["territory"] : null;
      return <>{grantWords({ role: detail["role"] as "viewer", territory })}</>;
    }
    case "clock.set":
      return (
        <>
          {Object.entries(detail)
            .map(([clock, days]) => `${clockWords(clock)}: ${a("days", { n: Number(days) })}`)
            .join("; ")}
        </>
      );
    case "territory.put":
      return <>{a("audit.territories", { n: Number(detail["count"] ?? 0) })}</>;
    case "parcel.put":
      return <>{[detail["layer"], detail["source"], detail["as_of"]].map(String).join(" · ")}</>;
    case "territory.prefix":
      return (
        <>
          {placeName(String(detail["code"] ?? ""))}: {String(detail["was"] || "–")} → {String(detail["is"] || "–")}
        </>
      );
    case "code.add":
    case "code.change":
      return <CodeDetail detail={detail as unknown as CodeChange} />;
    case "road.put":
      return <>{String(detail["source"] ?? "")}</>;
    case "mapping.forget":
      return <>{String(detail["source"] ?? "")}</>;
    default:
      return null;
  }
}

interface CodeChange {
  readonly list: string;
  readonly code: string;
  readonly before?: CodeSaid;
  readonly after: CodeSaid;
}

/** What a code was called and when it was in force, before and after. */
function CodeDetail({ detail }: { readonly detail: CodeChange }) {
  const say = (said: CodeSaid) => `${words(said.label)}, ${validWords(said)}`;
  const labels = (said: CodeSaid) => Object.values(said.label).join(" / ");
  const { before, after } = detail;
  const same = before !== undefined && say(before) === say(after);
  return (
    <>
      <code>
        {detail.list} {detail.code}
      </code>
      : {before ? `${same ? labels(before) : say(before)} → ` : ""}
      {same ? labels(after) : say(after)}
    </>
  );
}
