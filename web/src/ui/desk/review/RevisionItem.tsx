/** One revision of a site: what was done, by whom, when, why, from which source, and what differs. */

import type { DeskRevision } from "../../../api/desk/review";
import type { Changes } from "../../../domain/desk/difference";
import { ChangeList } from "../changes/ChangeList";
import { codeLabelAt } from "../changes/codes";
import { OutlineDiff } from "../changes/OutlineDiff";
import { Person } from "../people/Person";
import { momentWords } from "./moments";
import { known, t } from "./words";

export function RevisionItem({ revision }: { readonly revision: DeskRevision }) {
  const { geometry, lifecycle } = revision;
  const changes = changesOf(revision);
  const moved = lifecycle.before !== null && lifecycle.before !== lifecycle.after;
  return (
    <li class={`revision${revision.published ? " revision-public" : ""}`}>
      <div class="revision-head">
        <h3>{actionWords(revision.action)}</h3>
        <p>
          <Person id={revision.actor} name={revision.actor_name} />
          {" · "}
          <time dateTime={revision.at}>{momentWords(revision.at)}</time>
          {revision.source ? ` · ${revision.source.name}` : ""}
          {revision.batch === null ? "" : ` · ${t("review.import_of", { n: `${revision.batch}` })}`}
        </p>
        <p class="revision-marks">
          {revision.published ? <span class="badge">{t("review.seen_by_public")}</span> : null}
          {moved ? (
            <span class="badge">
              {codeWordsOf(lifecycle.before ?? "")} → {codeWordsOf(lifecycle.after)}
            </span>
          ) : null}
          <span class="quiet">
            {t("review.version", { version: `${revision.version}` })} ·{" "}
            <code title={revision.hash}>{revision.hash.slice(0, 12)}</code>
          </span>
        </p>
        {revision.reason ? <blockquote class="review-said">{revision.reason}</blockquote> : null}
        {revision.erased_by === null ? null : (
          <p class="note">{t("review.erased", { seq: `${revision.erased_by}` })}</p>
        )}
      </div>
      {Object.keys(changes).length > 0 ? (
        <details class="revision-changes" open={Object.keys(changes).length <= 8}>
          <summary>{t("review.changes_of", { n: Object.keys(changes).length })}</summary>
          <ChangeList changes={changes} label={actionWords(revision.action)} />
          {geometry ? (
            <OutlineDiff before={geometry.before} after={geometry.after} label={t("review.outline_diff")} />
          ) : null}
        </details>
      ) : null}
    </li>
  );
}

/** What differs besides the lifecycle, which is told above. */
function changesOf({ changes }: DeskRevision): Changes {
  const own = changes.filter(({ path }) => path !== "lifecycle");
  return Object.fromEntries(own.map(({ path, before, after }) => [path, { before, after }]));
}

export const actionWords = (action: string) => known(`review.action_${action}`) ?? action;

const codeWordsOf = (code: string) => codeLabelAt("lifecycle", code) ?? code;
