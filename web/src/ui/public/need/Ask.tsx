/** Asking the department for facts that nobody has recorded: what decides whether the site meets comes into the staff's work list. */

import { useEffect, useRef, useState } from "preact/hooks";
import { proposeCorrection } from "../../../api/corrections";
import { asProblem, type Problem } from "../../../api/problem";
import { language } from "../../../state/preferences";
import { fieldNamed } from "../../../state/registry";
import { Icon } from "../../shared/Icon";
import { ProblemNote } from "../../shared/ProblemNote";
import { t, words } from "../../shared/text";

export function AskButton({ siteRef, missing }: { readonly siteRef: string; readonly missing: readonly string[] }) {
  const [open, setOpen] = useState(false);
  const [noted, setNoted] = useState<number | null>(null);
  if (missing.length === 0) return null;
  if (noted !== null)
    return (
      <p class="ask-noted" role="status">
        {t("ask.noted", { number: String(noted) })}
      </p>
    );
  return (
    <>
      <button type="button" class="text-button ask" onClick={() => setOpen(true)}>
        {t("ask.begin")}
        <span class="hidden"> {siteRef}</span>
      </button>
      {open ? (
        <AskDialog
          siteRef={siteRef}
          missing={missing}
          close={(number) => {
            setOpen(false);
            setNoted(number);
          }}
        />
      ) : null}
    </>
  );
}

/** The list of facts, an address for an answer where one is wanted, and what comes of it. */
function AskDialog({
  siteRef,
  missing,
  close,
}: {
  readonly siteRef: string;
  readonly missing: readonly string[];
  readonly close: (number: number | null) => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState<readonly string[]>(missing);
  const [email, setEmail] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const label = (name: string) => words(fieldNamed(name)?.label) || name;
  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const number = await proposeCorrection(siteRef, {
        asks: [...asked],
        text: t("ask.text", { facts: asked.map(label).join(", ") }),
        ...(email.trim() === "" ? {} : { email: email.trim() }),
        language: language.value,
      });
      close(number);
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} class="ask-dialog" aria-labelledby="ask-title" onClose={() => close(null)}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (asked.length > 0 && !busy) void send();
        }}
      >
        <div class="ask-head">
          <h2 id="ask-title">{t("ask.title", { ref: siteRef })}</h2>
          <button type="button" class="icon-button" aria-label={t("ask.close")} onClick={() => dialog.current?.close()}>
            <Icon name="close" />
          </button>
        </div>
        <p>{t("ask.hint")}</p>
        <fieldset class="codes">
          <legend class="hidden">{t("ask.facts")}</legend>
          {missing.map((name) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={asked.includes(name)}
                onChange={() => setAsked(asked.includes(name) ? asked.filter((one) => one !== name) : [...asked, name])}
              />
              <span>{label(name)}</span>
            </label>
          ))}
        </fieldset>
        <label class="ask-email">
          <span>{t("ask.email")}</span>
          <input
            class="text"
            type="email"
            name="email"
            autoComplete="email"
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </label>
        {problem ? <ProblemNote problem={problem} /> : null}
        <button type="submit" class="button button-main" disabled={busy || asked.length === 0}>
          {t("ask.send")}
        </button>
      </form>
    </dialog>
  );
}
