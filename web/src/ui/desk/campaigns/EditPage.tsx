/** Planning a campaign, and changing it: name, place, deadline, and what observers are asked. */

import "../../../styles/desk/campaigns.css";
import { useEffect, useState } from "preact/hooks";
import {
  type Campaign,
  type CampaignEdit,
  type CampaignQuestion,
  changeCampaign,
  createCampaign,
  fetchCampaign,
  fetchQuestions,
} from "../../../api/desk/campaigns";
import type { Tagged } from "../../../api/desk/http";
import { asProblem, type Problem } from "../../../api/problem";
import { questionEdit } from "../../../domain/desk/campaigns";
import { say } from "../../../state/desk/notices";
import { go, guardWork } from "../../../state/desk/place";
import type { PageProps } from "../route";
import { c } from "../shared/controlWords";
import { Reason, TextField } from "../shared/fields";
import { Page } from "../shared/Page";
import { Loading, ProblemCard } from "../shared/states";
import { TerritoryField } from "../shared/TerritoryField";
import { useLoad } from "../shared/useLoad";
import { QuestionList } from "./QuestionList";
import { f } from "./words";

export function NewPage() {
  return <Editor campaign={null} />;
}

export function ChangePage({ params }: PageProps) {
  const id = Number(params["id"]);
  const found = useLoad((signal) => fetchCampaign(id, signal), [id]);
  if (found.data) return <Editor key={found.data.tag} campaign={found.data} />;
  return (
    <Page title={f("edit.title")}>
      {found.problem ? <ProblemCard problem={found.problem} retry={found.reload} /> : <Loading />}
    </Page>
  );
}

function Editor({ campaign }: { readonly campaign: Tagged<Campaign> | null }) {
  const was = campaign?.value;
  const [name, setName] = useState(was?.name ?? "");
  const [note, setNote] = useState(was?.note ?? "");
  const [territory, setTerritory] = useState(was?.territory ?? "");
  const [deadline, setDeadline] = useState(was?.deadline ?? "");
  const [questions, setQuestions] = useState<readonly CampaignQuestion[]>(was?.questions ?? []);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [missing, setMissing] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const askable = useLoad((signal) => fetchQuestions(signal), []);
  const content = JSON.stringify([name, note, territory, deadline, questions]);
  const [saved] = useState(content);
  useEffect(() => guardWork(() => content !== saved && !waiting), [content, saved, waiting]);
  const fixed = was !== undefined && Object.keys(was.tasks).length > 0;

  const save = async () => {
    if (name.trim() === "") {
      setMissing(true);
      return;
    }
    setWaiting(true);
    setProblem(null);
    const body: CampaignEdit = {
      name: name.trim(),
      ...(note.trim() === "" ? {} : { note: note.trim() }),
      ...(territory === "" ? {} : { territory }),
      ...(deadline === "" ? {} : { deadline }),
      questions: questions.map(questionEdit),
    };
    try {
      const done = campaign ? await changeCampaign(campaign.value.id, campaign.tag, body) : await createCampaign(body);
      say(campaign ? f("edit.saved") : f("edit.made"));
      setTimeout(() => go(`/desk/campaigns/${done.id}`)); // once nothing is unsaved any more
    } catch (error) {
      setProblem(asProblem(error));
      setWaiting(false);
    }
  };

  return (
    <Page title={campaign ? f("edit.title") : f("edit.new")} lead={campaign ? was?.name : f("edit.lead")}>
      <form
        class="campaign-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <section class="card form campaign-facts">
          <TextField
            label={f("edit.name")}
            value={name}
            maxLength={200}
            onInput={(text) => {
              setName(text);
              setMissing(false);
            }}
            error={missing ? f("edit.name_missing") : undefined}
          />
          <TerritoryField
            label={f("edit.territory")}
            hint={fixed ? f("edit.territory_fixed") : f("edit.territory_hint")}
            value={territory}
            disabled={fixed}
            onInput={setTerritory}
          />
          <TextField label={f("edit.deadline")} optional type="date" value={deadline} onInput={setDeadline} />
          <Reason label={f("edit.note")} hint={f("edit.note_hint")} value={note} onInput={setNote} />
        </section>
        <section class="card">
          <h2>{f("edit.questions")}</h2>
          <p class="quiet campaign-hint">{was?.opened_at ? f("edit.questions_open") : f("edit.questions_hint")}</p>
          {askable.problem ? <ProblemCard problem={askable.problem} retry={askable.reload} /> : null}
          {askable.data ? (
            <QuestionList questions={questions} askable={askable.data.questions} onChange={setQuestions} />
          ) : (
            <Loading />
          )}
        </section>
        {problem ? <ProblemCard problem={problem} /> : null}
        <div class="page-actions">
          <button type="submit" class="button button-main" disabled={waiting}>
            {campaign ? f("edit.save") : f("edit.make")}
          </button>
          <a class="button" href={was ? `/desk/campaigns/${was.id}` : "/desk/campaigns"}>
            {c("control.cancel")}
          </a>
        </div>
      </form>
    </Page>
  );
}
