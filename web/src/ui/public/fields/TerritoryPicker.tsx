/** A territory by name: a combobox over the tree of territories. */

import { useState } from "preact/hooks";
import type { Territory } from "../../../api/types";
import { conditionOn } from "../../../domain/criteria";
import { fieldNamed, territories } from "../../../state/registry";
import { criteria, setCondition } from "../../../state/view";
import { Combobox } from "../../shared/Combobox";
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
      <Finder chosen={chosen} choose={(code) => set([...chosen, code])} />
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

function Finder({ chosen, choose }: { readonly chosen: readonly string[]; readonly choose: (code: string) => void }) {
  const [text, setText] = useState("");
  const wanted = text.trim().toLocaleLowerCase();
  const choices = tree()
    .filter(
      ({ territory }) =>
        !chosen.includes(territory.code) &&
        (wanted === "" || words(territory.name).toLocaleLowerCase().includes(wanted)),
    )
    .slice(0, MOST_OPTIONS)
    .map(({ territory, depth }) => ({
      value: territory.code,
      label: words(territory.name),
      detail: String(territory.sites),
      depth: wanted === "" ? depth : 0,
    }));
  return (
    <Combobox
      label={t("territory.title")}
      placeholder={t("territory.hint")}
      none={t("territory.none")}
      text={text}
      choices={choices}
      onText={setText}
      onChoose={({ value }) => {
        choose(value);
        setText("");
      }}
    />
  );
}
