/** The site as the public saw it at an instant: a slider over the days on which that changed. */

import { useEffect, useState } from "preact/hooks";
import { type DeskRevision, fetchPublic } from "../../../api/desk/review";
import { asProblem, isAbort, type Problem } from "../../../api/problem";
import type { SiteProperties } from "../../../api/types";
import { showValue } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { fields } from "../../../state/registry";
import { ValueText } from "../../shared/Facts";
import { words } from "../../shared/text";
import { OutlineDiff, OutlineSheet } from "../changes/OutlineDiff";
import { ProblemCard } from "../shared/states";
import { momentWords } from "./moments";
import { t } from "./words";

type Seen = Awaited<ReturnType<typeof fetchPublic>>;

export function AtTime({
  siteRef,
  revisions,
}: {
  readonly siteRef: string;
  readonly revisions: readonly DeskRevision[];
}) {
  const stops = revisions.filter(({ published }) => published).toReversed();
  const [at, setAt] = useState<number | null>(null);
  const place = at ?? stops.length - 1;
  const stop = stops[place];
  const last = stops.at(-1);
  const then = useSeen(siteRef, stop?.at ?? null);
  const now = useSeen(siteRef, last?.at ?? null);
  if (!stop || !last) return <p class="quiet">{t("review.never_public")}</p>;
  return (
    <section class="at-time" aria-labelledby="at-time-title">
      <h2 id="at-time-title">{t("review.at_time")}</h2>
      {stops.length < 2 ? (
        <p class="field-label">{t("review.as_of", { at: momentWords(stop.at) })}</p>
      ) : (
        <label class="at-slider">
          <span class="field-label">{t("review.as_of", { at: momentWords(stop.at) })}</span>
          <input
            type="range"
            min={0}
            max={Math.max(0, stops.length - 1)}
            step={1}
            value={place}
            aria-valuetext={momentWords(stop.at)}
            onInput={(event) => setAt(Number(event.currentTarget.value))}
          />
          <span class="at-ends quiet">
            <span>{momentWords(stops[0]?.at ?? "")}</span>
            <span>{momentWords(last.at)}</span>
          </span>
        </label>
      )}
      {then.problem ? <ProblemCard problem={then.problem} /> : null}
      {then.seen === undefined ? (
        <p class="quiet">{t("review.loading")}</p>
      ) : then.seen === null ? (
        <p class="note">{t("review.not_public_then")}</p>
      ) : (
        <div class="review-two">
          <ThenValues seen={then.seen} now={now.seen ?? null} />
          {now.seen && place < stops.length - 1 ? (
            <OutlineDiff before={then.seen.geometry} after={now.seen.geometry} label={t("review.outline_diff")} />
          ) : (
            <OutlineSheet geometry={then.seen.geometry} label={t("review.outline")} />
          )}
        </div>
      )}
    </section>
  );
}

/** What the public saw at an instant; undefined while it is asked. */
function useSeen(
  siteRef: string,
  asOf: string | null,
): { readonly seen: Seen | undefined; readonly problem: Problem | null } {
  const [seen, setSeen] = useState<Seen | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    if (asOf === null) return;
    const going = new AbortController();
    setProblem(null);
    fetchPublic(siteRef, asOf, going.signal)
      .then(setSeen)
      .catch((error: unknown) => {
        if (!isAbort(error)) setProblem(asProblem(error));
      });
    return () => going.abort();
  }, [siteRef, asOf]);
  return { seen, problem };
}

/** The values of that day; those that are otherwise today are marked, and today's stands beside. */
function ThenValues({ seen, now }: { readonly seen: NonNullable<Seen>; readonly now: Seen }) {
  const old = seen.properties as unknown as SiteProperties;
  const current = now ? (now.properties as unknown as SiteProperties) : null;
  const shown = fields.value
    .map((field) => ({
      field,
      was: showValue(field, old, language.value),
      is: current ? showValue(field, current, language.value) : null,
    }))
    .filter(({ was: value, is: other }) => value.state !== "unknown" || (other !== null && other.state !== "unknown"));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and is scrolled from the keyboard
    <section class="then-values" aria-label={t("review.values_then")} tabIndex={0}>
      <table class="change-list">
        <thead>
          <tr>
            <th scope="col">{t("review.fact")}</th>
            <th scope="col">{t("review.then")}</th>
            <th scope="col">{t("review.now")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ field, was: value, is: other }) => {
            const differs = other !== null && other.text !== value.text;
            return (
              <tr key={field.name} class={differs ? "change change-changed" : undefined}>
                <th scope="row">{words(field.label)}</th>
                <td>
                  <ValueText shown={value} />
                </td>
                <td>
                  {differs && other ? (
                    <ValueText shown={other} />
                  ) : (
                    <span class="quiet then-same">{t("review.same")}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
