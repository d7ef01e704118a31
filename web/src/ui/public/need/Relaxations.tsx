/** What would let more sites in: the least of demands that brings most, as buttons; and which facts decide of sites. */

import type { Field, Relaxation } from "../../../api/types";
import { conditionOn } from "../../../domain/criteria";
import { codeLabel, formatQuantity } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { fieldNamed } from "../../../state/registry";
import { relaxed } from "../../../state/spreads";
import { criteria, setArea, setCondition } from "../../../state/view";
import { t, territoryName, words } from "../../shared/text";

/** A looser demand is offered before none at all: it brings less, and the project still gets what it needs. */
const MOST_STEPS = 2;
const MOST_GIVEN_UP = 1;

export function Relaxations() {
  const all = relaxed.value?.relaxations ?? [];
  const offersOf = (some: readonly Relaxation[], most: number) => some.flatMap(offerOf).slice(0, most);
  const isStep = (one: Relaxation) => one.to !== null || one.code !== null;
  const offers = [
    ...offersOf(all.filter(isStep), MOST_STEPS),
    ...offersOf(
      all.filter((one) => !isStep(one)),
      MOST_GIVEN_UP,
    ),
  ];
  const asking = relaxed.value?.askings[0];
  const asked = asking ? fieldNamed(asking.field) : undefined;
  if (offers.length === 0 && !asked) return null;
  return (
    <section class="relaxations" aria-label={t("relax.title")}>
      <h3>{t("relax.title")}</h3>
      <ul>
        {offers.map(({ key, text, gain, press }) => (
          <li key={key}>
            <button type="button" class="relaxation" onClick={press}>
              <b>{t("relax.gain", { n: gain })}</b> {text}
            </button>
          </li>
        ))}
      </ul>
      {asking && asked ? (
        <p class="quiet">{t("relax.asking", { n: asking.sites, field: words(asked.label) })}</p>
      ) : null}
    </section>
  );
}

interface Offer {
  readonly key: string;
  readonly text: string;
  readonly gain: number;
  readonly press: () => void;
}

/** A relaxation as a button, where the form holds its condition. */
function offerOf(one: Relaxation): readonly Offer[] {
  const key = `${one.field} ${one.op} ${one.to ?? one.code ?? ""}`;
  if (one.field === "geom")
    return criteria.value.area ? [{ key, gain: one.gain, text: t("relax.anywhere"), press: () => setArea(null) }] : [];
  const field = fieldNamed(one.field);
  const condition = conditionOn(criteria.value, one.field);
  if (!field || !condition) return [];
  if (one.to !== null && condition.kind === "range") {
    const end = one.op === ">=" ? "min" : "max";
    const to = one.to;
    return [
      {
        key,
        gain: one.gain,
        text: bounded(one, field, to),
        press: () => setCondition(field.name, { ...condition, [end]: to }),
      },
    ];
  }
  if (one.code !== null && condition.kind === "any") {
    const code = one.code;
    const name = territoryName(code) ?? codeLabel(field, code, language.value);
    const press = () => setCondition(field.name, { ...condition, codes: [...condition.codes, code] });
    return [{ key, gain: one.gain, text: t("relax.code", { field: words(field.label), code: name }), press }];
  }
  if (one.to !== null || one.code !== null) return [];
  const text = t("relax.without", { field: words(field.label) });
  return [{ key, gain: one.gain, text, press: () => setCondition(field.name, null) }];
}

function bounded(one: Relaxation, field: Field, to: number): string {
  const sign = one.op === ">=" ? "≥" : "≤";
  const from = typeof one.from === "number" ? formatQuantity(field, one.from, language.value) : "";
  return t("relax.bound", {
    field: words(field.label),
    to: `${sign} ${formatQuantity(field, to, language.value)}`,
    from,
  });
}
