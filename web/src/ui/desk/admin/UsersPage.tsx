/** Who may sign in, and what they may do where. */

import "../../../styles/desk/admin.css";
import { useState } from "preact/hooks";
import { wholeAddressOf } from "../../../api/base";
import { changeUser, fetchUsers, resetPassword, type User } from "../../../api/desk/admin";
import { asProblem, type Problem } from "../../../api/problem";
import { formatInstant } from "../../../domain/desk/time";
import { ask, say } from "../../../state/desk/notices";
import { person } from "../../../state/desk/session";
import { language } from "../../../state/preferences";
import { Icon } from "../../shared/Icon";
import { nav } from "../navWords";
import { type Column, DataTable } from "../shared/DataTable";
import { TextField } from "../shared/fields";
import { Page } from "../shared/Page";
import { Empty, Loading, ProblemCard } from "../shared/states";
import { useLoad } from "../shared/useLoad";
import { grantWords } from "./Grants";
import { Secret } from "./Secret";
import { UserDialog } from "./UserDialog";
import { a } from "./words";

export function UsersPage() {
  const { data, problem, reload } = useLoad((signal) => fetchUsers(signal), []);
  const [open, setOpen] = useState<User | "new" | null>(null);
  const [secret, setSecret] = useState<{ readonly user: User; readonly password: string } | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [text, setText] = useState("");
  const act = async (doing: () => Promise<void>) => {
    setRefused(null);
    try {
      await doing();
      reload();
    } catch (error) {
      setRefused(asProblem(error));
    }
  };
  const shown = (data ?? []).filter((user) => `${user.name} ${user.email}`.toLowerCase().includes(text.toLowerCase()));
  return (
    <Page
      title={nav("nav.users")}
      lead={a("user.lead")}
      actions={
        <button type="button" class="button button-main" onClick={() => setOpen("new")}>
          <Icon name="plus" size={16} />
          {a("user.add")}
        </button>
      }
    >
      {problem ? <ProblemCard problem={problem} retry={reload} /> : null}
      {refused ? <ProblemCard problem={refused} /> : null}
      {data === null ? problem ? null : <Loading /> : null}
      {data && data.length > 7 ? (
        <div class="filters">
          <TextField label={a("user.find")} type="search" value={text} onInput={setText} />
        </div>
      ) : null}
      {data && shown.length === 0 ? <Empty text={a("none_found")} /> : null}
      {shown.length > 0 ? (
        <div class="table-frame">
          <DataTable
            caption={nav("nav.users")}
            rows={shown}
            keyOf={(user) => String(user.id)}
            nameOf={(user) => user.name}
            onOpen={setOpen}
            columns={columns((user, doing) => void act(() => doing(user)), setSecret)}
          />
        </div>
      ) : null}
      {open ? (
        <UserDialog
          user={open === "new" ? null : open}
          onClose={() => setOpen(null)}
          onDone={(user, password) => {
            setOpen(null);
            if (password !== null) setSecret({ user, password });
            else say(a("user.saved", { name: user.name }));
            reload();
          }}
        />
      ) : null}
      {secret ? (
        <Secret
          title={a("user.password_of", { name: secret.user.name })}
          lead={a("user.password_once")}
          text={secret.password}
          where={
            <p>
              {a("user.password_where")} <code>{wholeAddressOf("/desk")}</code>
            </p>
          }
          onClose={() => setSecret(null)}
        />
      ) : null}
    </Page>
  );
}

type Act = (user: User, doing: (user: User) => Promise<void>) => void;

function columns(
  act: Act,
  onSecret: (secret: { readonly user: User; readonly password: string }) => void,
): readonly Column<User>[] {
  return [
    {
      name: "name",
      head: a("user.name"),
      // Two people may have one name: the address is with it on any screen.
      cell: (user) => (
        <>
          {user.disabled_at ? `${user.name} (${a("user.disabled")})` : user.name}
          <span class="cell-second quiet">{user.email}</span>
          <span class="cell-second cell-narrow">{user.grants.map(grantWords).join("; ") || a("grant.none_short")}</span>
        </>
      ),
    },
    {
      name: "grants",
      head: a("grant.title"),
      wideOnly: true,
      cell: (user) =>
        user.grants.length === 0 ? (
          <span class="quiet">{a("grant.none_short")}</span>
        ) : (
          <ul class="plain">
            {user.grants.map((grant) => (
              <li key={grantWords(grant)}>{grantWords(grant)}</li>
            ))}
          </ul>
        ),
    },
    {
      name: "seen",
      head: a("user.seen"),
      wideOnly: true,
      cell: (user) => (user.last_seen_at ? formatInstant(user.last_seen_at, language.value) : a("user.never")),
    },
    { name: "state", head: a("user.state"), cell: (user) => <StateOf user={user} />, wideOnly: true },
    {
      name: "acts",
      head: a("acts"),
      cell: (user) => <Acts user={user} act={act} onSecret={onSecret} />,
    },
  ];
}

function StateOf({ user }: { readonly user: User }) {
  if (user.disabled_at) return <span class="badge badge-off">{a("user.disabled")}</span>;
  if (user.password_change_required) return <span class="badge">{a("user.invited")}</span>;
  return <span class="badge">{a("user.active")}</span>;
}

function Acts({
  user,
  act,
  onSecret,
}: {
  readonly user: User;
  readonly act: Act;
  readonly onSecret: (secret: { readonly user: User; readonly password: string }) => void;
}) {
  if (person.value?.account === user.id) return <span class="quiet">{a("user.self")}</span>;
  const disable = async () => {
    const disabled = user.disabled_at === null;
    const { yes } = await ask({
      title: a(disabled ? "user.disable_ask" : "user.enable_ask", { name: user.name }),
      text: a(disabled ? "user.disable_text" : "user.enable_text"),
      yes: a(disabled ? "user.disable" : "user.enable"),
      grave: disabled,
    });
    if (yes)
      act(user, async (one) => {
        await changeUser(one, { disabled });
        say(a(disabled ? "user.disabled_done" : "user.enabled_done", { name: one.name }));
      });
  };
  const reset = async () => {
    const { yes } = await ask({
      title: a("user.reset_ask", { name: user.name }),
      text: a("user.reset_text"),
      yes: a("user.reset"),
      grave: true,
    });
    if (yes) act(user, async (one) => onSecret({ user: one, password: await resetPassword(one) }));
  };
  return (
    <div class="row-acts">
      <button type="button" class="button button-small" onClick={() => void reset()}>
        {a("user.reset")}
        <span class="hidden">: {user.name}</span>
      </button>
      <button type="button" class="button button-small" onClick={() => void disable()}>
        {user.disabled_at ? a("user.enable") : a("user.disable")}
        <span class="hidden">: {user.name}</span>
      </button>
    </div>
  );
}
