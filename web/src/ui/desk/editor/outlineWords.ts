/** The words of the editor of outlines. */

import en from "../../../i18n/desk/outline.en.json";
import ru from "../../../i18n/desk/outline.ru.json";
import uk from "../../../i18n/desk/outline.uk.json";
import { wordsOf } from "../shared/words";

export type OutlineWord = keyof typeof en;

export const o = wordsOf<OutlineWord>({ en, uk, ru });
