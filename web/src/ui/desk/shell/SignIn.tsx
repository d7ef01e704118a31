/** Signing in: as the whole page, and over a page whose session has ended. */

import { useEffect, useState } from "preact/hooks";
import { signOnAddress } from "../../../api/desk/session";
import { asProblem, type Problem } from "../../../api/problem";
import { place } from "../../../state/desk/place";
import { lookAgain, person, session, signIn, stayOut } from "../../../state/desk/session";
import { Icon } from "../../shared/Icon";
import { c } from "../shared/controlWords";
import { Dialog } from "../shared/Dialog";
import { TextField } from "../shared/fields";
import { ProblemCard } from "../shared/states";
import { Outside } from "./Outside";
import { s } from "./words";

/** Why single sign-on did not let in, as the server says it in the address. */
const SIGN_ON_FAULTS = ["expired", "refused", "unverified", "disabled", "unavailable"] as const;

function signOnFault(): string | null {
  const why = new URLSearchParams(place.value.query).get("sign_in");
  const known = SIGN_ON_FAULTS.find((one) => one === why);
  return known ? s(`sign_in.${known}`) : null;
}

/** Stands at the address that was wanted, so that signing in shows it. */
export function SignInPage() {
  const fault = signOnFault();
  return (
    <Outside title={s("sign.title")}>
      <p class="outside-lead">{s("sign.lead")}</p>
      {fault ? (
        <p class="note note-bad" role="alert">
          <Icon name="alert" />
          {fault}
        </p>
      ) : null}
      <SignInForm email="" />
      <p class="outside-foot quiet">{s("sign.help")}</p>
      <a href="/">{s("sign.to_map")}</a>
    </Outside>
  );
}

/** Over the page, which stays as it was. */
export function SignInAgain() {
  useEffect(() => {
    const look = () => void lookAgain().catch(() => {}); // the next time that the window comes forward, again
    addEventListener("focus", look);
    return () => removeEventListener("focus", look);
  }, []);
  return (
    <Dialog title={s("sign.again")} onClose={stayOut}>
      <p>{s("sign.again_lead")}</p>
      <SignInForm email={person.value?.email ?? ""} again />
    </Dialog>
  );
}

/** Over a page, single sign-on goes on in a window of its own, so that the page stays. */
function SignInForm({ email: known, again = false }: { readonly email: string; readonly again?: boolean }) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [waiting, setWaiting] = useState(false);
  const ways = session.value?.sign_in;
  const submit = async () => {
    setWaiting(true);
    setProblem(null);
    try {
      await signIn(email.trim(), password);
    } catch (error) {
      setProblem(asProblem(error));
      setPassword("");
    } finally {
      setWaiting(false);
    }
  };
  return (
    <>
      {problem ? <SignInProblem problem={problem} /> : null}
      {ways?.oidc ? (
        <>
          <a
            class="button button-wide"
            href={signOnAddress(again ? "/desk" : returnPath())}
            target={again ? "_blank" : undefined}
            rel="noreferrer"
          >
            <Icon name="key" />
            {s("sign.sso")}
          </a>
          <p class="or quiet">
            <span>{s("sign.or")}</span>
          </p>
        </>
      ) : null}
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField
          label={s("sign.email")}
          type="email"
          name="email"
          autocomplete="username"
          required
          value={email}
          onInput={setEmail}
        />
        <TextField
          label={s("sign.password")}
          type="password"
          name="password"
          autocomplete="current-password"
          required
          value={password}
          onInput={setPassword}
        />
        <button type="submit" class="button button-main button-wide" disabled={waiting}>
          {waiting ? s("sign.waiting") : s("sign.in")}
        </button>
      </form>
    </>
  );
}

/** The address that was wanted, without what an earlier attempt left in it. */
function returnPath(): string {
  const query = new URLSearchParams(place.value.query);
  query.delete("sign_in");
  const text = query.toString();
  return text === "" ? place.value.path : `${place.value.path}?${text}`;
}

function SignInProblem({ problem }: { readonly problem: Problem }) {
  if (problem.status !== 401 && problem.status !== 429) return <ProblemCard problem={problem} />;
  const text = problem.status === 401 ? s("sign.wrong") : c("control.too_many", { n: problem.retryAfter ?? 60 });
  return (
    <p class="note note-bad" role="alert">
      <Icon name="alert" />
      {text}
    </p>
  );
}
