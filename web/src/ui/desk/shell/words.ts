/** The words of the frame, of signing in, of home and of the shared controls. */

import en from "../../../i18n/desk/shell.en.json";
import ru from "../../../i18n/desk/shell.ru.json";
import uk from "../../../i18n/desk/shell.uk.json";
import { wordsOf } from "../shared/words";

export const s = wordsOf<keyof typeof en>({ en, uk, ru });
