/** An account: made, or changed. */

import { useState } from "preact/hooks";
import { addUser, changeUser, type User } from "../../../api/desk/admin";
import type { Grant } from "../../../api/desk/session";
import { asProblem, type Problem } from "../../../api/problem";
import { session } from "../../../state/desk/session";
import { Dialog } from "../shared/Dialog";
import { TextField } from "../shared/fields";
import { ProblemCard } from "../shared/states";
import { GrantsForm } from "./Grants";
import { a } from "./words";

export function UserDialog({
  user,
  onClose,
  onDone,
}: {
  /** null for a new one. */
  readonly user: User | null;
  readonly onClose: () => void;
  /** Of a new account with the password that was made up, null where there is none. */
  readonly onDone: (user: User, password: string | null) => void;
}) {
  const [email, setEmail] = useState(user?.email ?? "");
  const [name, setName] = useState(user?.name ?? "");
  const [grants, setGrants] = useState<readonly Grant[]>(user?.grants ?? [{ role: "editor", territory: null }]);
  const [withoutPassword, setWithoutPassword] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const signOn = session.value?.sign_in.oidc === true;
  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      if (user === null) {
        const made = await addUser({ email: email.trim(), name: name.trim(), grants, withoutPassword });
        onDone(made.user, made.password);
      } else onDone(await changeUser(user, { name: name.trim(), grants }), null);
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      wide
      title={user === null ? a("user.add") : a("user.change", { name: user.name })}
      onClose={onClose}
      foot={
        <>
          <button type="button" class="button" onClick={onClose}>
            {a("cancel")}
          </button>
          <button type="submit" form="user-form" class="button button-main" disabled={busy}>
            {user === null ? a("user.make") : a("save")}
          </button>
        </>
      }
    >
      <form
        id="user-form"
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {user === null ? (
          <TextField
            label={a("user.email")}
            type="email"
            required
            value={email}
            onInput={setEmail}
            autocomplete="off"
          />
        ) : null}
        <TextField label={a("user.name")} optional={user === null} value={name} onInput={setName} maxLength={200} />
        <GrantsForm grants={grants} onChange={setGrants} />
        {user === null && signOn ? (
          <label class="check">
            <input
              type="checkbox"
              checked={withoutPassword}
              onChange={(event) => setWithoutPassword(event.currentTarget.checked)}
            />
            {a("user.without_password")}
          </label>
        ) : null}
        {problem ? <ProblemCard problem={problem} /> : null}
      </form>
    </Dialog>
  );
}
