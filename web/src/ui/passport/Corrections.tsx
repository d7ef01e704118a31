/** Anybody says here what is wrong with a site, and reads what became of what others said. */

import { useEffect, useState } from "preact/hooks";
import { type DecidedCorrection, fetchCorrections, type Proposal, proposeCorrection } from "../../api/corrections";
import { asProblem, type Problem } from "../../api/problem";
import type { SiteDetail } from "../../api/types";
import { formatAge } from "../../domain/format";
import { ageInDays } from "../../domain/freshness";
import { type Line, pathOf, proposedValue } from "../../domain/proposal";
import { language } from "../../state/preferences";
import { fieldNamed, fields } from "../../state/registry";
import { ProblemNote } from "../shared/ProblemNote";
import { t, words } from "../shared/text";
import { Labelled } from "./Labelled";
import { ProposalLines } from "./ProposalLines";

export function Corrections({ site }: { readonly site: SiteDetail }) {
  const [decided, setDecided] = useState<readonly DecidedCorrection[]>([]);
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState<number | null>(null);
  useEffect(() => {
    const going = new AbortController();
    // Without the replies the passport is whole all the same.
    fetchCorrections(site.id, going.signal).then(setDecided, () => {});
    return () => going.abort();
  }, [site.id]);
  return (
    <section class="facts corrections" aria-labelledby="section-corrections">
      <h2 id="section-corrections">{t("correction.title")}</h2>
      {sent === null ? null : (
        <div class="note" role="status" tabIndex={-1} id="correction-sent">
          <div>
            <p class="note-title">{t("correction.noted", { n: `${sent}` })}</p>
            <p>{t("correction.noted_hint")}</p>
          </div>
        </div>
      )}
      {open ? (
        <ProposalForm
          site={site}
          close={(number) => {
            setOpen(false);
            setSent(number);
            if (number !== null) requestAnimationFrame(() => document.getElementById("correction-sent")?.focus());
          }}
        />
      ) : (
        <p class="correction-ask">
          {t("correction.ask")}{" "}
          <button type="button" class="button" onClick={() => setOpen(true)}>
            {t("correction.begin")}
          </button>
        </p>
      )}
      {decided.length > 0 ? (
        <ul class="reply-list">
          {decided.map((one) => (
            <Reply key={one.id} one={one} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Reply({ one }: { readonly one: DecidedCorrection }) {
  const names = one.accepted.map((path) => {
    const field = fields.value.find(({ paths }) => paths.includes(path));
    return field ? words(field.label) : path;
  });
  return (
    <li class="reply">
      <p>
        <b>{t(`correction.state_${one.state}`)}</b>{" "}
        <span class="quiet">{formatAge(ageInDays(one.decided_at, new Date()) ?? 0, language.value)}</span>
      </p>
      <p>{one.reply}</p>
      {names.length > 0 ? (
        <p class="quiet">
          {t("correction.accepted")} {names.join(", ")}
        </p>
      ) : null}
    </li>
  );
}

interface FormProps {
  readonly site: SiteDetail;
  /** Called with the number of what was noted, or null where nothing was sent. */
  readonly close: (number: number | null) => void;
}

function ProposalForm({ site, close }: FormProps) {
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [text, setText] = useState("");
  const [evidence, setEvidence] = useState("");
  const [urls, setUrls] = useState("");
  const [email, setEmail] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async () => {
    const changes = changesOf(lines);
    if (typeof changes === "string") return setFault(t("correction.bad_value", { field: changes }));
    if (Object.keys(changes).length === 0 && text.trim() === "") return setFault(t("correction.nothing_said"));
    setFault(null);
    setBusy(true);
    setProblem(null);
    const addresses = urls.split(/\s+/).filter((one) => one !== "");
    const proposal: Proposal = {
      ...(Object.keys(changes).length > 0 ? { changes } : {}),
      ...(text.trim() === "" ? {} : { text: text.trim() }),
      ...(evidence.trim() === "" ? {} : { evidence: evidence.trim() }),
      ...(addresses.length > 0 ? { evidence_urls: addresses } : {}),
      ...(email.trim() === "" ? {} : { email: email.trim() }),
      language: language.value,
    };
    try {
      close(await proposeCorrection(site.id, proposal));
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      class="proposal"
      aria-label={t("correction.begin")}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ProposalLines site={site} lines={lines} change={setLines} />
      <Area label={t("correction.text")} hint={t("correction.text_hint")} value={text} set={setText} />
      <Area label={t("correction.evidence")} hint={t("correction.evidence_hint")} value={evidence} set={setEvidence} />
      <Labelled label={t("correction.urls")}>
        {(ids) => (
          <input
            {...ids}
            class="text"
            value={urls}
            placeholder="https://"
            onInput={(event) => setUrls(event.currentTarget.value)}
          />
        )}
      </Labelled>
      <Labelled label={t("correction.email")} hint={t("correction.email_hint")}>
        {(ids) => (
          <input
            {...ids}
            class="text"
            type="email"
            autocomplete="email"
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        )}
      </Labelled>
      {fault === null ? null : (
        <p class="field-fault" role="alert">
          {fault}
        </p>
      )}
      {problem ? <Refused problem={problem} /> : null}
      <p class="form-foot">
        <button type="submit" class="button button-main" disabled={busy}>
          {t("correction.send")}
        </button>
        <button type="button" class="button" onClick={() => close(null)}>
          {t("correction.cancel")}
        </button>
      </p>
    </form>
  );
}

/** The new values by path, or the label of the field whose value is none. */
function changesOf(lines: readonly Line[]): { [path: string]: unknown } | string {
  const changes: { [path: string]: unknown } = {};
  for (const line of lines) {
    const field = fieldNamed(line.field);
    const path = field && pathOf(field);
    if (!field || !path) continue;
    const value = proposedValue(field, line);
    if (value === undefined) return words(field.label);
    changes[path] = value;
  }
  return changes;
}

function Refused({ problem }: { readonly problem: Problem }) {
  if (problem.status === 429)
    return (
      <p class="note note-warn" role="alert">
        {t("correction.too_often")}
      </p>
    );
  return <ProblemNote problem={problem} />;
}

interface AreaProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly set: (text: string) => void;
}

function Area({ label, hint, value, set }: AreaProps) {
  return (
    <Labelled label={label} hint={hint}>
      {(ids) => (
        <textarea
          {...ids}
          class="text"
          rows={3}
          maxLength={4000}
          value={value}
          onInput={(event) => set(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}
