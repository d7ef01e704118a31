/** The questions of a campaign: of the table of fields, and free ones. */

import { useRef, useState } from "preact/hooks";
import type { CampaignQuestion } from "../../../api/desk/campaigns";
import { freeQuestion } from "../../../domain/desk/campaigns";
import { language } from "../../../state/preferences";
import { fieldNamed, registry } from "../../../state/registry";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { Field, SelectField, TextField } from "../shared/fields";
import { f } from "./words";

const FREE_TYPES = ["boolean", "text", "number", "code"] as const;

export function QuestionList({
  questions,
  askable,
  onChange,
}: {
  readonly questions: readonly CampaignQuestion[];
  readonly askable: readonly CampaignQuestion[];
  readonly onChange: (questions: readonly CampaignQuestion[]) => void;
}) {
  const list = useRef<HTMLOListElement>(null);
  const put = (at: number, question: CampaignQuestion) => onChange(questions.with(at, question));
  const move = (at: number, to: number) => {
    const moved = questions[at];
    if (moved) onChange(questions.toSpliced(at, 1).toSpliced(to, 0, moved));
  };
  const remove = (at: number) => {
    onChange(questions.toSpliced(at, 1));
    list.current?.querySelectorAll<HTMLElement>("button.question-remove")[Math.max(0, at - 1)]?.focus();
  };
  return (
    <div class="questions">
      {questions.length === 0 ? <p class="quiet">{f("question.none")}</p> : null}
      <ol class="question-list" ref={list}>
        {questions.map((question, at) => (
          <li key={question.key} class="question-row">
            <span class="question-words">
              <b>{words(question.label)}</b>
              <span class="quiet">
                {question.field === null ? f("question.free") : f("question.of_field", { group: groupOf(question) })} ·{" "}
                {f(`type.${question.type}`)}
              </span>
            </span>
            <label class="question-required">
              <input
                type="checkbox"
                checked={question.required}
                onChange={(event) => put(at, { ...question, required: event.currentTarget.checked })}
              />
              {f("question.required")}
            </label>
            <span class="question-tools">
              <button
                type="button"
                class="icon-button"
                aria-label={f("question.up", { question: words(question.label) })}
                disabled={at === 0}
                onClick={() => move(at, at - 1)}
              >
                <Icon name="up" size={18} />
              </button>
              <button
                type="button"
                class="icon-button"
                aria-label={f("question.down", { question: words(question.label) })}
                disabled={at === questions.length - 1}
                onClick={() => move(at, at + 1)}
              >
                <Icon name="falling" size={18} />
              </button>
              <button
                type="button"
                class="icon-button question-remove"
                aria-label={f("question.remove", { question: words(question.label) })}
                onClick={() => remove(at)}
              >
                <Icon name="close" size={18} />
              </button>
            </span>
          </li>
        ))}
      </ol>
      <AddOfField questions={questions} askable={askable} onAdd={(question) => onChange([...questions, question])} />
      <AddFree questions={questions} onAdd={(question) => onChange([...questions, question])} />
    </div>
  );
}

function groupOf(question: CampaignQuestion): string {
  const name = fieldNamed(question.field ?? "")?.group;
  const group = registry.value?.table.groups.find((one) => one.name === name);
  return words(group?.label);
}

function AddOfField({
  questions,
  askable,
  onAdd,
}: {
  readonly questions: readonly CampaignQuestion[];
  readonly askable: readonly CampaignQuestion[];
  readonly onAdd: (question: CampaignQuestion) => void;
}) {
  const [chosen, setChosen] = useState("");
  const left = askable.filter((one) => !questions.some((other) => other.key === one.key));
  const groups = Map.groupBy(left, groupOf);
  const add = () => {
    const question = left.find((one) => one.key === chosen);
    if (!question) return;
    onAdd(question);
    setChosen("");
  };
  return (
    <div class="question-add">
      <Field label={f("question.add_field")}>
        {({ id }) => (
          <select id={id} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
            <option value="">{f("question.choose")}</option>
            {[...groups].map(([group, list]) => (
              <optgroup key={group} label={group}>
                {list.map((one) => (
                  <option key={one.key} value={one.key}>
                    {words(one.label)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      <button type="button" class="button" disabled={chosen === ""} onClick={add}>
        <Icon name="plus" size={18} />
        {f("question.add")}
      </button>
    </div>
  );
}

function AddFree({
  questions,
  onAdd,
}: {
  readonly questions: readonly CampaignQuestion[];
  readonly onAdd: (question: CampaignQuestion) => void;
}) {
  const [text, setText] = useState("");
  const [type, setType] = useState<(typeof FREE_TYPES)[number]>("boolean");
  const [options, setOptions] = useState("");
  const lines = options
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const ready = text.trim() !== "" && (type !== "code" || lines.length > 0);
  const add = () => {
    const taken = questions.map((one) => one.key);
    onAdd(freeQuestion(language.value, text.trim(), type, lines, taken));
    setText("");
    setOptions("");
  };
  return (
    <details class="question-free">
      <summary>{f("question.add_free")}</summary>
      <div class="question-free-form">
        <TextField label={f("question.text")} value={text} maxLength={200} onInput={setText} />
        <SelectField
          label={f("question.type")}
          value={type}
          onChange={(value) => setType(FREE_TYPES.find((one) => one === value) ?? "text")}
          options={FREE_TYPES.map((one) => ({ value: one, label: f(`type.${one}`) }))}
        />
        {type === "code" ? (
          <Field label={f("question.options")} hint={f("question.options_hint")}>
            {({ id, describedBy }) => (
              <textarea
                id={id}
                class="input text area"
                rows={4}
                aria-describedby={describedBy}
                value={options}
                onInput={(event) => setOptions(event.currentTarget.value)}
              />
            )}
          </Field>
        ) : null}
        <button type="button" class="button" disabled={!ready} onClick={add}>
          <Icon name="plus" size={18} />
          {f("question.add")}
        </button>
      </div>
    </details>
  );
}
