/** One correction: what is proposed beside what stands there, the evidence, and the decision. */

import { useEffect, useState } from "preact/hooks";
import {
  type Correction,
  type Decision,
  type DeskSite,
  decideCorrection,
  fetchDeskSite,
} from "../../../api/desk/review";
import { asProblem, type Problem } from "../../../api/problem";
import { fieldOfPath, wordsOf } from "../../../domain/desk/difference";
import { valueAt } from "../../../domain/desk/record";
import { formatAge } from "../../../domain/format";
import { ageInDays } from "../../../domain/freshness";
import { language } from "../../../state/preferences";
import { fields } from "../../../state/registry";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { PathName } from "../changes/ChangeList";
import { sayIn } from "../changes/codes";
import { Person } from "../people/Person";
import { Reason } from "../shared/fields";
import { ProblemCard } from "../shared/states";
import { t } from "./words";

interface Props {
  readonly correction: Correction;
  readonly decided: (after: Correction) => void;
}

export function CorrectionItem({ correction, decided }: Props) {
  const [site, setSite] = useState<DeskSite | null>(null);
  useEffect(() => {
    const going = new AbortController();
    // Without the site the correction is still there to be read.
    fetchDeskSite(correction.ref, going.signal).then(setSite, () => {});
    return () => going.abort();
  }, [correction.ref]);
  const title = `correction-${correction.id}`;
  return (
    <li class="correction" aria-labelledby={title}>
      <header>
        <h2 id={title}>{words(site?.record.names) || correction.ref}</h2>
        <p class="review-facts">
          <a href={`/desk/sites/${encodeURIComponent(correction.ref)}`}>{correction.ref}</a>
          <span class={`badge correction-${correction.state}`}>{t(`review.correction_${correction.state}`)}</span>
          <span class="quiet">{formatAge(ageInDays(correction.created_at, new Date()) ?? 0, language.value)}</span>
        </p>
      </header>
      {correction.text ? <blockquote class="review-said">{correction.text}</blockquote> : null}
      <Evidence correction={correction} />
      {correction.state === "new" ? (
        <DecisionForm correction={correction} site={site} decided={decided} />
      ) : (
        <Decided correction={correction} site={site} />
      )}
    </li>
  );
}

function Evidence({ correction }: { readonly correction: Correction }) {
  const { evidence, evidence_urls: urls, email } = correction;
  return (
    <dl class="evidence">
      <div>
        <dt>{t("review.evidence")}</dt>
        <dd>
          {evidence || urls.length > 0 ? null : <span class="quiet">{t("review.no_evidence")}</span>}
          {evidence}
          {urls.map((url) => (
            <p key={url}>
              <a class="icon-link" href={url} rel="noopener noreferrer nofollow" target="_blank">
                <Icon name="out" size={16} />
                {url}
              </a>
            </p>
          ))}
        </dd>
      </div>
      {email ? (
        <div>
          <dt>{t("review.sender")}</dt>
          <dd>
            <a href={`mailto:${email}`}>{email}</a>
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

/** The proposed values, to be accepted one by one where they are to be decided. */
function Proposed({
  correction,
  site,
  accepted,
  choose,
}: {
  readonly correction: Correction;
  readonly site: DeskSite | null;
  readonly accepted: readonly string[];
  readonly choose: ((path: string, accept: boolean) => void) | null;
}) {
  const paths = Object.keys(correction.changes);
  if (paths.length === 0) return null;
  const say = sayIn(t("review.nothing"));
  return (
    <table class="change-list">
      <thead>
        <tr>
          <th scope="col">{t("review.fact")}</th>
          <th scope="col">{t("review.stands_now")}</th>
          <th scope="col">{t("review.proposed")}</th>
          <th scope="col">{t("review.accept")}</th>
        </tr>
      </thead>
      <tbody>
        {paths.map((path) => {
          const field = fieldOfPath(path, fields.value);
          return (
            <tr key={path} class={accepted.includes(path) ? "change change-added" : undefined}>
              <th scope="row" id={`fact-${correction.id}-${path}`}>
                <PathName path={path} />
              </th>
              <td>{site ? wordsOf(valueAt(site.record, path), field, path, say) : "…"}</td>
              <td>
                <ins>{wordsOf(correction.changes[path], field, path, say)}</ins>
              </td>
              <td>
                {choose ? (
                  <span class="check">
                    <input
                      type="checkbox"
                      aria-labelledby={`fact-${correction.id}-${path}`}
                      checked={accepted.includes(path)}
                      onChange={(event) => choose(path, event.currentTarget.checked)}
                    />
                    <span class="cell-narrow" aria-hidden="true">
                      {t("review.accept")}
                    </span>
                  </span>
                ) : (
                  t(accepted.includes(path) ? "review.was_accepted" : "review.was_not")
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function DecisionForm({ correction, site, decided }: Props & { readonly site: DeskSite | null }) {
  const paths = Object.keys(correction.changes);
  const [accept, setAccept] = useState<readonly string[]>([]);
  const [reply, setReply] = useState("");
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const taken: Decision["state"] =
    accept.length === 0 ? "rejected" : accept.length < paths.length ? "partly" : "accepted";
  const decide = async (state: Decision["state"]) => {
    if (reply.trim() === "") return setMissing(true);
    setBusy(true);
    setProblem(null);
    setMissing(false);
    const paths = state === "accepted" || state === "partly" ? [...accept] : [];
    try {
      decided(await decideCorrection(correction.id, { state, reply: reply.trim(), accept: paths }));
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      class="decision"
      onSubmit={(event) => {
        event.preventDefault();
        void decide(paths.length === 0 ? "accepted" : taken);
      }}
    >
      <Proposed
        correction={correction}
        site={site}
        accepted={accept}
        choose={(path, yes) => setAccept(yes ? [...accept, path] : accept.filter((one) => one !== path))}
      />
      <Reason
        label={t("review.reply")}
        needed
        value={reply}
        onInput={setReply}
        hint={t("review.reply_hint")}
        error={missing ? t("review.reply_missing") : undefined}
      />
      {problem ? <ProblemCard problem={problem} /> : null}
      <div class="form-foot">
        <button type="submit" class="button button-main" disabled={busy}>
          {t(paths.length === 0 ? "review.decide_accepted" : `review.decide_${taken}`)}
        </button>
        {taken === "rejected" && paths.length > 0 ? null : (
          <button type="button" class="button" disabled={busy} onClick={() => void decide("rejected")}>
            {t("review.decide_rejected")}
          </button>
        )}
        <button type="button" class="button" disabled={busy} onClick={() => void decide("duplicate")}>
          {t("review.decide_duplicate")}
        </button>
      </div>
    </form>
  );
}

function Decided({ correction, site }: { readonly correction: Correction; readonly site: DeskSite | null }) {
  return (
    <>
      <Proposed correction={correction} site={site} accepted={correction.accepted} choose={null} />
      <p class="correction-reply" role="status">
        <b>{t("review.reply_was")}</b> {correction.reply}
      </p>
      <p class="quiet">
        {correction.decided_by ? <Person id={correction.decided_by} /> : null}
        {correction.decided_at
          ? ` · ${formatAge(ageInDays(correction.decided_at, new Date()) ?? 0, language.value)}`
          : ""}
      </p>
      {correction.accepted.length > 0 && site?.review ? (
        <p>
          <a class="button" href={`/desk/sites/${encodeURIComponent(correction.ref)}`}>
            {t("review.to_draft")}
          </a>
        </p>
      ) : null}
    </>
  );
}
