/** One question with large controls. "Nobody can tell" is an answer of its own. */

import { useId } from "preact/hooks";
import type { CampaignQuestion } from "../../../api/desk/campaigns";
import { unitSign } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { words } from "../../shared/text";
import { f } from "../campaigns/words";
import { codeChoices } from "../shared/codeChoices";

/** More options than this are a list to choose from, not buttons. */
const FEW = 7;

export function Answer({
  question,
  value,
  missing,
  onChange,
}: {
  readonly question: CampaignQuestion;
  /** undefined where nothing was answered, null where nobody can tell. */
  readonly value: unknown;
  readonly missing: boolean;
  readonly onChange: (value: unknown) => void;
}) {
  const label = words(question.label);
  const help = words(question.help);
  const unknown = (
    <label class="choice choice-unknown">
      <input
        type="checkbox"
        checked={value === null}
        onChange={(event) => onChange(event.currentTarget.checked ? null : undefined)}
      />
      <span>{f("answer.unknown")}</span>
    </label>
  );
  return (
    <fieldset class="answer-block" data-missing={missing ? "" : undefined}>
      <legend>
        {label}
        {question.required ? null : <span class="quiet"> ({f("answer.optional")})</span>}
      </legend>
      {help ? <p class="field-hint">{help}</p> : null}
      <Control question={question} label={label} value={value} onChange={onChange} />
      {unknown}
      {missing ? <p class="field-error">{f("answer.needed")}</p> : null}
    </fieldset>
  );
}

interface ControlParts {
  readonly question: CampaignQuestion;
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function Control({ question, label, value, onChange }: ControlParts) {
  const { type, options, key } = question;
  if (type === "boolean")
    return (
      <Choices
        name={key}
        chosen={typeof value === "boolean" ? String(value) : ""}
        options={[
          { code: "true", label: f("answer.yes") },
          { code: "false", label: f("answer.no") },
        ]}
        onChoose={(code) => onChange(code === "true")}
      />
    );
  const held = (Array.isArray(value) ? value : [value]).map(String);
  const labelled = codeChoices(options, held).map((one) => ({ code: one.value, label: one.label }));
  if (type === "codes") {
    const chosen = Array.isArray(value) ? value.map(String) : [];
    return (
      <div class="choices">
        {labelled.map((one) => (
          <label key={one.code} class="choice">
            <input
              type="checkbox"
              checked={chosen.includes(one.code)}
              onChange={() => {
                const next = chosen.includes(one.code)
                  ? chosen.filter((code) => code !== one.code)
                  : [...chosen, one.code];
                onChange(next.length === 0 ? undefined : next);
              }}
            />
            <span>{one.label}</span>
          </label>
        ))}
      </div>
    );
  }
  if (type === "code" && labelled.length > 0 && labelled.length <= FEW)
    return (
      <Choices name={key} chosen={typeof value === "string" ? value : ""} options={labelled} onChoose={onChange} />
    );
  if (type === "code" && labelled.length > 0)
    return (
      <select
        class="answer-select"
        aria-label={label}
        value={typeof value === "string" ? value : ""}
        onChange={(event) => onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.value)}
      >
        <option value="">{f("question.choose")}</option>
        {labelled.map((one) => (
          <option key={one.code} value={one.code}>
            {one.label}
          </option>
        ))}
      </select>
    );
  if (type === "number" || type === "integer")
    return <NumberControl question={question} label={label} value={value} onChange={onChange} />;
  return (
    <input
      class="input text answer-input"
      type={(type === "date" ? "date" : "text") as "text"}
      aria-label={label}
      maxLength={2000}
      value={typeof value === "string" ? value : ""}
      onInput={(event) => onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.value)}
    />
  );
}

function Choices({
  name,
  chosen,
  options,
  onChoose,
}: {
  readonly name: string;
  readonly chosen: string;
  readonly options: readonly { readonly code: string; readonly label: string }[];
  readonly onChoose: (code: string) => void;
}) {
  return (
    <div class="choices">
      {options.map((one) => (
        <label key={one.code} class="choice">
          <input type="radio" name={name} checked={chosen === one.code} onChange={() => onChoose(one.code)} />
          <span>{one.label}</span>
        </label>
      ))}
    </div>
  );
}

/** A number in the unit that screens show; it is kept in the unit of the registry. */
function NumberControl({ question, label, value, onChange }: ControlParts) {
  const id = useId();
  const factor = question.display?.factor ?? 1;
  const unit = question.display?.unit ?? question.unit;
  const shown = typeof value === "number" ? Number((value * factor).toPrecision(12)) : "";
  return (
    <div class="answer-number">
      <input
        id={id}
        class="input answer-input"
        type="number"
        inputMode="decimal"
        step={question.type === "integer" ? 1 : "any"}
        aria-label={unit ? `${label}, ${unitSign(unit, language.value)}` : label}
        value={shown}
        onChange={(event) => {
          const typed = event.currentTarget.valueAsNumber;
          if (Number.isNaN(typed)) onChange(undefined);
          else onChange(Number((typed / factor).toPrecision(12)));
        }}
      />
      {unit ? <span aria-hidden="true">{unitSign(unit, language.value)}</span> : null}
    </div>
  );
}
