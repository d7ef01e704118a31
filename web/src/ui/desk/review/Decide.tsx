/** What the rules found, reasons for warnings, and the decision: publish or return. What cannot be done says why. */

import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import type { DeskSite, Finding } from "../../../api/desk/review";
import type { Refusal } from "../../../api/problem";
import { findingKey, type ReviewSession } from "../../../state/desk/review";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { PathName } from "../changes/ChangeList";
import { TextField } from "../shared/fields";
import { ProblemCard } from "../shared/states";
import { known, t } from "./words";

export function Decide({ session, site }: { readonly session: ReviewSession; readonly site: DeskSite }) {
  const [reasons, setReasons] = useState<ReadonlyMap<string, string>>(new Map());
  const [comment, setComment] = useState("");
  const [missing, setMissing] = useState(false);
  const [unsaid, setUnsaid] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const may = (action: DeskSite["actions"][number]) => site.actions.includes(action);
  const give = async () => {
    if (comment.trim() === "") {
      setMissing(true);
      box.current?.focus();
      return;
    }
    setMissing(false);
    if (await session.giveBack(comment.trim())) focusDone();
  };
  const publish = async () => {
    setMissing(false);
    const silent = asked(site).some((finding) => !reasons.get(findingKey(finding))?.trim());
    setUnsaid(silent);
    if (silent) {
      requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
      return;
    }
    if (await session.publish(reasons, comment.trim())) focusDone();
  };
  const together = session.lineage.value?.together ?? [];
  return (
    <section class="decide" aria-labelledby="decide-title">
      <h2 id="decide-title">{t("review.decision")}</h2>
      {session.done.value ? <Done session={session} /> : null}
      <Findings
        site={site}
        list={list}
        unsaid={unsaid}
        reasons={reasons}
        say={(key, text) => setReasons(new Map([...reasons, [key, text]]))}
      />
      {together.length > 0 && may("publish") ? (
        <p class="note">
          {t("review.together")} {together.map(({ ref }) => ref).join(", ")}
        </p>
      ) : null}
      {session.refused.value ? <Refused session={session} site={site} /> : null}
      {may("publish") || may("return") ? (
        <div class="decide-form">
          <label class="field" for="decide-comment">
            <span class="field-label">{t("review.comment")}</span>
          </label>
          <textarea
            id="decide-comment"
            ref={box}
            class="text"
            rows={3}
            maxLength={4000}
            value={comment}
            aria-invalid={missing}
            aria-describedby="decide-hint"
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <p id="decide-hint" class={missing ? "field-error" : "quiet"} role={missing ? "alert" : undefined}>
            {t(missing ? "review.comment_missing" : "review.comment_hint")}
          </p>
          <div class="form-foot">
            {may("publish") ? (
              <button
                type="button"
                class="button button-main"
                disabled={session.busy.value}
                onClick={() => void publish()}
              >
                {t("review.publish")}
              </button>
            ) : null}
            {may("return") ? (
              <button type="button" class="button" disabled={session.busy.value} onClick={() => void give()}>
                {t("review.return")}
              </button>
            ) : null}
            <Next session={session} />
          </div>
        </div>
      ) : session.done.value ? null : (
        <div class="form-foot">
          <p class="quiet">{t("review.nothing_to_decide")}</p>
          <Next session={session} />
        </div>
      )}
    </section>
  );
}

const focusDone = () => requestAnimationFrame(() => document.getElementById("review-done")?.focus());

function Next({ session }: { readonly session: ReviewSession }) {
  const next = session.next.value;
  if (!next) return null;
  return (
    <a class="button" href={`/desk/review/${encodeURIComponent(next.ref)}`}>
      {t("review.next", { name: words(next.names) || next.ref })}
    </a>
  );
}

function Done({ session }: { readonly session: ReviewSession }) {
  const done = session.done.value ?? "publish";
  return (
    <div class="note" role="status" id="review-done" tabIndex={-1}>
      <div>
        <p class="note-title">{t(`review.done_${done}`)}</p>
        <p>{t(`review.done_${done}_hint`)}</p>
        <p class="form-foot">
          <a class="button" href="/desk/review">
            {t("review.to_queue")}
          </a>
          <Next session={session} />
        </p>
      </div>
    </div>
  );
}

