/** How the site fits what is to be built: the same account of points as in the list, by the profile of the link or a chosen one. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { search } from "../../api/client";
import { asProblem, isAbort, type Problem } from "../../api/problem";
import type { Score } from "../../api/types";
import { refsFilter } from "../../domain/compare";
import { isOwn, NO_OWN, type Own, pinned, preferencesOf, profileNamed, readOwn } from "../../domain/need";
import { loadProfiles, offered, profiles } from "../../state/need";
import { fields } from "../../state/registry";
import { ProblemNote } from "../shared/ProblemNote";
import { ScoreLedger, ScoreLine } from "../shared/Score";
import { t, words } from "../shared/text";

const chosen = signal<{ readonly name: string; readonly own: Own } | null>(null);
const score = signal<Score | null>(null);
const problem = signal<Problem | null>(null);

async function start(): Promise<void> {
  await loadProfiles();
  const query = new URLSearchParams(location.search);
  const name = query.get("profile");
  chosen.value = name === null ? null : { name, own: readOwn(query, fields.value) };
}

async function load(ref: string, stop: AbortSignal): Promise<void> {
  const now = chosen.value;
  const profile = now && profileNamed(now.name, profiles.value ?? []);
  if (!now || !profile) {
    score.value = null;
    return;
  }
  try {
    const prefer = preferencesOf(profile, now.own);
    const asked = { filter: refsFilter([ref]), facets: [], sortby: [], limit: 1, cursor: null };
    const answer = await search({ ...asked, profile: null, prefer, lists: ["meets"] }, stop);
    score.value = answer.lists.meets?.sites[0]?.properties.score ?? null;
    problem.value = null;
  } catch (error) {
    if (!isAbort(error)) problem.value = asProblem(error);
  }
}

export function Fit({ siteRef }: { readonly siteRef: string }) {
  useEffect(() => void start(), []);
  const asked = JSON.stringify(chosen.value);
  const ready = profiles.value !== null;
  useEffect(() => {
    const controller = new AbortController();
    void load(siteRef, controller.signal);
    return () => controller.abort();
  }, [siteRef, asked, ready]);
  if (offered.value.length === 0) return null;
  const profile = chosen.value && profileNamed(chosen.value.name, profiles.value ?? []);
  return (
    <section class={`fit${profile ? "" : " fit-open"}`} aria-label={t("score.title")}>
      <h2>{t("score.title")}</h2>
      <label>
        <span>{t("build.title")}</span>
        <select
          name="profile"
          value={profile?.name ?? ""}
          onChange={(event) => {
            const next = offered.value.find((one) => one.name === event.currentTarget.value);
            chosen.value = next ? { name: pinned(next), own: NO_OWN } : null;
          }}
        >
          <option value="">{t("build.none")}</option>
          {offered.value.map((one) => (
            <option key={one.name} value={one.name}>
              {words(one.label)}
            </option>
          ))}
        </select>
      </label>
      {problem.value ? <ProblemNote problem={problem.value} /> : null}
      {profile && score.value ? (
        <>
          <p class="quiet">
            {pinned(profile)}
            {chosen.value && isOwn(chosen.value.own) ? `, ${t("build.changed")}` : ""}
          </p>
          <ScoreLine score={score.value} />
          <details>
            <summary>{t("score.ledger")}</summary>
            <ScoreLedger score={score.value} />
          </details>
        </>
      ) : null}
    </section>
  );
}
