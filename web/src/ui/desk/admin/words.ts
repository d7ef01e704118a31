/** The words of administration. */

import en from "../../../i18n/desk/admin.en.json";
import ru from "../../../i18n/desk/admin.ru.json";
import uk from "../../../i18n/desk/admin.uk.json";
import { wordsOf } from "../shared/words";

export type AdminKey = keyof typeof en;

export const a = wordsOf<AdminKey>({ en, uk, ru });
