/** What the project needs, as chips that can be taken away; and where to begin when there are none. */

import type { Field } from "../../api/types";
import { type Condition, isEmpty } from "../../domain/criteria";
import { describeArea, describeCondition } from "../../domain/phrases";
import { language } from "../../state/preferences";
import { fieldNamed } from "../../state/registry";
import { clearCriteria, criteria, setArea, setCondition, setWords } from "../../state/view";
import { Icon } from "../shared/Icon";
import { t, territoryName } from "../shared/text";

/** First steps, shown as long as nothing is asked. Those whose field the registry has not are left out. */
const BEGINNINGS: readonly Condition[] = [
  { kind: "range", field: "power_kw", min: 5000, max: null },
  { kind: "range", field: "area_m2", min: 100_000, max: null },
  { kind: "range", field: "dist_rail_siding_m", min: null, max: 2000 },
  { kind: "any", field: "contamination", codes: ["none"] },
];

export function NeedBar() {
  return (
    <section class="need" aria-label={t("need.title")}>
      {isEmpty(criteria.value) ? <Beginnings /> : <Chips />}
    </section>
  );
}

function Beginnings() {
  const offered = BEGINNINGS.flatMap((condition) => {
    const field = fieldNamed(condition.field);
    return field ? [{ condition, field }] : [];
  });
  return (
    <>
      <p class="need-hint">{t("need.hint")}</p>
      <ul class="chips">
        {offered.map(({ condition, field }) => (
          <li key={condition.field}>
            <button type="button" class="chip chip-offer" onClick={() => setCondition(condition.field, condition)}>
              <Icon name="plus" size={14} />
              {describeCondition(condition, field, language.value, territoryName)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Chips() {
  const { conditions, words, area } = criteria.value;
  const known = conditions.flatMap((condition): { condition: Condition; field: Field }[] => {
    const field = fieldNamed(condition.field);
    return field ? [{ condition, field }] : [];
  });
  return (
    <>
      <h2 class="need-title">{t("need.title")}</h2>
      <ul class="chips">
        {words === "" ? null : <Chip text={t("chip.words", { words })} remove={() => setWords("")} />}
        {known.map(({ condition, field }) => (
          <Chip
            key={condition.field}
            text={describeCondition(condition, field, language.value, territoryName)}
            remove={() => setCondition(condition.field, null)}
          />
        ))}
        {area ? <Chip text={describeArea(area, language.value)} remove={() => setArea(null)} /> : null}
        <li>
          <button type="button" class="text-button" onClick={clearCriteria}>
            {t("need.clear")}
          </button>
        </li>
      </ul>
    </>
  );
}

function Chip({ text, remove }: { readonly text: string; readonly remove: () => void }) {
  return (
    <li>
      <button type="button" class="chip" onClick={remove} aria-label={t("chip.remove", { text })}>
        {text}
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}
