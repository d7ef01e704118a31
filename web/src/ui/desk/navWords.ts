/** What the pages of the desk are called, in the navigation and in their headings. */

import en from "../../i18n/desk/nav.en.json";
import ru from "../../i18n/desk/nav.ru.json";
import uk from "../../i18n/desk/nav.uk.json";
import { wordsOf } from "./shared/words";

export type NavKey = keyof typeof en;

export const nav = wordsOf<NavKey>({ en, uk, ru });
