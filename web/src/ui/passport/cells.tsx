/** The cells of a passport's tables: amounts, lengths, codes, and the words for not knowing them. */

import type { ComponentChildren } from "preact";
import { codeLabel, formatNumber, unitSign } from "../../domain/format";
import { language } from "../../state/preferences";
import { fieldNamed } from "../../state/registry";
import { codeWords, t } from "../shared/text";

/** A number with its unit, or the word for not knowing it. */
export function Amount({
  value,
  unit,
  decimals = 1,
}: {
  readonly value: number | undefined;
  readonly unit: string;
  readonly decimals?: number;
}) {
  if (value === undefined) return <Unknown />;
  const sign = unitSign(unit, language.value);
  return <>{`${formatNumber(value, decimals, language.value)}${sign ? `\u00a0${sign}` : ""}`}</>;
}

export const Unknown = () => <span class="value value-unknown">{t("value.unknown")}</span>;

/** A dash where the question does not arise; what is merely not known is written out. */
export const NotAsked = () => <span class="quiet">—</span>;

/** Metres, or kilometres from one on. */
export function Length({ value }: { readonly value: number | undefined }) {
  if (value === undefined) return <Unknown />;
  return value < 1000 ? <Amount value={value} unit="m" decimals={0} /> : <Amount value={value / 1000} unit="km" />;
}

/** The label of a code of a field's list, or the word for not knowing it. */
export function FieldCode({ field, code }: { readonly field: string; readonly code: string | undefined }) {
  const known = fieldNamed(field);
  if (!code || code === "unknown") return <Unknown />;
  return <>{known ? codeLabel(known, code, language.value) : code}</>;
}

export function ListCode({ list, code }: { readonly list: string; readonly code: string | undefined }) {
  return !code || code === "unknown" ? <Unknown /> : <>{codeWords(list, code)}</>;
}

/** A table that scrolls by itself where the page is narrow. `numbers` are the places of the columns of numbers. */
export function Frame({
  heads,
  numbers,
  children,
}: {
  readonly heads: readonly string[];
  readonly numbers: readonly number[];
  readonly children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <div class="table-frame" tabIndex={0}>
      <table class="part-table">
        <thead>
          <tr>
            {heads.map((head, i) => (
              <th key={head} scope="col" class={numbers.includes(i) ? "num" : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
