/** Splitting the site by its parts, and merging it with others: the balance of the land is shown before anything is sent. */

import type { MultiPolygon, Polygon } from "geojson";
import { useState } from "preact/hooks";
import { type DeskSite, fetchSite, mergeSites, splitSite } from "../../../api/desk/editor";
import type { Geometry } from "../../../api/desk/geometry";
import { asProblem, type Problem } from "../../../api/problem";
import { areaOf, joined, partsOf, recordOfPart } from "../../../domain/desk/division";
import { at, type Plain } from "../../../domain/desk/record-edit";
import type { EditorSession } from "../../../state/desk/editor";
import { say } from "../../../state/desk/notices";
import { go } from "../../../state/desk/place";
import { language } from "../../../state/preferences";
import { areaWords, words } from "../../shared/text";
import { Dialog } from "../shared/Dialog";
import { Reason, TextField } from "../shared/fields";
import { ProblemCard } from "../shared/states";
import { t } from "./words";

type Outline = Polygon | MultiPolygon;

const outlineIn = (geometry: Geometry | null): Outline | null =>
  geometry && geometry.type !== "Point" ? geometry : null;

interface Parts {
  readonly session: EditorSession;
  readonly onClose: () => void;
}

interface Whys {
  readonly reason: string;
  readonly remainder: string;
  /** The reason was asked for and is not there. */
  readonly lacks: boolean;
  setReason(text: string): void;
  setRemainder(text: string): void;
  /** Whether there is a reason; from now on its lack is shown. */
  given(): boolean;
}

function useWhy(): Whys {
  const [reason, setReason] = useState("");
  const [remainder, setRemainder] = useState("");
  const [tried, setTried] = useState(false);
  const empty = reason.trim() === "";
  const given = () => {
    setTried(true);
    return !empty;
  };
  return { reason, remainder, lacks: tried && empty, setReason, setRemainder, given };
}

/** What becomes of land that is left over, and why it is done at all. */
function Why({ why }: { readonly why: Whys }) {
  return (
    <>
      <TextField
        label={t("split.remainder")}
        hint={t("split.remainder_hint")}
        optional
        value={why.remainder}
        onInput={why.setRemainder}
      />
      <Reason
        needed
        value={why.reason}
        onInput={why.setReason}
        error={why.lacks ? t("act.reason_missing") : undefined}
      />
    </>
  );
}

export function SplitDialog({ session, onClose }: Parts) {
  const { record, geometry } = session.mine.value;
  const outline = outlineIn(geometry);
  const parts = outline ? partsOf(outline) : [];
  const start = (index: number) =>
    words(at(recordOfPart(record, index + 1, namesOf(record)), ["names"]) as never) || `${index + 1}`;
  const [names, setNames] = useState<readonly string[]>(parts.map((_, i) => start(i)));
  const why = useWhy();
  const [problem, setProblem] = useState<Problem | null>(null);
  const before = outlineIn(session.base.value.geometry);
  const balance = parts.reduce((sum, part) => sum + areaOf(part), 0) - (before ? areaOf(before) : 0);
  const split = async () => {
    if (!why.given()) return;
    try {
      const contents = parts.map((part, i) => ({
        record: named(recordOfPart(record, i + 1, namesOf(record)), names[i] ?? ""),
        geometry: part,
      }));
      const made = await splitSite(session.ref, session.tag, contents, why.remainder.trim(), why.reason.trim());
      say(t("split.done", { refs: made.map(({ ref }) => ref).join(", ") }));
      onClose();
      await session.load();
      const [first] = made;
      if (first) go(`/desk/sites/${encodeURIComponent(first.ref)}`);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Dialog
      title={t("act.split")}
      onClose={onClose}
      wide
      foot={
        <>
          <button type="button" class="button" onClick={onClose}>
            {t("act.cancel")}
          </button>
          <button type="button" class="button button-main" disabled={parts.length < 2} onClick={() => void split()}>
            {t("act.split")}
          </button>
        </>
      }
    >
      <p>{parts.length < 2 ? t("split.one_part") : t("act.split_hint")}</p>
      {problem ? <ProblemCard problem={problem} /> : null}
      {parts.map((part, i) => (
        <TextField
          // A part is known by its place in the outline.
          key={i}
          label={t("split.part", { number: i + 1, area: areaWords(areaOf(part)) })}
          value={names[i] ?? ""}
          onInput={(text) => setNames(names.with(i, text))}
          maxLength={400}
        />
      ))}
      {parts.length >= 2 ? (
        <>
          <p class="balance">
            {t("split.balance", {
              before: areaWords(before ? areaOf(before) : 0),
              change: areaWords(Math.abs(balance)),
            })}
          </p>
          <Why why={why} />
        </>
      ) : null}
    </Dialog>
  );
}

/** The record with another name in the language of the screen; the names in the others stay. */
function named(record: Plain, name: string): Plain {
  return name === "" ? record : { ...record, names: { ...namesOf(record), [language.value]: name } };
}

const namesOf = (record: Plain): Plain => (at(record, ["names"]) as Plain | undefined) ?? {};

export function MergeDialog({ session, onClose }: Parts) {
  const [refs, setRefs] = useState("");
  const [others, setOthers] = useState<readonly DeskSite[]>([]);
  const why = useWhy();
  const [problem, setProblem] = useState<Problem | null>(null);
  const site = session.site.value;
  const look = async () => {
    setProblem(null);
    try {
      const wanted = refs.split(/[\s,;]+/).filter((ref) => ref !== "" && ref !== session.ref);
      setOthers(await Promise.all([...new Set(wanted)].map(async (ref) => (await fetchSite(ref)).value)));
    } catch (error) {
      setProblem(asProblem(error));
      setOthers([]);
    }
  };
  const outlines = [session.base.value.geometry, ...others.map((one) => one.geometry as unknown as Geometry)].flatMap(
    (one) => outlineIn(one) ?? [],
  );
  const whole = others.length > 0 ? joined(outlines) : null;
  const sum = outlines.reduce((all, one) => all + areaOf(one), 0);
  const merge = async () => {
    if (!why.given() || !whole || !site) return;
    try {
      const { area: _, ...record } = session.base.value.record;
      const made = await mergeSites(
        [site, ...others],
        { record, geometry: whole },
        why.remainder.trim(),
        why.reason.trim(),
      );
      say(t("merge.done", { ref: made.ref }));
      onClose();
      go(`/desk/sites/${encodeURIComponent(made.ref)}`);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Dialog
      title={t("act.merge")}
      onClose={onClose}
      wide
      foot={
        <>
          <button type="button" class="button" onClick={onClose}>
            {t("act.cancel")}
          </button>
          <button type="button" class="button button-main" disabled={!whole} onClick={() => void merge()}>
            {t("act.merge")}
          </button>
        </>
      }
    >
      <p>{t("act.merge_hint")}</p>
      {problem ? <ProblemCard problem={problem} /> : null}
      <TextField label={t("merge.refs")} hint={t("merge.refs_hint")} value={refs} onInput={setRefs} />
      <button type="button" class="button" onClick={() => void look()}>
        {t("merge.look")}
      </button>
      {others.length > 0 ? (
        <ul>
          {others.map((one) => (
            <li key={one.ref}>
              {one.ref} {words(one.record.names as never)}
            </li>
          ))}
        </ul>
      ) : null}
      {whole ? (
        <>
          <p class="balance">{t("merge.balance", { sum: areaWords(sum), whole: areaWords(areaOf(whole)) })}</p>
          <Why why={why} />
        </>
      ) : null}
    </Dialog>
  );
}
