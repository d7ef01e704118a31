/** The words of the site editor. */

import en from "../../../i18n/desk/editor.en.json";
import ru from "../../../i18n/desk/editor.ru.json";
import uk from "../../../i18n/desk/editor.uk.json";
import { wordsOf } from "../shared/words";

export type EditorKey = keyof typeof en;

export const t = wordsOf<EditorKey>({ en, uk, ru });
