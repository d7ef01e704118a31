/** What has come in, the newest first, beside what the record says; and the verdicts on it. */

import { useState } from "preact/hooks";
import {
  fetchDraft,
  fetchObservations,
  fetchTasks,
  judgeObservation,
  type Observation,
  photoAddress,
  type Verdict,
} from "../../../../api/desk/campaigns";
import { asProblem, type Problem } from "../../../../api/problem";
import { answerWords, compared, taskName } from "../../../../domain/desk/campaigns";
import { POOR_ACCURACY_M } from "../../../../domain/desk/field";
import { formatNumber } from "../../../../domain/format";
import { say } from "../../../../state/desk/notices";
import { person } from "../../../../state/desk/session";
import { language } from "../../../../state/preferences";
import { fieldNamed } from "../../../../state/registry";
import { Icon } from "../../../shared/Icon";
import { words } from "../../../shared/text";
import { Reason, SelectField } from "../../shared/fields";
import { Empty, Loading, ProblemCard } from "../../shared/states";
import { useLoad } from "../../shared/useLoad";
import { f } from "../words";
import { nameOf, type RoomParts } from "./parts";

const VERDICTS = ["accepted", "redo", "doubtful"] as const;
const FILTERS = ["none", ...VERDICTS] as const;

const PAGE = 20;

export function ObservationsPart(parts: RoomParts) {
  const { campaign, figures } = parts;
  const [verdict, setVerdict] = useState("none");
  const [starts, setStarts] = useState<readonly string[]>([]);
  const before = starts.at(-1) ?? "";
  const activity = figures?.activity ?? campaign.activity;
  const page = useLoad(
    (signal) => fetchObservations(campaign.id, { verdict, before, limit: PAGE }, signal),
    [campaign.id, verdict, before, activity],
  );
  return (
    <>
      <div class="task-filters">
        <SelectField
          label={f("seen.show")}
          value={verdict}
          onChange={(value) => {
            setVerdict(value);
            setStarts([]);
          }}
          options={[
            ...FILTERS.map((one) => ({ value: one, label: f(`verdict.${one}`) })),
            { value: "", label: f("seen.all") },
          ]}
        />
      </div>
      {page.problem ? <ProblemCard problem={page.problem} retry={page.reload} /> : null}
      {page.data === null ? <Loading /> : null}
      {page.data?.observations.length === 0 ? (
        <Empty text={verdict === "none" ? f("seen.none") : f("seen.none_found")} />
      ) : null}
      <ul class="seen-list">
        {page.data?.observations.map((one) => (
          <li key={one.id}>
            <Seen observation={one} {...parts} />
          </li>
        ))}
      </ul>
      <p class="table-foot">
        {starts.length > 0 ? (
          <button type="button" class="button button-small" onClick={() => setStarts(starts.slice(0, -1))}>
            {f("tasks.before")}
          </button>
        ) : null}
        {page.data?.next ? (
          <button
            type="button"
            class="button button-small"
            onClick={() => page.data?.next && setStarts([...starts, page.data.next])}
          >
            {f("tasks.next")}
          </button>
        ) : null}
      </p>
    </>
  );
}

function Seen({ observation, campaign, figures, changed }: RoomParts & { readonly observation: Observation }) {
  const { task } = observation;
  const found = useLoad(
    (signal) =>
      fetchTasks(
        campaign.id,
        { states: [], assignee: "", text: "", folded: "", after: task > 1 ? task - 1 : null, limit: 1 },
        signal,
      ),
    [campaign.id, task, figures?.activity],
  );
  const place = found.data?.tasks.find((one) => one.id === task);
  const ref = place?.ref ?? null;
  const site = useLoad((signal) => (ref === null ? Promise.resolve(null) : fetchDraft(ref, signal)), [ref]);
  const name = place ? taskName(place) : f("seen.task", { n: task });
  return (
    <article class="card seen" aria-label={name}>
      <header class="seen-head">
        <h2>{ref ? <a href={`/desk/sites/${ref}`}>{name}</a> : name}</h2>
        <span class={`badge sighting sighting-${observation.sighting}`}>{f(`sighting.${observation.sighting}`)}</span>
        {observation.verdict ? (
          <span class={`badge verdict verdict-${observation.verdict}`}>{f(`verdict.${observation.verdict}`)}</span>
        ) : null}
      </header>
      <p class="quiet">
        {nameOf(figures, observation.observer)} · {instantWords(observation.observed_at)}
      </p>
      <Where observation={observation} />
      <Photos campaign={campaign.id} observation={observation} />
      <Answers
        campaign={campaign}
        observation={observation}
        record={site.data?.value.record ?? null}
        known={ref !== null}
      />
      {observation.comment ? <p class="seen-comment">{observation.comment}</p> : null}
      {observation.remark ? <p class="task-comment">{f("seen.remark", { remark: observation.remark })}</p> : null}
      {campaign.may.includes("observation.judge") && !place?.folded_at ? (
        observation.observer === person.value?.id ? (
          <p class="quiet">{f("seen.own")}</p>
        ) : (
          <Judge campaign={campaign.id} observation={observation} onDone={changed} />
        )
      ) : null}
    </article>
  );
}

