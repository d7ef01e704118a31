/** What a passport knows beyond the table of fields: single facts that nobody asks by. */

import type { Detail } from "../../api/types";
import { formatDay, formatNumber, unitSign } from "../../domain/format";
import { language } from "../../state/preferences";
import { codeWords, t } from "../shared/text";

export interface Extra {
  readonly label: string;
  /** null where it is not known. */
  readonly text: string | null;
}

/** The further facts of a group, each with its words or as unknown. */
export function extrasOf(group: string, { activity, reserved_until, planning, environment }: Detail): readonly Extra[] {
  switch (group) {
    case "identity":
      return [
        { label: t("extra.activity"), text: activity ?? null },
        ...(reserved_until ? [{ label: t("extra.reserved_until"), text: day(reserved_until) }] : []),
      ];
    case "planning":
      return [
        { label: t("extra.plan_type"), text: code("plan_type", planning.doc_type) },
        { label: t("extra.zone_label"), text: planning.zone_label ?? null },
      ];
    case "environment":
      return [
        {
          label: t("extra.contamination_origin"),
          text: code("contamination_origin", environment.contamination_origin),
        },
        {
          label: t("extra.studied"),
          text: environment.studied_on ? day(environment.studied_on) : year(environment.studied_year),
        },
        { label: t("extra.contaminated_area"), text: hectares(environment.contaminated_m2) },
      ];
    default:
      return [];
  }
}

const day = (text: string) => formatDay(text, language.value);

const year = (number: number | undefined) => (number === undefined ? null : String(number));

const code = (list: string, value: string | undefined) =>
  value && value !== "unknown" ? codeWords(list, value) : null;

function hectares(squareMetres: number | undefined): string | null {
  if (squareMetres === undefined) return null;
  return `${formatNumber(squareMetres / 10_000, 2, language.value)}\u00a0${unitSign("ha", language.value)}`;
}
