/** Access tokens: one's own, and for who keeps the users those of everybody. */

import "../../../styles/desk/admin.css";
import { useState } from "preact/hooks";
import { type AccessToken, fetchTokens, makeToken, revokeToken } from "../../../api/desk/admin";
import { asProblem, type Problem } from "../../../api/problem";
import { formatInstant } from "../../../domain/desk/time";
import { ask, say } from "../../../state/desk/notices";
import { may, person, session } from "../../../state/desk/session";
import { language } from "../../../state/preferences";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { nav } from "../navWords";
import { type Column, DataTable } from "../shared/DataTable";
import { Dialog } from "../shared/Dialog";
import { SelectField, TextField } from "../shared/fields";
import { Page } from "../shared/Page";
import { Empty, Loading, ProblemCard } from "../shared/states";
import { useLoad } from "../shared/useLoad";
import { Secret } from "./Secret";
import { a } from "./words";

const DAYS = ["30", "90", "180", "366"] as const;

export function TokensPage() {
  const [of, setOf] = useState<"self" | "everybody">("self");
  const { data, problem, reload } = useLoad((signal) => fetchTokens(of, signal), [of]);
  const [making, setMaking] = useState(false);
  const [text, setText] = useState<string | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const revoke = async (token: AccessToken) => {
    const question = { title: a("token.revoke_ask", { name: token.name }), text: a("token.revoke_text") };
    const { yes } = await ask({ ...question, yes: a("token.revoke"), grave: true });
    if (!yes) return;
    setRefused(null);
    try {
      await revokeToken(token.id);
      say(a("token.revoked_done", { name: token.name }));
      reload();
    } catch (error) {
      setRefused(asProblem(error));
    }
  };
  return (
    <Page
      title={nav("nav.tokens")}
      lead={a("token.lead")}
      actions={
        <button type="button" class="button button-main" onClick={() => setMaking(true)}>
          <Icon name="plus" size={16} />
          {a("token.make")}
        </button>
      }
    >
      {may("user.manage") ? (
        <div class="filters">
          <SelectField
            label={a("token.of")}
            value={of}
            options={(["self", "everybody"] as const).map((value) => ({ value, label: a(`token.of_${value}`) }))}
            onChange={(value) => setOf(value as "self" | "everybody")}
          />
        </div>
      ) : null}
      {problem ? <ProblemCard problem={problem} retry={reload} /> : null}
      {refused ? <ProblemCard problem={refused} /> : null}
      {data === null ? problem ? null : <Loading /> : null}
      {data && data.length === 0 ? <Empty title={a("token.none")} text={a("token.none_hint")} /> : null}
      {data && data.length > 0 ? (
        <div class="table-frame">
          <DataTable
            caption={nav("nav.tokens")}
            rows={data}
            keyOf={(token) => String(token.id)}
            nameOf={(token) => token.name}
            columns={columns(of === "everybody", (token) => void revoke(token))}
          />
        </div>
      ) : null}
      {making ? (
        <TokenDialog
          onClose={() => setMaking(false)}
          onDone={(made) => {
            setMaking(false);
            setText(made);
            reload();
          }}
        />
      ) : null}
      {text === null ? null : (
        <Secret title={a("token.made")} lead={a("token.once")} text={text} onClose={() => setText(null)} />
      )}
    </Page>
  );
}

function columns(everybody: boolean, revoke: (token: AccessToken) => void): readonly Column<AccessToken>[] {
  const instant = (at: string | null) => (at ? formatInstant(at, language.value) : a("user.never"));
  const who: Column<AccessToken> = { name: "email", head: a("user.email"), cell: (token) => token.email };
  return [
    { name: "name", head: a("token.name"), cell: (token) => token.name },
    ...(everybody ? [who] : []),
    {
      name: "scope",
      head: a("token.scope"),
      cell: (token) => (token.scope ? token.scope.map(rightWords).join("; ") : a("token.scope_all")),
      wideOnly: true,
    },
    { name: "used", head: a("token.used"), cell: (token) => instant(token.last_used_at), wideOnly: true },
    {
      name: "state",
      head: a("user.state"),
      cell: (token) => stateOf(token, instant(token.expires_at)),
    },
    {
      name: "acts",
      head: a("acts"),
      cell: (token) =>
        token.revoked_at || Date.parse(token.expires_at) < Date.now() ? null : (
          <button type="button" class="button button-small" onClick={() => revoke(token)}>
            {a("token.revoke")}
            <span class="hidden">: {token.name}</span>
          </button>
        ),
    },
  ];
}

function stateOf(token: AccessToken, until: string) {
  if (token.revoked_at) return <span class="badge badge-off">{a("token.revoked")}</span>;
  if (Date.parse(token.expires_at) < Date.now()) return <span class="badge badge-off">{a("token.expired")}</span>;
  return a("token.until", { day: until });
}

/** The words of a right, as the session brings them; of one that one has not there is only the code. */
function rightWords(operation: string): string {
  const found = session.value?.operations.find((one) => one.operation === operation);
  return found ? words(found.label) : operation;
}

function TokenDialog({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: (text: string) => void }) {
  const [name, setName] = useState("");
  const [days, setDays] = useState<string>("90");
  const [all, setAll] = useState(true);
  const [scope, setScope] = useState<ReadonlySet<string>>(new Set(["site.read"]));
  const [problem, setProblem] = useState<Problem | null>(null);
  const make = async () => {
    setProblem(null);
    try {
      onDone(await makeToken(name.trim(), Number(days), all ? null : [...scope]));
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const toggle = (operation: string) => {
    const next = new Set(scope);
    if (!next.delete(operation)) next.add(operation);
    setScope(next);
  };
  return (
    <Dialog
      title={a("token.make")}
      onClose={onClose}
      foot={
        <>
          <button type="button" class="button" onClick={onClose}>
            {a("cancel")}
          </button>
          <button type="submit" form="token-form" class="button button-main">
            {a("token.make")}
          </button>
        </>
      }
    >
      <form
        id="token-form"
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextField label={a("token.name")} hint={a("token.name_hint")} required value={name} onInput={setName} />
        <SelectField
          label={a("token.days")}
          value={days}
          options={DAYS.map((value) => ({ value, label: a("days", { n: Number(value) }) }))}
          onChange={setDays}
        />
        <fieldset class="scope">
          <legend>{a("token.scope")}</legend>
          <label class="tick">
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
            {a("token.scope_whole", { name: person.value?.name ?? "" })}
          </label>
          {all
            ? null
            : (session.value?.operations ?? []).map((one) => (
                <label key={one.operation} class="tick">
                  <input type="checkbox" checked={scope.has(one.operation)} onChange={() => toggle(one.operation)} />
                  {words(one.label)}
                </label>
              ))}
        </fieldset>
        {problem ? <ProblemCard problem={problem} /> : null}
      </form>
    </Dialog>
  );
}
