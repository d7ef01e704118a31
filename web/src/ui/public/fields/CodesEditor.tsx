/** Any of several codes, each with the number of sites that would fit. */

import { useState } from "preact/hooks";
import type { Code, Field } from "../../../api/types";
import { conditionOn } from "../../../domain/criteria";
import { facets } from "../../../state/search";
import { criteria, setCondition } from "../../../state/view";
import { KindMark } from "../../shared/Marks";
import { t, words } from "../../shared/text";
import { UnknownCount } from "./FieldEditor";

/** Lists up to this length are always shown whole, values without sites too. */
const FEW_CODES = 6;

/** Longer lists are shown in two steps. */
const MOST_CODES = 7;

export function CodesEditor({ field }: { readonly field: Field }) {
  const [all, setAll] = useState(false);
  const condition = conditionOn(criteria.value, field.name);
  const chosen = condition?.kind === "any" ? condition.codes : [];
  const counts = facets.value[field.name];
  const short = field.codes.length <= FEW_CODES;
  const useful = short
    ? field.codes
    : counts
      ? field.codes.filter((code) => (counts[code.code] ?? 0) > 0 || chosen.includes(code.code))
      : field.codes;
  const shown = all ? field.codes : useful.slice(0, MOST_CODES);
  const rest = field.codes.length - shown.length;
  const toggle = (code: string) => {
    const codes = chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code];
    setCondition(
      field.name,
      codes.length === 0 ? null : { kind: "any", field: field.name, codes: inListOrder(field, codes) },
    );
  };
  return (
    <>
      {useful.length === 0 && !all ? <p class="quiet">{t("facet.nowhere_known")}</p> : null}
      <ul class={`codes${all && field.codes.length > 12 ? " codes-long" : ""}`}>
        {shown.map((code) => (
          <CodeOption
            key={code.code}
            field={field}
            code={code}
            checked={chosen.includes(code.code)}
            count={counts ? (counts[code.code] ?? 0) : null}
            toggle={() => toggle(code.code)}
          />
        ))}
      </ul>
      {rest > 0 ? (
        <button type="button" class="text-button" onClick={() => setAll(true)}>
          {t("facet.more", { n: rest })}
        </button>
      ) : null}
      <UnknownCount count={counts?.[""] ?? 0} />
    </>
  );
}

/** The chosen codes in the order of the list, so that equal choices are equal links. */
function inListOrder(field: Field, codes: readonly string[]): readonly string[] {
  return field.codes.map((code) => code.code).filter((code) => codes.includes(code));
}

function CodeOption({
  field,
  code,
  checked,
  count,
  toggle,
}: {
  readonly field: Field;
  readonly code: Code;
  readonly checked: boolean;
  readonly count: number | null;
  readonly toggle: () => void;
}) {
  return (
    <li class={count === 0 ? "code-empty" : undefined}>
      <label>
        <input type="checkbox" name={field.name} value={code.code} checked={checked} onChange={toggle} />
        {field.name === "kind" ? <KindMark kind={code.code} size={16} /> : null}
        <span>{words(code.label)}</span>
        {count === null ? null : (
          <small>
            {count}
            <span class="hidden"> {t("facet.sites")}</span>
          </small>
        )}
      </label>
    </li>
  );
}
