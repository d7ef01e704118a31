/** What a code is called and when it is in force: of one that is there, or of a new one. */

import { useEffect, useState } from "preact/hooks";
import { addCode, type CodeList, type CodeUse, changeCode, fetchCode } from "../../../api/desk/admin";
import { asProblem, type Problem } from "../../../api/problem";
import { dayFrom, today } from "../../../domain/codes";
import { formatDay, formatNumber } from "../../../domain/format";
import { say } from "../../../state/desk/notices";
import { language } from "../../../state/preferences";
import { loadRegistry } from "../../../state/registry";
import { Dialog } from "../shared/Dialog";
import { TextField } from "../shared/fields";
import { ProblemCard } from "../shared/states";
import { type CodeRow, hasForm, isWhole, LANGUAGES, refusedAt, saidOf, type TypedCode, typedOf } from "./codeForm";
import { formWords, listWords } from "./codeWords";
import { a } from "./words";

export function CodeDialog({
  list,
  code,
  onClose,
  onDone,
}: {
  readonly list: CodeList;
  /** null for a new one. */
  readonly code: CodeRow | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const [typed, setTyped] = useState(typedOf(code?.code ?? "", code));
  const [use, setUse] = useState<CodeUse | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!code) return;
    const abort = new AbortController();
    fetchCode(list.list, code.code, abort.signal).then(setUse, () => {});
    return () => abort.abort();
  }, []);
  const formed = code !== null || typed.code.trim() === "" || hasForm(list, typed.code);
  const faults = { ...refusedAt(problem), ...(formed ? {} : { code: formWords(list) }) };
  const put = (change: Partial<TypedCode>) => {
    setProblem(null);
    setTyped({ ...typed, ...change });
  };
  const save = async () => {
    setBusy(true);
    try {
      if (code) await changeCode(list.list, code.code, saidOf(typed));
      else await addCode(list.list, typed.code.trim(), saidOf(typed));
      await loadRegistry(); // labels of other pages are read from it
      say(a(code ? "code.changed" : "code.added", { code: typed.code.trim() }));
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  const provided = code?.provided ?? null;
  return (
    <Dialog
      title={code ? a("code.change_of", { code: code.code }) : a("code.add_to", { list: listWords(list) })}
      onClose={onClose}
      foot={
        <>
          <button type="button" class="button" onClick={onClose}>
            {a("cancel")}
          </button>
          <button
            type="submit"
            form="code-form"
            class="button button-main"
            disabled={busy || !isWhole(typed) || !formed}
          >
            {a(code ? "code.save" : "code.add")}
          </button>
        </>
      }
    >
      <form
        id="code-form"
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {code ? null : (
          <TextField
            label={a("code.code")}
            {...(faults["code"] === undefined ? { hint: formWords(list) } : { error: faults["code"] })}
            value={typed.code}
            maxLength={40}
            required
            onInput={(text) => put({ code: text })}
          />
        )}
        {LANGUAGES.map((one) => (
          <TextField
            key={one}
            label={a(`code.label_${one}`)}
            {...errorOf(faults, one)}
            value={typed.label[one]}
            maxLength={200}
            required
            onInput={(text) => put({ label: { ...typed.label, [one]: text } })}
          />
        ))}
        <TextField
          label={a("code.standard")}
          optional
          {...errorOf(faults, "standard")}
          value={typed.standard}
          maxLength={200}
          onInput={(text) => put({ standard: text })}
        />
        {code === null || code.can_end ? (
          <Days typed={typed} faults={faults} put={put} />
        ) : (
          <p class="quiet">{a("code.reckoned")}</p>
        )}
        <div role="status">{use ? <UseWords use={use} typed={typed} canEnd={code?.can_end ?? false} /> : null}</div>
        {code && provided ? (
          <p>
            <button type="button" class="button button-small" onClick={() => setTyped(typedOf(code.code, provided))}>
              {a("code.as_provided")}
            </button>
          </p>
        ) : null}
        {problem ? <ProblemCard problem={problem} /> : null}
      </form>
    </Dialog>
  );
}

const errorOf = (faults: { readonly [field: string]: string }, field: string) =>
  faults[field] === undefined ? {} : { error: faults[field] };

function Days({
  typed,
  faults,
  put,
}: {
  readonly typed: TypedCode;
  readonly faults: { readonly [field: string]: string };
  readonly put: (change: Partial<TypedCode>) => void;
}) {
  return (
    <div class="form-two">
      <TextField
        label={a("code.first_day")}
        optional
        type="date"
        value={typed.from}
        onInput={(text) => put({ from: text })}
      />
      <TextField
        label={a("code.last_day")}
        optional
        type="date"
        {...errorOf(faults, "last")}
        value={typed.last}
        onInput={(text) => put({ last: text })}
      />
    </div>
  );
}

/** How many sites hold it, and what its end does to them. */
function UseWords({
  use,
  typed,
  canEnd,
}: {
  readonly use: CodeUse;
  readonly typed: TypedCode;
  readonly canEnd: boolean;
}) {
  const n = (value: number) => formatNumber(value, 0, language.value);
  const held = a("code.held", { published: n(use.published), drafts: n(use.drafts) });
  if (!canEnd || typed.last === "") return <p class="quiet">{held}</p>;
  const from = dayFrom(typed.last, 1);
  const effect = from <= today() ? a("code.end_now") : a("code.end_from", { day: formatDay(from, language.value) });
  return (
    <p class={use.published + use.drafts > 0 ? "note note-warn" : "note"}>
      <span>
        {effect} {held}
      </span>
    </p>
  );
}
