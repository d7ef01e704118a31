/** All campaigns with how far they are, and how good the sources of candidates turned out to be. */

import "../../../styles/desk/campaigns.css";
import { fetchCampaigns, fetchPrecision } from "../../../api/desk/campaigns";
import { progressOf } from "../../../domain/desk/campaigns";
import { formatDay } from "../../../domain/format";
import { may } from "../../../state/desk/session";
import { language } from "../../../state/preferences";
import { Icon } from "../../shared/Icon";
import { nav } from "../navWords";
import { Page } from "../shared/Page";
import { Empty, Loading, ProblemCard } from "../shared/states";
import { placeName } from "../shared/territory";
import { useLoad } from "../shared/useLoad";
import { PrecisionTable, ProgressBar, StateBadge } from "./parts";
import { f } from "./words";

export function ListPage() {
  const list = useLoad((signal) => fetchCampaigns(signal), []);
  const precision = useLoad((signal) => fetchPrecision(signal), []);
  return (
    <Page
      title={nav("nav.campaigns")}
      lead={f("list.lead")}
      actions={
        may("campaign.manage") ? (
          <a class="button button-main" href="/desk/campaigns/new">
            <Icon name="plus" size={18} />
            {f("list.new")}
          </a>
        ) : null
      }
    >
      {list.problem ? <ProblemCard problem={list.problem} retry={list.reload} /> : null}
      {list.data === null && list.loading ? <Loading /> : null}
      {list.data?.length === 0 ? <Empty title={f("list.empty")} text={f("list.empty_hint")} /> : null}
      {list.data && list.data.length > 0 ? (
        <ul class="campaign-cards">
          {list.data.map((campaign) => (
            <li key={campaign.id} class="card campaign-card">
              <div class="campaign-card-head">
                <h2>
                  <a href={`/desk/campaigns/${campaign.id}`}>{campaign.name}</a>
                </h2>
                <StateBadge state={campaign.state} />
              </div>
              <p class="quiet">
                {campaign.territory ? placeName(campaign.territory) : f("room.everywhere")}
                {campaign.deadline
                  ? ` · ${f("room.until", { day: formatDay(campaign.deadline, language.value) })}`
                  : ""}
              </p>
              <ProgressBar progress={progressOf(campaign.tasks)} />
              {campaign.state === "open" && campaign.may.includes("campaign.answer") ? (
                <a class="button button-small campaign-go" href={`/desk/field/${campaign.id}`} target="_self">
                  <Icon name="phone" size={16} />
                  {f("room.phone")}
                </a>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {precision.data && precision.data.length > 0 ? (
        <section class="card">
          <h2>{f("precision.title")}</h2>
          <PrecisionTable rows={precision.data} />
        </section>
      ) : null}
    </Page>
  );
}
