/** The words of this area in the language in force. */

import en from "../../../i18n/desk/imports.en.json";
import ru from "../../../i18n/desk/imports.ru.json";
import uk from "../../../i18n/desk/imports.uk.json";
import { type Params, sayerOf } from "../../../i18n/desk/sayer";
import { language } from "../../../state/preferences";

const say = sayerOf<keyof typeof en>({ uk, en, ru });

export function t(key: keyof typeof en, params?: Params): string {
  return say(language.value, key, params);
}
