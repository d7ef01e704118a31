/** Photos and documents of a site: each with what is said of it, in the order in which the public sees them. */

import "../../../styles/desk/media.css";
import { useRef, useState } from "preact/hooks";
import type { MemberTable } from "../../../api/desk/editor";
import {
  addMedium,
  changeMedium,
  KEEPING,
  type Keeping,
  type MediumSaid,
  mediumAddress,
  removeMedium,
} from "../../../api/desk/media";
import { asProblem, type Problem } from "../../../api/problem";
import { formatNumber, parseNumber } from "../../../domain/format";
import type { EditorSession } from "../../../state/desk/editor";
import { ask, say } from "../../../state/desk/notices";
import { language } from "../../../state/preferences";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { SelectField, TextField } from "../shared/fields";
import { ProblemCard } from "../shared/states";
import { m } from "./mediaWords";

interface Parts {
  readonly session: EditorSession;
  readonly codes: MemberTable["codes"];
}

export function Media({ session, codes }: Parts) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const site = session.site.value;
  if (!site) return <p class="quiet">{m("media.after_creation")}</p>;
  const list = ((site.record as { readonly media?: readonly MediumSaid[] }).media ?? []) as readonly MediumSaid[];
  /** Does one thing with the media; gives whether it was done. */
  const change = async (does: Parameters<EditorSession["change"]>[0]): Promise<boolean> => {
    setProblem(null);
    try {
      await session.change(does);
      return true;
    } catch (error) {
      setProblem(asProblem(error));
      return false;
    }
  };
  return (
    <div class="media-list">
      {problem ? <ProblemCard problem={problem} /> : null}
      {list.length === 0 ? <p class="quiet">{m("media.none")}</p> : null}
      {list.map((medium, index) => (
        <Card
          key={medium.hash}
          medium={medium}
          index={index}
          count={list.length}
          session={session}
          codes={codes}
          change={change}
        />
      ))}
      {session.editable.value ? <Adding session={session} change={change} /> : null}
    </div>
  );
}

type Change = (does: Parameters<EditorSession["change"]>[0]) => Promise<boolean>;

/** Files are sent one after the other, so that each has its place. */
function Adding({ session, change }: { readonly session: EditorSession; readonly change: Change }) {
  const [keep, setKeep] = useState<readonly Keeping[]>([]);
  const [sending, setSending] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const send = async (files: readonly File[]) => {
    for (const file of files) {
      setSending(file.name);
      const upload = { file, title: "", language: language.value, keep };
      if (!(await change((tag) => addMedium(session.ref, tag, upload)))) break;
      say(m("media.added", { name: file.name }));
    }
    setSending("");
    if (input.current) input.current.value = "";
  };
  return (
    <fieldset class="media-add">
      <legend>{m("media.add")}</legend>
      <p class="field-hint">{m("media.add_hint")}</p>
      <div class="media-keep">
        {KEEPING.map((one) => (
          <label key={one} class="check">
            <input
              type="checkbox"
              checked={keep.includes(one)}
              onChange={(event) =>
                setKeep(event.currentTarget.checked ? [...keep, one] : keep.filter((each) => each !== one))
              }
            />
            {m(`media.keep_${one}`)}
          </label>
        ))}
      </div>
      <label class="field">
        <span class="field-label">{m("media.files")}</span>
        <input
          ref={input}
          type="file"
          multiple
          disabled={sending !== "" || session.busy.value}
          onChange={(event) => void send([...(event.currentTarget.files ?? [])])}
        />
      </label>
      <p role="status">{sending === "" ? "" : m("media.sending", { name: sending })}</p>
    </fieldset>
  );
}

interface CardParts extends Parts {
  readonly medium: MediumSaid;
  readonly index: number;
  readonly count: number;
  readonly change: Change;
}

