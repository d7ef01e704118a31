/** The words of a site's photos and documents. */

import en from "../../../i18n/desk/media.en.json";
import ru from "../../../i18n/desk/media.ru.json";
import uk from "../../../i18n/desk/media.uk.json";
import { wordsOf } from "../shared/words";

export const m = wordsOf<keyof typeof en>({ en, uk, ru });
