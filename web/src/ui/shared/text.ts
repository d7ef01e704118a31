/** Words in the language in force. Components that call these are drawn again when it changes. */

import type { Text } from "../../api/types";
import codeLists from "../../generated/codes.json";
import { inLanguage, type Key, type Params, translate } from "../../i18n";
import { language } from "../../state/preferences";
import { territories } from "../../state/registry";

export function t(key: Key, params?: Params): string {
  return translate(language.value, key, params);
}

export function words(text: Text | null | undefined): string {
  return inLanguage(text, language.value);
}

/** The name of a territory, null for an unknown code. */
export function territoryName(code: string): string | null {
  const territory = territories.value.get(code);
  return territory ? words(territory.name) : null;
}

const CODE_LISTS: { readonly [list: string]: { readonly [code: string]: Text } } = codeLists;

/** The label of a code of a list that no field has; the code itself where it is new. */
export function codeWords(list: string, code: string | undefined): string {
  if (code === undefined || code === "" || code === "unknown") return t("value.unknown");
  const label = CODE_LISTS[list]?.[code];
  return label ? words(label) : code;
}
