/** One place: what is there, the answers, photos, the position. Everything is kept as it is written. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { CampaignQuestion, CampaignTask, Sighting } from "../../../api/desk/campaigns";
import { type Draft, missingIn, POOR_ACCURACY_M } from "../../../domain/desk/field";
import { formatNumber } from "../../../domain/format";
import { addPhoto, draftOf, drafts, dropPhoto, finish, keepDraft, photos } from "../../../state/desk/field";
import { fix, fixState, followPosition } from "../../../state/desk/field-fix";
import { language } from "../../../state/preferences";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { f } from "../campaigns/words";
import { Reason } from "../shared/fields";
import { Answer } from "./Answer";
import { shrink } from "./shrink";

const SIGHTINGS: readonly Sighting[] = ["there", "not_there", "unclear", "not_reached"];

export function AnswerPage({
  task,
  questions,
  onClose,
}: {
  readonly task: CampaignTask;
  readonly questions: readonly CampaignQuestion[];
  readonly onClose: () => void;
}) {
  const draft = drafts.value.get(task.id) ?? draftOf(task.id);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const change = (part: Partial<Draft>) => {
    setMissing([]);
    void keepDraft({ ...draftOf(task.id), ...part });
  };
  // The position of the moment goes along as soon as something is answered; a better one replaces it.
  const at = fix.value;
  useEffect(() => {
    const kept = draftOf(task.id);
    if (!at || kept.sighting === null) return;
    if (!kept.position || at.accuracy_m < kept.position.accuracy_m) change({ position: at });
  }, [at, draft.sighting]);
  const save = async () => {
    const lacking = missingIn(draftOf(task.id), questions);
    if (lacking.length > 0) {
      setMissing(lacking);
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>("[data-missing]")?.scrollIntoView({ block: "center" }),
      );
      return;
    }
    await finish(task.id, task.label);
    onClose();
  };
  const asked = draft.sighting === "there" || draft.sighting === "unclear";
  return (
    <form
      class="answer"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <button type="button" class="text-button answer-back" onClick={onClose}>
        <Icon name="left" size={18} />
        {f("answer.back")}
      </button>
      <h2 ref={heading} tabIndex={-1}>
        {task.label}
      </h2>
      <p class="quiet">{[task.ref, task.address].filter((one) => one !== null && one !== task.label).join(" · ")}</p>
      {task.state === "redo" && task.comment ? (
        <p class="note note-warn">{f("field.redo", { remark: task.comment })}</p>
      ) : null}
      <fieldset class="answer-block" data-missing={missing.includes("sighting") ? "" : undefined}>
        <legend>{f("answer.sighting")}</legend>
        <div class="choices">
          {SIGHTINGS.map((one) => (
            <label key={one} class="choice">
              <input
                type="radio"
                name="sighting"
                checked={draft.sighting === one}
                onChange={() => change({ sighting: one })}
              />
              <span>{f(`sighting.${one}`)}</span>
            </label>
          ))}
        </div>
        {missing.includes("sighting") ? <p class="field-error">{f("answer.sighting_missing")}</p> : null}
      </fieldset>
      {asked
        ? questions.map((question) => (
            <Answer
              key={question.key}
              question={question}
              value={draft.answers[question.key]}
              missing={missing.includes(question.key)}
              onChange={(value) => {
                const answers = { ...draftOf(task.id).answers };
                if (value === undefined) delete answers[question.key];
                else answers[question.key] = value;
                change({ answers });
              }}
            />
          ))
        : null}
      <Photos task={task.id} draft={draft} />
      <Position draft={draft} />
      <div class="answer-block" data-missing={missing.includes("comment") ? "" : undefined}>
        <Reason
          label={draft.sighting === "not_reached" ? f("answer.why") : f("answer.comment")}
          needed={draft.sighting === "not_reached"}
          value={draft.comment}
          onInput={(comment) => change({ comment })}
          error={missing.includes("comment") ? f("answer.why_missing") : undefined}
        />
      </div>
      <div class="answer-foot">
        {missing.length > 0 ? (
          <p class="field-error" role="alert">
            {f("answer.missing", { what: missing.map((key) => nameOf(key, questions)).join(", ") })}
          </p>
        ) : (
          <p class="quiet">{f("answer.kept")}</p>
        )}
        <button type="submit" class="button button-main button-wide">
          {f("answer.save")}
        </button>
      </div>
    </form>
  );
}

function nameOf(key: string, questions: readonly CampaignQuestion[]): string {
  if (key === "sighting") return f("answer.sighting");
  if (key === "comment") return f("answer.why");
  return words(questions.find((one) => one.key === key)?.label);
}

function Photos({ task, draft }: { readonly task: number; readonly draft: Draft }) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const take = async (files: FileList | null) => {
    setBusy(true);
    for (const file of files ?? []) await addPhoto(task, await shrink(file));
    setBusy(false);
    if (input.current) input.current.value = "";
  };
  return (
    <div class="answer-block">
      <p class="field-label" id="photos-label">
        {f("answer.photos")}
      </p>
      <ul class="photo-list">
        {draft.photos.map((id, i) => (
          <Thumb key={id} id={id} n={i + 1} onDrop={() => void dropPhoto(task, id)} />
        ))}
      </ul>
      <label class={`button button-wide photo-take${busy || draft.photos.length >= 10 ? " photo-busy" : ""}`}>
        <Icon name="plus" size={18} />
        {busy ? f("answer.photo_busy") : f("answer.photo_take")}
        <input
          ref={input}
          class="hidden"
          type="file"
          accept="image/*"
          capture="environment"
          disabled={busy || draft.photos.length >= 10}
          onChange={(event) => void take(event.currentTarget.files)}
        />
      </label>
    </div>
  );
}

function Thumb({ id, n, onDrop }: { readonly id: string; readonly n: number; readonly onDrop: () => void }) {
  const picture = photos.value.find((one) => one.id === id)?.picture ?? null;
  const [address, setAddress] = useState("");
  useEffect(() => {
    if (!picture) return;
    const url = URL.createObjectURL(picture);
    setAddress(url);
    return () => URL.revokeObjectURL(url);
  }, [picture]);
  return (
    <li>
      {address ? <img src={address} alt={f("seen.photo", { n })} /> : null}
      <button type="button" class="icon-button" aria-label={f("answer.photo_drop", { n })} onClick={onDrop}>
        <Icon name="close" />
      </button>
    </li>
  );
}

/** Where the phone is, how well it knows, and what to do where it does not. */
function Position({ draft }: { readonly draft: Draft }) {
  const kept = draft.position;
  const state = fixState.value;
  const metres = kept ? formatNumber(kept.accuracy_m, 0, language.value) : "";
  return (
    <div class="answer-block" aria-live="polite">
      <p class="field-label">{f("answer.position")}</p>
      {kept ? (
        <p class={kept.accuracy_m > POOR_ACCURACY_M ? "seen-poor" : ""}>
          {f(kept.accuracy_m > POOR_ACCURACY_M ? "position.poor" : "position.good", { m: metres })}
        </p>
      ) : (
        <p class="quiet">{f(`position.${state}`)}</p>
      )}
      {!kept && (state === "refused" || state === "none" || state === "off") ? (
        <button type="button" class="button" onClick={followPosition}>
          <Icon name="target" size={18} />
          {f("position.again")}
        </button>
      ) : null}
    </div>
  );
}
