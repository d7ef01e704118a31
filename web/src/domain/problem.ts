/** What went wrong, in words. */

import type { Problem } from "../api/problem";
import type { Language } from "../api/types";
import { inLanguage } from "../i18n";

/** One sentence: the reasons of a refusal in the language, else what the server says. */
export function sentenceOf(problem: Problem, language: Language): string {
  const reasons = problem.refusals.map((one) => inLanguage(one.text, language));
  return reasons.length > 0 ? reasons.join("; ") : problem.detail || problem.title;
}
