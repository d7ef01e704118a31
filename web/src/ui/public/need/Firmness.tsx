/** How firm the place of a site is when the weights are not taken quite literally; asked for, because it takes a moment. */

import { useState } from "preact/hooks";
import type { List } from "../../../api/types";
import { formatNumber } from "../../../domain/format";
import { needText } from "../../../state/need";
import { language } from "../../../state/preferences";
import { askRanks, ranked, rankProblem } from "../../../state/spreads";
import { ProblemNote } from "../../shared/ProblemNote";
import { t } from "../../shared/text";

export function Firmness({ siteRef, list }: { readonly siteRef: string; readonly list: List }) {
  const [waiting, setWaiting] = useState(false);
  const now = ranked.value;
  const fits = now && now.asked === needText.value && now.list === list;
  const ask = async () => {
    setWaiting(true);
    await askRanks(list);
    setWaiting(false);
  };
  if (rankProblem.value) return <ProblemNote problem={rankProblem.value} retry={() => void ask()} />;
  if (!fits)
    return (
      <button type="button" class="button button-small" disabled={waiting} onClick={() => void ask()}>
        {t("rank.ask")}
      </button>
    );
  const at = now.result.ranks.findIndex((one) => one.ref === siteRef);
  const rank = now.result.ranks[at];
  if (!rank) return <p class="quiet">{t("rank.outside", { n: now.result.among })}</p>;
  return (
    <p class="firmness" role="status">
      {t("rank.range", { place: at + 1, best: rank.best, worst: rank.worst, among: now.result.among })}{" "}
      {rank.dominated_by > 0 ? t("rank.beaten", { n: rank.dominated_by }) : null}{" "}
      {rank.tied > 0 ? t("rank.ties", { n: rank.tied }) : null}{" "}
      <span class="quiet">
        {t("rank.topsis", { place: rank.topsis, share: formatNumber(rank.top_ten, 0, language.value) })}
      </span>
    </p>
  );
}
