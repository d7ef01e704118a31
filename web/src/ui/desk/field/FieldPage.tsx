/** The phone page of a campaign: it works without a network, and with one hand. */

import "../../../styles/desk/campaigns.css";
import "../../../styles/desk/field.css";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { inOrder } from "../../../domain/desk/field";
import {
  answered,
  campaignId,
  followNetwork,
  observations,
  online,
  openCampaign,
  send,
  sending,
  sendProblem,
  storeProblem,
  taken,
  waiting,
} from "../../../state/desk/field";
import { fix, followPosition } from "../../../state/desk/field-fix";
import { registerWorker, workerState } from "../../../state/desk/field-worker";
import { lapsed, session } from "../../../state/desk/session";
import { chooseLanguage } from "../../../state/preferences";
import { Icon } from "../../shared/Icon";
import { LanguageSwitch, ThemeSwitch } from "../../shared/TopBar";
import { TaskMapView } from "../campaigns/TaskMapView";
import { f } from "../campaigns/words";
import type { PageProps } from "../route";
import { ProblemCard } from "../shared/states";
import { panelId, Tabs, tabId } from "../shared/Tabs";
import { AnswerPage } from "./AnswerPage";
import { Queue } from "./Queue";
import { TaskList } from "./TaskList";

let following = false;

function begin(id: number): void {
  if (!following) followNetwork();
  following = true;
  void registerWorker();
  void openCampaign(id).then(() => send());
}

const TABS = ["list", "map", "queue"] as const;

export function FieldPage({ params }: PageProps) {
  const id = Number(params["id"]);
  const [task, setTask] = useState<number | null>(null);
  useEffect(() => {
    begin(id);
    followPosition();
  }, [id]);
  const title = taken.value?.campaign.name ?? f("field.title");
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    if (session.value?.principal && sending.value === "signed_out") void send();
  }, [session.value]);
  // The back button of the phone leads from an answer to the list, not away.
  useEffect(() => {
    const back = () => setTask(null);
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  const openTask = (next: number) => {
    history.pushState({ ...(history.state as object | null), task: next }, "");
    setTask(next);
    scrollTo(0, 0);
  };
  const close = () => history.back();
  const found = taken.value?.tasks.find((one) => one.id === task);
  if (campaignId.value !== id || taken.value === null) return <Shell title={title}>{null}</Shell>;
  return (
    <Shell title={title}>
      <Status />
      {found && taken.value ? (
        <AnswerPage key={found.id} task={found} questions={taken.value.campaign.questions} onClose={close} />
      ) : (
        <Tasks onOpen={openTask} />
      )}
    </Shell>
  );
}

function Shell({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div class="phone">
      <header class="phone-bar">
        {online.value ? (
          <a class="phone-back" href={`/desk/campaigns/${campaignId.value}`} aria-label={f("field.to_desk")}>
            <Icon name="left" />
          </a>
        ) : null}
        <h1>{title}</h1>
        <LanguageSwitch onLanguage={chooseLanguage} />
        <ThemeSwitch />
      </header>
      <main id="content" class="phone-main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

/** Whether there is a network, what waits, and the button that sends it. */
function Status() {
  const { observations: seen, photos, refused } = waiting.value;
  const state = online.value ? sending.value : "offline";
  const words = seen + photos === 0 ? f("field.nothing_waits") : f("field.waits", { observations: seen, photos });
  return (
    <section class={`phone-status phone-status-${state}`} aria-label={f("field.status")}>
      <div class="phone-status-row">
        <p aria-live="polite">
          <b>{f(`sending.${state}`)}</b> {words}
          {refused > 0 ? <b class="field-error"> {f("field.refused", { n: refused })}</b> : null}
        </p>
        <button type="button" class="button" disabled={state === "sending"} onClick={() => void send()}>
          <Icon name="up" size={18} />
          {f("field.send")}
        </button>
      </div>
      {state === "signed_out" ? (
        <button
          type="button"
          class="button button-main button-wide"
          onClick={() => {
            lapsed.value = true;
          }}
        >
          {f("field.sign_in")}
        </button>
      ) : null}
      {state === "stranger" ? <p>{f("field.stranger")}</p> : null}
      {sendProblem.value && !sendProblem.value.offline && sendProblem.value.status !== 401 ? (
        <ProblemCard problem={sendProblem.value} />
      ) : null}
      {storeProblem.value === null ? null : (
        <p class="note note-bad" role="alert">
          <Icon name="alert" />
          {f("field.store_failed", { reason: storeProblem.value })}
        </p>
      )}
      {workerState.value === "missing" || workerState.value === "failed" ? (
        <p class="note note-warn">
          <Icon name="alert" />
          {f("field.no_worker")}
        </p>
      ) : null}
    </section>
  );
}

function Tasks({ onOpen }: { readonly onOpen: (task: number) => void }) {
  const [tab, setTab] = useState<(typeof TABS)[number]>("list");
  const package_ = taken.value;
  if (!package_)
    return (
      <div class="empty">
        <p class="empty-title">{online.value ? f("field.none_taken") : f("field.none_offline")}</p>
        <p>{f("field.none_hint")}</p>
      </div>
    );
  const tasks = inOrder(package_.tasks, fix.value, answered.value);
  const left = tasks.filter(
    (one) => ["open", "taken", "redo"].includes(one.state) && !answered.value.has(one.id),
  ).length;
  const marks = tasks.map((one) => ({
    ...one,
    state: answered.value.has(one.id) && one.state !== "verified" ? "answered" : one.state,
  }));
  return (
    <>
      {package_.campaign.note ? <p class="campaign-note">{package_.campaign.note}</p> : null}
      <Tabs
        group="phone"
        label={f("field.parts")}
        chosen={tab}
        onChoose={setTab}
        tabs={[
          { name: "list", label: f("field.list"), count: String(left) },
          { name: "map", label: f("field.map") },
          { name: "queue", label: f("field.queue"), count: String(observations.value.length) },
        ]}
      />
      <div id={panelId("phone")} role="tabpanel" aria-labelledby={tabId("phone", tab)}>
        {tab === "list" ? <TaskList tasks={tasks} free={package_.waiting} onOpen={onOpen} /> : null}
        {tab === "map" ? <TaskMapView tasks={marks} standing={fix.value} onSelect={onOpen} /> : null}
        {tab === "queue" ? <Queue onOpen={onOpen} /> : null}
      </div>
    </>
  );
}
