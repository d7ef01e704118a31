/** Words in the language in force. Components that call these are drawn again when it changes. */

import type { Text } from "../../api/types";
import { formatNumber, formatQuantity, unitSign } from "../../domain/format";
import { inLanguage, type Key, type Params, translate } from "../../i18n";
import { language } from "../../state/preferences";
import { codeLists, fieldNamed, territories } from "../../state/registry";

export function t(key: Key, params?: Params): string {
  return translate(language.value, key, params);
}

export function words(text: Text | null | undefined): string {
  return inLanguage(text, language.value);
}

/** An area in the unit and with the digits that the table of fields has for it. */
export function areaWords(m2: number): string {
  const field = fieldNamed("area_m2");
  return field ? formatQuantity(field, m2, language.value) : `${formatNumber(m2, 0, language.value)} m²`;
}

/** A length on the ground that is round: kilometres from one on, metres below. */
export function lengthWords(metres: number): string {
  const [value, unit] = metres >= 1000 ? ([metres / 1000, "km"] as const) : ([metres, "m"] as const);
  return `${formatNumber(value, 1, language.value)}\u00a0${unitSign(unit, language.value)}`;
}

/** The name of a territory, null for an unknown code. */
export function territoryName(code: string): string | null {
  const territory = territories.value.get(code);
  return territory ? words(territory.name) : null;
}

/** The label of a code of a list that no field has; the code itself where it is new. */
export function codeWords(list: string, code: string | undefined): string {
  if (code === undefined || code === "" || code === "unknown") return t("value.unknown");
  const found = codeLists.value[list]?.find((one) => one.code === code);
  return found ? words(found.label) : code;
}
