/** What the numbers of new sites in a territory begin with. */

import { useState } from "preact/hooks";
import { setRefPrefix, type TerritoryRow } from "../../../api/desk/admin";
import { asProblem, type Problem } from "../../../api/problem";
import { say } from "../../../state/desk/notices";
import { words } from "../../shared/text";
import { Dialog } from "../shared/Dialog";
import { TextField } from "../shared/fields";
import { ProblemCard } from "../shared/states";
import { a } from "./words";

/** What the registry takes: none, or a prefix. */
const FORM = /^([A-Z]{2,5})?$/;

export function PrefixDialog({
  territory,
  onClose,
  onDone,
}: {
  readonly territory: TerritoryRow;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const [prefix, setPrefix] = useState(territory.ref_prefix ?? "");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await setRefPrefix(territory.code, prefix === "" ? null : prefix);
      say(a("territory.prefix_saved"));
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={a("territory.prefix_of", { name: words(territory.name) || territory.code })}
      onClose={onClose}
      foot={
        <>
          <button type="button" class="button" onClick={onClose}>
            {a("cancel")}
          </button>
          <button type="submit" form="prefix-form" class="button button-main" disabled={busy || !FORM.test(prefix)}>
            {a("territory.prefix_save")}
          </button>
        </>
      }
    >
      <form
        id="prefix-form"
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p>{a("territory.prefix_lead", { example: `${prefix || "KRM"}-${new Date().getFullYear()}-0001` })}</p>
        <TextField
          label={a("territory.prefix")}
          hint={a("territory.prefix_hint")}
          value={prefix}
          {...(FORM.test(prefix) ? {} : { error: a("territory.prefix_hint") })}
          maxLength={5}
          onInput={(text) => setPrefix(text.trim().toUpperCase())}
        />
        {problem ? <ProblemCard problem={problem} /> : null}
      </form>
    </Dialog>
  );
}