function instantWords(at: string): string {
  return new Intl.DateTimeFormat(language.value, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));
}

/** Where the phone was, and how far that is from the place. */
function Where({ observation }: { readonly observation: Observation }) {
  const { position, distance_m } = observation;
  if (!position) return <p class="quiet">{f("seen.no_position")}</p>;
  const accuracy = formatNumber(position.accuracy_m, 0, language.value);
  const away = formatNumber(distance_m ?? 0, 0, language.value);
  const poor = position.accuracy_m > POOR_ACCURACY_M || (distance_m ?? 0) > 500;
  return <p class={poor ? "seen-poor" : "quiet"}>{f("seen.position", { away, accuracy })}</p>;
}

function Photos({ campaign, observation }: { readonly campaign: number; readonly observation: Observation }) {
  if (observation.photos.length === 0) return null;
  return (
    <ul class="seen-photos">
      {observation.photos.map(({ id, sent }, i) => (
        <li key={id}>
          {sent ? (
            <a href={photoAddress(campaign, observation.id, id, "full")} target="_blank" rel="noopener">
              <img
                src={photoAddress(campaign, observation.id, id, "thumb")}
                alt={f("seen.photo", { n: i + 1 })}
                loading="lazy"
              />
            </a>
          ) : (
            <span class="photo-due">{f("seen.photo_due")}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The answers side by side with what the draft of the site says. */
function Answers({
  campaign,
  observation,
  record,
  known,
}: Pick<RoomParts, "campaign"> & {
  readonly observation: Observation;
  readonly record: unknown;
  readonly known: boolean;
}) {
  const rows = compared(campaign.questions, observation, record, (field) => fieldNamed(field)?.paths ?? []);
  if (rows.length === 0) return null;
  const plain = { yes: f("answer.yes"), no: f("answer.no"), unknown: f("answer.unknown") };
  return (
    <table class="data seen-answers">
      <caption class="hidden">{f("seen.answers")}</caption>
      <thead>
        <tr>
          <th scope="col">{f("seen.question")}</th>
          {known ? <th scope="col">{f("seen.record")}</th> : null}
          <th scope="col">{f("seen.seen")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ question, before, seen, differs }) => (
          <tr key={question.key} data-differs={differs}>
            <th scope="row">{words(question.label)}</th>
            {known ? (
              <td>
                {before === undefined ? (
                  <span class="value value-unknown">{question.field === null ? "–" : f("seen.unknown")}</span>
                ) : (
                  answerWords(question, before, language.value, plain)
                )}
              </td>
            ) : null}
            <td>
              {differs ? <Icon name="right" size={14} /> : null}
              {seen === null ? (
                <span class="value value-unknown">{f("answer.unknown")}</span>
              ) : (
                answerWords(question, seen, language.value, plain)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Judge({
  campaign,
  observation,
  onDone,
}: {
  readonly campaign: number;
  readonly observation: Observation;
  readonly onDone: () => void;
}) {
  const [remark, setRemark] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [missing, setMissing] = useState(false);
  const judge = async (verdict: Verdict) => {
    if (verdict !== "accepted" && remark.trim() === "") {
      setMissing(true);
      return;
    }
    setProblem(null);
    try {
      await judgeObservation(campaign, observation.id, verdict, remark.trim());
      say(f(`verdict.${verdict}_done`));
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const nothing = observation.sighting === "unclear" || observation.sighting === "not_reached";
  return (
    <div class="judge">
      <Reason
        label={f("verdict.remark")}
        hint={f("verdict.remark_hint")}
        value={remark}
        onInput={(text) => {
          setRemark(text);
          setMissing(false);
        }}
        error={missing ? f("verdict.remark_missing") : undefined}
      />
      <div class="page-actions">
        {VERDICTS.filter((one) => one !== "accepted" || !nothing).map((one) => (
          <button
            key={one}
            type="button"
            class={one === "accepted" ? "button button-main" : "button"}
            onClick={() => void judge(one)}
          >
            {f(`verdict.${one}_do`)}
          </button>
        ))}
      </div>
      {problem ? <ProblemCard problem={problem} /> : null}
    </div>
  );
}
