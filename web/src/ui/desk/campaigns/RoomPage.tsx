/** The control room of a campaign. */

import "../../../styles/desk/campaigns.css";
import { useState } from "preact/hooks";
import { type Campaign, type CampaignMove, fetchCampaign, moveCampaign } from "../../../api/desk/campaigns";
import { asProblem, type Problem } from "../../../api/problem";
import { progressOf } from "../../../domain/desk/campaigns";
import { formatDay, formatNumber } from "../../../domain/format";
import { ask, say } from "../../../state/desk/notices";
import { place, setQuery } from "../../../state/desk/place";
import { language } from "../../../state/preferences";
import { Icon } from "../../shared/Icon";
import type { PageProps } from "../route";
import { Page } from "../shared/Page";
import { Loading, ProblemCard } from "../shared/states";
import { panelId, Tabs, tabId } from "../shared/Tabs";
import { placeName } from "../shared/territory";
import { useLoad } from "../shared/useLoad";
import { ProgressBar, StateBadge } from "./parts";
import { ObservationsPart } from "./room/ObservationsPart";
import { PeoplePart } from "./room/PeoplePart";
import { ResultsPart } from "./room/ResultsPart";
import { TasksPart } from "./room/TasksPart";
import { useRoom } from "./useRoom";
import { f } from "./words";

const PARTS = ["tasks", "observations", "people", "results"] as const;

type Part = (typeof PARTS)[number];

export function RoomPage({ params }: PageProps) {
  const id = Number(params["id"]);
  const found = useLoad((signal) => fetchCampaign(id, signal), [id]);
  if (found.data) return <Room campaign={found.data.value} reload={found.reload} />;
  return (
    <Page title={f("room.title")}>
      {found.problem ? <ProblemCard problem={found.problem} retry={found.reload} /> : <Loading />}
    </Page>
  );
}

function Room({ campaign, reload }: { readonly campaign: Campaign; readonly reload: () => void }) {
  const { id, may } = campaign;
  const { figures, problem, refresh } = useRoom(id);
  const [refused, setRefused] = useState<Problem | null>(null);
  const asked = new URLSearchParams(place.value.query).get("part");
  const part = PARTS.find((one) => one === asked) ?? "tasks";
  const choose = (next: Part) => setQuery(new URLSearchParams(next === "tasks" ? {} : { part: next }));
  const changed = () => {
    refresh();
    reload();
  };
  const manage = may.includes("campaign.manage");
  const counts: { readonly [part in Part]: number | undefined } = {
    tasks: figures ? progressOf(figures.tasks).total : undefined,
    observations: figures?.unjudged,
    people: figures?.observers.length,
    results: figures?.waiting,
  };
  const shared = { campaign, figures, manage, changed };
  return (
    <Page
      title={campaign.name}
      lead={<Lead campaign={campaign} />}
      actions={<Moves campaign={campaign} onDone={changed} onProblem={setRefused} />}
    >
      {refused ? <ProblemCard problem={refused} /> : null}
      {problem ? <ProblemCard problem={problem} retry={refresh} /> : null}
      {campaign.note ? <p class="campaign-note">{campaign.note}</p> : null}
      <section class="card" aria-label={f("room.progress")}>
        <ProgressBar progress={progressOf(figures?.tasks ?? campaign.tasks)} />
        {figures ? (
          <p class="quiet campaign-hint" aria-live="polite">
            {f("room.live", {
              unjudged: formatNumber(figures.unjudged, 0, language.value),
              waiting: formatNumber(figures.waiting, 0, language.value),
              photos: formatNumber(figures.photos_due, 0, language.value),
            })}
          </p>
        ) : null}
      </section>
      <Tabs
        group="room"
        label={f("room.parts")}
        chosen={part}
        onChoose={choose}
        tabs={PARTS.map((name) => {
          const count = counts[name];
          const label = f(`part.${name}`);
          return count === undefined ? { name, label } : { name, label, count: formatNumber(count, 0, language.value) };
        })}
      />
      <div id={panelId("room")} role="tabpanel" aria-labelledby={tabId("room", part)} class="room-panel">
        {part === "tasks" ? <TasksPart {...shared} /> : null}
        {part === "observations" ? <ObservationsPart {...shared} /> : null}
        {part === "people" ? <PeoplePart {...shared} /> : null}
        {part === "results" ? <ResultsPart {...shared} /> : null}
      </div>
    </Page>
  );
}

function Lead({ campaign }: { readonly campaign: Campaign }) {
  const { state, territory, deadline, reason } = campaign;
  return (
    <>
      <StateBadge state={state} /> {territory ? placeName(territory) : f("room.everywhere")}
      {deadline ? ` · ${f("room.until", { day: formatDay(deadline, language.value) })}` : ""}
      {reason ? ` · ${reason}` : ""}
    </>
  );
}

/** What can be done with the campaign; the server says what. */
function Moves({
  campaign,
  onDone,
  onProblem,
}: {
  readonly campaign: Campaign;
  readonly onDone: () => void;
  readonly onProblem: (problem: Problem | null) => void;
}) {
  const move = async (name: CampaignMove) => {
    const needed = name === "reopen" || name === "cancel";
    const answer = await ask({
      title: f(`move.${name}_title`),
      text: f(`move.${name}_text`),
      yes: f(`move.${name}`),
      ...(name === "cancel" ? { grave: true } : {}),
      ...(needed ? { reason: { needed: true, label: f("move.reason") } } : {}),
    });
    if (!answer.yes) return;
    onProblem(null);
    try {
      await moveCampaign(campaign.id, name, answer.reason);
      say(f(`move.${name}_done`));
      onDone();
    } catch (error) {
      onProblem(asProblem(error));
    }
  };
  const editable = campaign.state === "planned" || campaign.state === "open";
  return (
    <>
      {campaign.state === "open" && campaign.may.includes("campaign.answer") ? (
        <a class="button" href={`/desk/field/${campaign.id}`} target="_self">
          <Icon name="phone" size={18} />
          {f("room.phone")}
        </a>
      ) : null}
      {editable && campaign.may.includes("campaign.manage") ? (
        <a class="button" href={`/desk/campaigns/${campaign.id}/edit`}>
          {f("room.edit")}
        </a>
      ) : null}
      {campaign.moves.map((name) => (
        <button
          key={name}
          type="button"
          class={name === "open" || name === "reopen" ? "button button-main" : "button"}
          onClick={() => void move(name)}
        >
          {f(`move.${name}`)}
        </button>
      ))}
    </>
  );
}
