/** The words of the shared controls. */

import en from "../../../i18n/desk/controls.en.json";
import ru from "../../../i18n/desk/controls.ru.json";
import uk from "../../../i18n/desk/controls.uk.json";
import { wordsOf } from "./words";

export const c = wordsOf<keyof typeof en>({ en, uk, ru });
