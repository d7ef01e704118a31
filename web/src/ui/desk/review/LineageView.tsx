/** Which sites came out of which, and what became of this one. */

import type { Kin, Lineage } from "../../../api/desk/review";
import { formatDay } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { areaWords } from "../../shared/text";
import { codeLabelAt } from "../changes/codes";
import { t } from "./words";

export function LineageView({ lineage }: { readonly lineage: Lineage }) {
  const { from, into, outcome, together } = lineage;
  if (from.length + into.length + together.length === 0 && outcome === null) return null;
  return (
    <section class="lineage" aria-labelledby="lineage-title">
      <h2 id="lineage-title">{t("review.lineage")}</h2>
      <div class="lineage-steps">
        {from.length > 0 ? <Kins title={t("review.came_from")} kins={from} end="from" /> : null}
        <p class="lineage-self">
          <b>{lineage.ref}</b>
          <span class="badge">{codeLabelAt("lifecycle", lineage.lifecycle) ?? lineage.lifecycle}</span>
        </p>
        {into.length > 0 ? (
          <Kins
            title={t(into.every(({ relation }) => relation === "split") ? "review.split_into" : "review.went_into")}
            kins={into}
            end="to"
          />
        ) : null}
      </div>
      {together.length > 0 ? (
        <p>
          {t("review.together")} {together.map(({ ref }) => ref).join(", ")}
        </p>
      ) : null}
      {outcome ? (
        <dl class="fact-grid">
          {outcome.use ? (
            <Fact label={t("review.used_as")} value={codeLabelAt("use", outcome.use) ?? outcome.use} />
          ) : null}
          {outcome.year ? <Fact label={t("review.since_year")} value={`${outcome.year}`} /> : null}
          {outcome.remainder_m2 ? (
            <Fact
              label={t("review.remainder")}
              value={`${areaWords(outcome.remainder_m2)} ${outcome.remainder ?? ""}`}
            />
          ) : null}
        </dl>
      ) : null}
    </section>
  );
}

function Kins({
  title,
  kins,
  end,
}: {
  readonly title: string;
  readonly kins: readonly Kin[];
  readonly end: "from" | "to";
}) {
  return (
    <div class="lineage-kins">
      <h3>{title}</h3>
      <ul>
        {kins.map((kin) => (
          <li key={`${kin.from} ${kin.to}`}>
            <a href={`/desk/sites/${encodeURIComponent(kin[end])}/history`}>{kin[end]}</a>{" "}
            <span class="quiet">
              {t(`review.relation_${kin.relation}`)}
              {kin.area_m2 === null ? "" : ` · ${areaWords(kin.area_m2)}`}
              {" · "}
              {kin.on === null ? t("review.only_proposed") : formatDay(kin.on, language.value)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
