/** One out of many by writing some of its name: an input with a list of what fits. */

import type { Ref } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** What tells it from others, at the end of its line. */
  readonly detail?: string | undefined;
  /** How far it stands below others in a tree. */
  readonly depth?: number;
}

interface ComboboxProps {
  /** What the input and its list are called for those who listen; where a label names the input, of the list alone. */
  readonly label: string;
  readonly id?: string;
  readonly describedBy?: string | undefined;
  readonly placeholder?: string;
  readonly text: string;
  readonly choices: readonly Choice[];
  /** Said where something is written and nothing fits. */
  readonly none?: string;
  readonly maxLength?: number;
  readonly disabled?: boolean;
  readonly invalid?: boolean | undefined;
  readonly onText: (text: string) => void;
  readonly onChoose: (choice: Choice) => void;
  /** The choices are proposals: what is written counts as it is, until the arrows have gone to one. */
  readonly proposes?: boolean;
  /** Enter where the list is closed, or no proposal is gone to. */
  readonly onEnter?: () => void;
  readonly input?: Ref<HTMLInputElement>;
}

export function Combobox(props: ComboboxProps) {
  const { label, text, choices, none, onText, onChoose } = props;
  const id = useId();
  const [open, setOpen] = useState(false);
  const first = props.proposes ? -1 : 0;
  const [active, setActive] = useState(first);
  const expanded = open && choices.length > 0;
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    onChoose(choice);
    setOpen(false);
    setActive(first);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive(open ? Math.max(first, Math.min(choices.length - 1, active + step)) : 0);
      setOpen(true);
    } else if (event.key === "Enter" && expanded && active >= 0) {
      event.preventDefault();
      take(choices[active]);
    } else if (event.key === "Enter" && props.onEnter) {
      event.preventDefault();
      setOpen(false);
      props.onEnter();
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };
  const list = useRef<HTMLDivElement>(null);
  // The form scrolls: the list must not open below its edge, nor the choice leave the list.
  useEffect(() => {
    if (expanded) list.current?.scrollIntoView({ block: "nearest" });
  }, [expanded]);
  useEffect(() => {
    if (expanded) list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div class="combobox">
      <input
        ref={props.input ?? null}
        id={props.id}
        class="text"
        type="text"
        role="combobox"
        autoComplete="off"
        aria-label={props.id === undefined ? label : undefined}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        aria-expanded={expanded}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={expanded && active >= 0 ? `${id}-${active}` : undefined}
        placeholder={props.placeholder}
        maxLength={props.maxLength}
        disabled={props.disabled}
        value={text}
        onInput={(event) => {
          onText(event.currentTarget.value);
          setActive(first);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div ref={list} class="options" role="listbox" id={`${id}-list`} aria-label={label} hidden={!expanded}>
        {choices.map((choice, i) => (
          // The pointer must not take the focus from the input, or the list would close first.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox, which has the focus
          <div
            key={choice.value}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            class={`option depth-${Math.min(choice.depth ?? 0, 4)}`}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(choice)}
          >
            <span>{choice.label}</span>
            {choice.detail === undefined ? null : <small>{choice.detail}</small>}
          </div>
        ))}
      </div>
      {open && text.trim() !== "" && choices.length === 0 && none ? <p class="quiet">{none}</p> : null}
    </div>
  );
}
