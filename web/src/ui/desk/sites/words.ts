/** The words of the list of sites. */

import en from "../../../i18n/desk/sites.en.json";
import ru from "../../../i18n/desk/sites.ru.json";
import uk from "../../../i18n/desk/sites.uk.json";
import { wordsOf } from "../shared/words";

export const w = wordsOf<keyof typeof en>({ en, uk, ru });
