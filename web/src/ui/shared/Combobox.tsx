/** A line of text with a list of what it may mean, gone through by keys: the pattern of a combobox with a listbox. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import "../../styles/combobox.css";

export interface ComboOption {
  readonly key: string;
  readonly text: string;
  /** What stands behind the text, smaller. */
  readonly more: string;
  /** How deep it lies in a tree, from 0 to 4. */
  readonly depth?: number;
}

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly options: readonly ComboOption[];
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly choose: (key: string) => void;
  /** Takes the text as it is written; without it, Enter takes the first option. */
  readonly free?: () => void;
  /** Said where nothing is found. */
  readonly none?: string;
  readonly id?: string;
  readonly inputClass?: string;
}

export function Combobox(props: Props) {
  const { label, options, text, onText, choose, free } = props;
  const own = useId();
  const id = props.id ?? own;
  const first = free ? -1 : 0;
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(first);
  const take = (key: string | undefined) => {
    setOpen(false);
    setActive(first);
    if (key !== undefined) choose(key);
    else free?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive(open ? Math.max(first, Math.min(options.length - 1, active + step)) : 0);
      setOpen(true);
    } else if (event.key === "Enter" && (open || free)) {
      event.preventDefault();
      const option = open ? options[active] : undefined;
      if (option || free) take(option?.key);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };
  const expanded = open && options.length > 0;
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
        id={id}
        class={props.inputClass ?? "text"}
        type="text"
        role="combobox"
        autoComplete="off"
        spellcheck={false}
        maxLength={100}
        aria-label={label}
        aria-expanded={expanded}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={expanded && active >= 0 ? `${id}-${active}` : undefined}
        placeholder={props.placeholder}
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
        {options.map((option, i) => (
          // The pointer must not take the focus from the input, or the list would close first.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox, which has the focus
          <div
            key={option.key}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            class={`option depth-${option.depth ?? 0}`}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(option.key)}
          >
            <span>{option.text}</span>
            <small>{option.more}</small>
          </div>
        ))}
      </div>
      {props.none !== undefined && open && text.trim() !== "" && options.length === 0 ? (
        <p class="quiet">{props.none}</p>
      ) : null}
    </div>
  );
}
