/** Changing one's own password: before anything else after another person has set it, and on the account's page. */

import { useState } from "preact/hooks";
import { asProblem, type Problem } from "../../../api/problem";
import { say } from "../../../state/desk/notices";
import { changePassword, signOut } from "../../../state/desk/session";
import { TextField } from "../shared/fields";
import { ProblemCard } from "../shared/states";
import { Outside } from "./Outside";
import { s } from "./words";

export function FirstPassword() {
  return (
    <Outside title={s("password.first")}>
      <p class="outside-lead">{s("password.first_lead")}</p>
      <PasswordForm />
      <button type="button" class="text-button" onClick={() => void signOut()}>
        {s("sign.out")}
      </button>
    </Outside>
  );
}

export function PasswordForm() {
  const [present, setPresent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [differ, setDiffer] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async () => {
    setProblem(null);
    setDiffer(next !== again);
    if (next !== again) return;
    try {
      await changePassword(present, next);
      say(s("password.changed"));
      for (const empty of [setPresent, setNext, setAgain]) empty("");
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const wrong = problem?.faults.find((fault) => fault.name === "/present") !== undefined;
  const weak = problem?.faults.find((fault) => fault.name === "/new") !== undefined;
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {problem && !wrong && !weak ? <ProblemCard problem={problem} /> : null}
      <TextField
        label={s("password.present")}
        type="password"
        autocomplete="current-password"
        required
        value={present}
        onInput={setPresent}
        error={wrong ? s("password.wrong") : undefined}
      />
      <TextField
        label={s("password.new")}
        type="password"
        autocomplete="new-password"
        required
        value={next}
        onInput={setNext}
        hint={s("password.hint")}
        error={weak ? s("password.weak") : undefined}
      />
      <TextField
        label={s("password.repeat")}
        type="password"
        autocomplete="new-password"
        required
        value={again}
        onInput={setAgain}
        error={differ ? s("password.differ") : undefined}
      />
      <button type="submit" class="button button-main">
        {s("password.change")}
      </button>
    </form>
  );
}
