/** A territory by name: a combobox over the tree of territories. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Territory } from "../../../api/types";
import { conditionOn } from "../../../domain/criteria";
import { fieldNamed, territories } from "../../../state/registry";
import { criteria, setCondition } from "../../../state/view";
import { Icon } from "../../shared/Icon";
import { t, territoryName, words } from "../../shared/text";

const FIELD = "territories";

/** Options beyond this many ask for another letter. */
const MOST_OPTIONS = 60;

export function TerritoryPicker() {
  if (!fieldNamed(FIELD) || territories.value.size === 0) return null;
  const condition = conditionOn(criteria.value, FIELD);
  const chosen = condition?.kind === "any" ? condition.codes : [];
  const set = (codes: readonly string[]) =>
    setCondition(FIELD, codes.length === 0 ? null : { kind: "any", field: FIELD, codes });
  return (
    <fieldset class="field">
      <legend>{t("territory.title")}</legend>
      <Combobox chosen={chosen} choose={(code) => set([...chosen, code])} />
      {chosen.length > 0 ? (
        <ul class="chips">
          {chosen.map((code) => {
            const name = territoryName(code) ?? code;
            return (
              <li key={code}>
                <button
                  type="button"
                  class="chip"
                  aria-label={t("chip.remove", { text: name })}
                  onClick={() => set(chosen.filter((one) => one !== code))}
                >
                  {name}
                  <Icon name="close" size={14} />
                </button>
              </li>
            );
          })}
        </ul>
      ) : null}
    </fieldset>
  );
}

/** Territories in the order of the tree, each with its depth. */
function tree(): readonly { readonly territory: Territory; readonly depth: number }[] {
  const all = [...territories.value.values()];
  const children = Map.groupBy(all, (one) => (one.parent && territories.value.has(one.parent) ? one.parent : ""));
  const walk = (code: string, depth: number): { territory: Territory; depth: number }[] =>
    (children.get(code) ?? [])
      .toSorted((a, b) => words(a.name).localeCompare(words(b.name)))
      .flatMap((territory) => [{ territory, depth }, ...walk(territory.code, depth + 1)]);
  return walk("", 0);
}

function Combobox({ chosen, choose }: { readonly chosen: readonly string[]; readonly choose: (code: string) => void }) {
  const id = useId();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const wanted = text.trim().toLocaleLowerCase();
  const options = tree().filter(
    ({ territory }) =>
      !chosen.includes(territory.code) && (wanted === "" || words(territory.name).toLocaleLowerCase().includes(wanted)),
  );
  const shown = options.slice(0, MOST_OPTIONS);
  const take = (code: string | undefined) => {
    if (code === undefined) return;
    choose(code);
    setText("");
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive(open ? Math.max(0, Math.min(shown.length - 1, active + step)) : 0);
      setOpen(true);
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      take(shown[active]?.territory.code);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };
  const expanded = open && shown.length > 0;
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
        class="text"
        type="text"
        role="combobox"
        autoComplete="off"
        aria-label={t("territory.title")}
        aria-expanded={expanded}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={expanded ? `${id}-${active}` : undefined}
        placeholder={t("territory.hint")}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        class="options"
        role="listbox"
        id={`${id}-list`}
        aria-label={t("territory.title")}
        hidden={!expanded}
      >
        {shown.map(({ territory, depth }, i) => (
          // The pointer must not take the focus from the input, or the list would close first.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox, which has the focus
          <div
            key={territory.code}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            class={`option depth-${wanted === "" ? Math.min(depth, 4) : 0}`}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(territory.code)}
          >
            <span>{words(territory.name)}</span>
            <small>{territory.sites}</small>
          </div>
        ))}
      </div>
      {open && wanted !== "" && options.length === 0 ? <p class="quiet">{t("territory.none")}</p> : null}
    </div>
  );
}
