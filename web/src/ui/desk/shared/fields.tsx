/** Fields of forms: a label that is seen, a hint, and an error that belongs to them. */

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { c } from "./controlWords";

interface FieldParts {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Said beside the label of what may be left out. */
  readonly optional?: boolean;
}

interface Ids {
  readonly id: string;
  readonly describedBy: string | undefined;
}

/** Draws the label, hint and error around a control, which is given their ids. */
export function Field({
  label,
  hint,
  error,
  optional = false,
  children,
}: FieldParts & { readonly children: (ids: Ids) => ComponentChildren }) {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter((one) => one !== "").join(" ");
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
        {optional ? <span class="quiet"> ({c("control.optional")})</span> : null}
      </label>
      {children({ id, describedBy: described === "" ? undefined : described })}
      {hint ? (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
    </div>
  );
}

export function TextField({
  value,
  onInput,
  type = "text",
  name,
  autocomplete,
  required = false,
  maxLength,
  ...parts
}: FieldParts & {
  readonly value: string;
  readonly onInput: (text: string) => void;
  readonly type?: "text" | "email" | "password" | "search" | "number" | "date";
  readonly name?: string;
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly maxLength?: number;
}) {
  return (
    <Field {...parts}>
      {({ id, describedBy }) => (
        <input
          id={id}
          class="input text"
          type={type as "text"}
          name={name}
          autocomplete={autocomplete}
          required={required}
          maxLength={maxLength}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={parts.error !== undefined}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

export function SelectField({
  value,
  onChange,
  options,
  ...parts
}: FieldParts & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}) {
  return (
    <Field {...parts}>
      {({ id, describedBy }) => (
        <select
          id={id}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={parts.error !== undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Where a reason is written. */
export function Reason({
  label = c("control.reason"),
  needed = false,
  value,
  onInput,
  ...parts
}: Partial<FieldParts> & {
  readonly needed?: boolean;
  readonly value: string;
  readonly onInput: (text: string) => void;
}) {
  return (
    <Field label={label} optional={!needed} {...parts}>
      {({ id, describedBy }) => (
        <textarea
          id={id}
          class="input text area"
          rows={3}
          maxLength={2000}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={parts.error !== undefined}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
