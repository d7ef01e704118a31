/** The words of campaigns and of the phone page. */

import en from "../../../i18n/desk/campaigns.en.json";
import ru from "../../../i18n/desk/campaigns.ru.json";
import uk from "../../../i18n/desk/campaigns.uk.json";
import { wordsOf } from "../shared/words";

export const f = wordsOf<keyof typeof en>({ en, uk, ru });
