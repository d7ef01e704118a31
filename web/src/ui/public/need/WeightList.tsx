/** The wishes with their weights, and the curve of each that turns its number into worth. */

import { useState } from "preact/hooks";
import type { Field, Preference } from "../../../api/types";
import {
  codeLabel,
  displayUnit,
  formatNumber,
  fromDisplay,
  parseNumber,
  toDisplay,
  unitSign,
} from "../../../domain/format";
import { type Knots, knotFault, shareOf } from "../../../domain/need";
import { preferences } from "../../../state/need";
import { language } from "../../../state/preferences";
import { fieldNamed } from "../../../state/registry";
import { setOwn, view } from "../../../state/view";
import { t, words } from "../../shared/text";
import { useDraft } from "../fields/useDraft";

const MOST_SLIDE = 40;

export function WeightList() {
  return (
    <ul class="weights">
      {preferences.value.map((one) => {
        const field = fieldNamed(one.field);
        return field ? <Weight key={one.field} one={one} field={field} /> : null;
      })}
    </ul>
  );
}

function Weight({ one, field }: { readonly one: Preference; readonly field: Field }) {
  const [open, setOpen] = useState(false);
  const share = shareOf(one, preferences.value);
  const label = words(field.label);
  const set = (weight: number) =>
    setOwn({ ...view.value.own, weights: { ...view.value.own.weights, [one.field]: weight } });
  const id = `curve-${one.field}`;
  return (
    <li class="weight">
      <label class="weight-line">
        <span class="weight-name">{label}</span>
        <input
          type="range"
          name={`weight_${one.field}`}
          min={0}
          max={Math.max(MOST_SLIDE, one.weight)}
          step={1}
          value={one.weight}
          aria-label={t("build.weight_of", { field: label })}
          aria-valuetext={t("build.share", { share: formatNumber(share, 1, language.value) })}
          onChange={(event) => set(Number(event.currentTarget.value))}
        />
        <output class="weight-share">{formatNumber(share, 0, language.value)} %</output>
      </label>
      <button type="button" class="text-button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {t("build.curve")}
        <span class="hidden"> {label}</span>
      </button>
      <div id={id} hidden={!open}>
        {open ? (
          one.knots ? (
            <Curve one={one} field={field} knots={one.knots as unknown as Knots} />
          ) : (
            <Table one={one} field={field} />
          )
        ) : null}
      </div>
    </li>
  );
}

function Curve({ one, field, knots }: { readonly one: Preference; readonly field: Field; readonly knots: Knots }) {
  const [fault, setFault] = useState<ReturnType<typeof knotFault>>(null);
  const set = (at: number, knot: readonly [number, number]) => {
    const next = knots.map((old, i) => (i === at ? knot : old));
    const wrong = knotFault(next);
    setFault(wrong);
    if (wrong === null) setOwn({ ...view.value.own, knots: { ...view.value.own.knots, [one.field]: next } });
  };
  const unit = unitSign(displayUnit(field).unit, language.value);
  return (
    <div class="curve">
      <CurvePicture knots={knots} />
      <table class="curve-table">
        <caption class="hidden">{t("build.curve")}</caption>
        <thead>
          <tr>
            <th scope="col">{unit === "" ? t("build.value") : unit}</th>
            <th scope="col">{t("build.worth")}</th>
          </tr>
        </thead>
        <tbody>
          {knots.map(([x, v], i) => (
            <tr key={i}>
              <td>
                <Cell
                  label={`${words(field.label)}, ${i + 1}`}
                  value={toDisplay(field, x)}
                  set={(typed) => set(i, [fromDisplay(field, typed), v])}
                />
              </td>
              <td>
                <Cell
                  label={`${t("build.worth")}, ${i + 1}`}
                  value={Math.round(v * 10_000) / 100}
                  set={(typed) => set(i, [x, typed / 100])}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {fault ? (
        <p class="field-fault" role="alert">
          {t(`knots.${fault}`)}
        </p>
      ) : null}
    </div>
  );
}

function Cell({
  label,
  value,
  set,
}: {
  readonly label: string;
  readonly value: number;
  readonly set: (value: number) => void;
}) {
  const settled = new Intl.NumberFormat(language.value, { useGrouping: false, maximumFractionDigits: 6 }).format(value);
  const draft = useDraft(
    settled,
    (text) => parseNumber(text) === value,
    (text) => {
      const typed = parseNumber(text);
      if (typed !== null) set(typed);
    },
  );
  return (
    <input
      class="number"
      type="text"
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      aria-invalid={parseNumber(draft.text) === null}
      value={draft.text}
      onInput={(event) => draft.type(event.currentTarget.value)}
      onBlur={draft.apply}
      onKeyDown={(event) => {
        if (event.key === "Enter") draft.apply();
      }}
    />
  );
}

/** The shape of the function; where it stands is in the table beside it. */
function CurvePicture({ knots }: { readonly knots: Knots }) {
  const points = knots.map(([, v], i) => `${(100 * i) / Math.max(1, knots.length - 1)},${38 - 34 * v}`).join(" ");
  return (
    <svg class="curve-picture" viewBox="-2 0 104 40" aria-hidden="true" focusable="false">
      <polyline points={points} />
      {knots.map(([x, v], i) => (
        <circle key={x} cx={(100 * i) / Math.max(1, knots.length - 1)} cy={38 - 34 * v} r="2.5" />
      ))}
    </svg>
  );
}

/** What each code is worth; whoever wants other worths asks by the API. */
function Table({ one, field }: { readonly one: Preference; readonly field: Field }) {
  return (
    <dl class="worths">
      {Object.entries(one.values ?? {})
        .toSorted(([, a], [, b]) => b - a)
        .map(([code, v]) => (
          <div key={code}>
            <dt>{codeLabel(field, code, language.value)}</dt>
            <dd>{formatNumber(v * 100, 0, language.value)} %</dd>
          </div>
        ))}
    </dl>
  );
}
