/** The words of this area. */

import en from "../../../i18n/desk/imports.en.json";
import ru from "../../../i18n/desk/imports.ru.json";
import uk from "../../../i18n/desk/imports.uk.json";
import { wordsOf } from "../shared/words";

export const t = wordsOf<keyof typeof en>({ en, uk, ru });
