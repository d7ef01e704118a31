/** The language that a link says, so that who opens it reads what was shared. */

import { LANGUAGES, type Language } from "../api/types";
import { chooseLanguage } from "./preferences";

/** Takes the language of the address; without one the reader's own stays. */
export function readLanguage(): void {
  const asked = new URLSearchParams(location.search).get("lang");
  const known = LANGUAGES.find((one) => one === asked);
  if (known) chooseLanguage(known);
}

/** Chooses a language and writes it into the address, with lists and pins as people read them. */
export function switchLanguage(next: Language): void {
  chooseLanguage(next);
  const query = new URLSearchParams(location.search);
  query.set("lang", next);
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%40", "@");
  history.replaceState(null, "", `?${text}`);
}