/** Why the server refuses, every reason of it; the author of the draft is told who can publish. */
function Refused({ session, site }: { readonly session: ReviewSession; readonly site: DeskSite }) {
  const problem = session.refused.value;
  if (!problem) return null;
  const { refusals } = problem;
  if (problem.status === 412)
    return (
      <div class="note note-warn" role="alert">
        <Icon name="alert" />
        <div>
          <p class="note-title">{t("review.changed_meanwhile")}</p>
          <button type="button" class="button" onClick={() => void session.load()}>
            {t("review.read_again")}
          </button>
        </div>
      </div>
    );
  if (refusals.length === 0) return <ProblemCard problem={problem} />;
  return (
    <div class="note note-bad" role="alert">
      <Icon name="alert" />
      <div>
        <p class="note-title">{t("review.refused")}</p>
        <ul class="refusal-list">
          {refusals.map((refusal) => (
            <li key={`${refusal.rule} ${refusal.field}`}>
              {refusal.rule.startsWith("V-") ? <span class="finding-mark">{refusal.rule} </span> : null}
              {refusalWords(refusal, site)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** The condition in the words of this page, else in the server's; a rule's finding says itself. */
function refusalWords({ rule, field, text }: Refusal, site: DeskSite): string {
  const finding = site.findings.find((one) => one.rule === rule && one.field === field);
  return known(`review.refusal_${rule}`) ?? words(finding ? finding.message : text);
}

/** The warnings that need a written reason for the site to be published. */
const asked = (site: DeskSite): readonly Finding[] =>
  site.findings.filter(({ severity, waived }) => severity === "warning" && !waived);

interface FindingsProps {
  readonly site: DeskSite;
  readonly list: RefObject<HTMLUListElement | null>;
  /** Whether reasons were missing when the site was to be published. */
  readonly unsaid: boolean;
  readonly reasons: ReadonlyMap<string, string>;
  readonly say: (key: string, reason: string) => void;
}

function Findings({ site, list, unsaid, reasons, say }: FindingsProps) {
  if (site.findings.length === 0) return <p class="quiet">{t("review.no_findings")}</p>;
  const open = site.actions.includes("publish");
  return (
    <ul class="finding-list" ref={list}>
      {site.findings.map((finding) => (
        <li key={findingKey(finding)} class={`finding finding-of-${finding.severity}`}>
          <FindingWords finding={finding} />
          <WaiverOf site={site} finding={finding} />
          {open && asked(site).includes(finding) ? (
            <TextField
              label={t("review.waiver")}
              {...(unsaid && !reasons.get(findingKey(finding))?.trim() ? { error: t("review.waiver_missing") } : {})}
              maxLength={2000}
              value={reasons.get(findingKey(finding)) ?? ""}
              onInput={(text) => say(findingKey(finding), text)}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function FindingWords({ finding }: { readonly finding: Finding }) {
  return (
    <>
      <p class="finding-line">
        <span class={`finding-mark finding-${finding.severity}`}>{finding.rule}</span>
        <b>{t(`review.severity_${finding.severity}`)}</b>
        {finding.field === "" ? null : (
          <span class="quiet">
            <PathName path={finding.field} />
          </span>
        )}
      </p>
      <p>{words(finding.message)}</p>
      {finding.raw === "" ? null : (
        <p class="quiet">
          {t("review.stands_there")} <span class="raw-value">{finding.raw}</span>
        </p>
      )}
    </>
  );
}

/** The written reason why a warning may stand. */
function WaiverOf({ site, finding }: { readonly site: DeskSite; readonly finding: Finding }) {
  if (!finding.waived) return null;
  const waiver = site.waivers.find(({ rule, field }) => rule === finding.rule && field === finding.field);
  return (
    <p class="waiver">
      <b>{t("review.waived")}</b> {waiver?.reason}
    </p>
  );
}