function Card({ medium, index, count, session, codes, change }: CardParts) {
  const { hash } = medium;
  const open = session.editable.value && !session.busy.value;
  const name = words(medium.title) || medium.file_name || m("media.number", { n: index + 1 });
  const patch = (said: { readonly [member: string]: unknown }) =>
    void change((tag) => changeMedium(session.ref, tag, hash, { medium: said }));
  const move = (position: number) => void change((tag) => changeMedium(session.ref, tag, hash, { position }));
  const remove = async () => {
    const { yes } = await ask({
      title: m("media.remove_title", { name }),
      text: m("media.remove_text"),
      yes: m("media.remove"),
      grave: true,
    });
    if (yes) await change((tag) => removeMedium(session.ref, tag, hash));
  };
  return (
    <article class="medium" aria-label={name} data-hash={hash}>
      <Preview medium={medium} name={name} />
      <Said key={JSON.stringify(medium)} medium={medium} codes={codes} open={open} patch={patch} />
      {session.editable.value ? (
        <div class="medium-foot">
          <button type="button" class="button button-small" disabled={!open || index === 0} onClick={() => move(index)}>
            {m("media.earlier")}
            <span class="hidden">: {name}</span>
          </button>
          <button
            type="button"
            class="button button-small"
            disabled={!open || index === count - 1}
            onClick={() => move(index + 2)}
          >
            {m("media.later")}
            <span class="hidden">: {name}</span>
          </button>
          <button type="button" class="button button-small button-grave" disabled={!open} onClick={() => void remove()}>
            {m("media.remove")}
            <span class="hidden">: {name}</span>
          </button>
        </div>
      ) : null}
    </article>
  );
}

function Preview({ medium, name }: { readonly medium: MediumSaid; readonly name: string }) {
  const picture = medium.media_type?.startsWith("image/") ?? false;
  const size = formatNumber((medium.size_bytes ?? 0) / 1_000_000, 2, language.value);
  return (
    <a class="medium-file" href={mediumAddress(medium.hash, "full")} target="_blank" rel="noreferrer">
      {picture ? (
        <img src={mediumAddress(medium.hash, "thumb")} alt={name} loading="lazy" />
      ) : (
        <span class="medium-paper">
          <Icon name="book" />
          {medium.media_type?.split(/[./]/).at(-1)}
        </span>
      )}
      <span class="medium-name">{medium.file_name ?? name}</span>
      <span class="quiet">{m("media.size", { size })}</span>
    </a>
  );
}

/** What is said of one, sent when a control is left: each is a change of the draft. */
function Said({
  medium,
  codes,
  open,
  patch,
}: {
  readonly medium: MediumSaid;
  readonly codes: MemberTable["codes"];
  readonly open: boolean;
  readonly patch: (said: { readonly [member: string]: unknown }) => void;
}) {
  const [title, setTitle] = useState(medium.title?.[language.value] ?? "");
  const [bearing, setBearing] = useState(medium.bearing_deg === undefined ? "" : String(medium.bearing_deg));
  const photo = medium.kind === "photo";
  const degrees = parseNumber(bearing);
  const wrong = bearing.trim() !== "" && degrees === null;
  const left = () => {
    const said: { [member: string]: unknown } = {};
    if (title !== (medium.title?.[language.value] ?? "")) said["title"] = { [language.value]: title || null };
    if (!wrong && (degrees ?? undefined) !== medium.bearing_deg) said["bearing_deg"] = degrees;
    if (Object.keys(said).length > 0) patch(said);
  };
  const kinds = (codes["media_kind"] ?? []).map((one) => ({ value: one.code, label: words(one.label) }));
  return (
    <fieldset class="medium-said" disabled={!open} onFocusOut={left}>
      <legend class="hidden">{m("media.said")}</legend>
      <TextField label={m("media.title")} value={title} onInput={setTitle} maxLength={400} />
      <SelectField
        label={m("media.kind")}
        value={medium.kind ?? ""}
        onChange={(kind) => patch({ kind })}
        options={kinds}
      />
      {photo ? (
        <>
          <DayField label={m("media.taken_on")} value={medium.taken_on} onDay={(taken_on) => patch({ taken_on })} />
          <TextField
            label={m("media.bearing")}
            hint={m("media.bearing_hint")}
            value={bearing}
            onInput={setBearing}
            error={wrong ? m("media.not_number") : undefined}
          />
        </>
      ) : (
        <>
          <DayField label={m("media.issued_on")} value={medium.issued_on} onDay={(issued_on) => patch({ issued_on })} />
          <DayField
            label={m("media.valid_until")}
            value={medium.valid_until}
            onDay={(valid_until) => patch({ valid_until })}
          />
        </>
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={medium.public ?? false}
          onChange={(event) => patch({ public: event.currentTarget.checked ? true : null })}
        />
        {m("media.public")}
      </label>
    </fieldset>
  );
}

/** A day is sent when the control is left: while it is typed it passes through days that nobody means. */
function DayField({
  label,
  value,
  onDay,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onDay: (day: string | null) => void;
}) {
  const [day, setDay] = useState(value ?? "");
  return (
    <div onFocusOut={() => (day === (value ?? "") ? undefined : onDay(day || null))}>
      <TextField label={label} type="date" value={day} onInput={setDay} />
    </div>
  );
}
