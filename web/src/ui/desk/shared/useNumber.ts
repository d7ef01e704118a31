/** Numbers as the language in force writes them. */

import { language } from "../../../state/preferences";

export function useNumber(): (value: number) => string {
  const format = new Intl.NumberFormat(language.value);
  return (value) => format.format(value);
}
