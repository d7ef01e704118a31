/** Two people changed the same: mine, theirs and what it was, value by value; each is chosen, then both are saved as one. */

import { useState } from "preact/hooks";
import { fieldOfPath, wordsOf } from "../../../domain/desk/difference";
import { type Choice, changesOf, clashesOf, same } from "../../../domain/desk/record-edit";
import type { Conflict, EditorSession } from "../../../state/desk/editor";
import { fields } from "../../../state/registry";
import { PathName } from "../changes/ChangeList";
import { sayIn } from "../changes/codes";
import { OutlineDiff } from "../changes/OutlineDiff";
import { t } from "./words";

export function ConflictScreen({
  session,
  conflict,
}: {
  readonly session: EditorSession;
  readonly conflict: Conflict;
}) {
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  const { original, theirs } = conflict;
  const mine = session.mine.value;
  const clashes = clashesOf(original.record, mine.record, theirs.record);
  const outlines =
    !same(original.geometry, mine.geometry) &&
    !same(original.geometry, theirs.geometry) &&
    !same(mine.geometry, theirs.geometry);
  const wanted = [...clashes.map(({ path }) => path), ...(outlines ? ["geometry"] : [])];
  const open = wanted.filter((path) => !choices.has(path)).length;
  const choose = (path: string, choice: Choice) => setChoices(new Map([...choices, [path, choice]]));
  const all = (choice: Choice) => setChoices(new Map(wanted.map((path) => [path, choice])));
  const alone = Object.keys(changesOf(original.record, mine.record)).length - clashes.length;
  return (
    <section class="conflict-screen card" aria-labelledby="conflict-title">
      <h2 id="conflict-title">{t("conflict.title")}</h2>
      <p>{t("conflict.text")}</p>
      {alone > 0 ? <p class="quiet">{t("conflict.alone", { n: alone })}</p> : null}
      <p class="conflict-all">
        <button type="button" class="button button-small" onClick={() => all("mine")}>
          {t("conflict.all_mine")}
        </button>{" "}
        <button type="button" class="button button-small" onClick={() => all("theirs")}>
          {t("conflict.all_theirs")}
        </button>
      </p>
      {clashes.map((clash) => (
        <fieldset key={clash.path} class="conflict-field">
          <legend>
            <PathName path={clash.path} />
          </legend>
          <Pick path={clash.path} choice="mine" chosen={choices.get(clash.path)} onChoose={choose}>
            {say(clash.path, clash.mine)}
          </Pick>
          <Pick path={clash.path} choice="theirs" chosen={choices.get(clash.path)} onChoose={choose}>
            {say(clash.path, clash.theirs)}
          </Pick>
          <Pick path={clash.path} choice="original" chosen={choices.get(clash.path)} onChoose={choose}>
            {say(clash.path, clash.original)}
          </Pick>
        </fieldset>
      ))}
      {outlines ? (
        <fieldset class="conflict-field">
          <legend>{t("conflict.outline")}</legend>
          <div class="conflict-outlines">
            {(["mine", "theirs"] as const).map((choice) => (
              <div key={choice}>
                <Pick path="geometry" choice={choice} chosen={choices.get("geometry")} onChoose={choose}>
                  {t(`conflict.outline_${choice}`)}
                </Pick>
                <OutlineDiff
                  before={original.geometry as never}
                  after={(choice === "mine" ? mine : theirs).geometry as never}
                  label={t(`conflict.outline_${choice}`)}
                />
              </div>
            ))}
          </div>
          <Pick path="geometry" choice="original" chosen={choices.get("geometry")} onChoose={choose}>
            {t("conflict.outline_original")}
          </Pick>
        </fieldset>
      ) : null}
      <p class="form-foot">
        <button type="button" class="button button-main" disabled={open > 0} onClick={() => session.resolve(choices)}>
          {t("conflict.save")}
        </button>
        {open > 0 ? <span class="quiet">{t("conflict.open", { n: open })}</span> : null}
      </p>
    </section>
  );
}

function say(path: string, value: unknown): string {
  if (value === undefined || value === null) return t("form.unknown");
  const field = fieldOfPath(path, fields.value);
  return wordsOf(value, field, path, sayIn(t("form.unknown")));
}

interface PickParts {
  readonly path: string;
  readonly choice: Choice;
  readonly chosen: Choice | undefined;
  readonly onChoose: (path: string, choice: Choice) => void;
  readonly children: preact.ComponentChildren;
}

function Pick({ path, choice, chosen, onChoose, children }: PickParts) {
  return (
    <label class="check">
      <input
        type="radio"
        name={`conflict-${path}`}
        checked={chosen === choice}
        onChange={() => onChoose(path, choice)}
      />
      <span>
        <b>{t(`conflict.${choice}`)}:</b> {children}
      </span>
    </label>
  );
}
