/** How a score is made, with the arithmetic of a site that is in the registry now. */

import "../../styles/compare.css";
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { search } from "../../api/client";
import { asProblem, type Problem } from "../../api/problem";
import type { Profile, Score, Site } from "../../api/types";
import { formatNumber, siteName } from "../../domain/format";
import { pinned, profileNamed } from "../../domain/need";
import { readLanguage } from "../../state/link-language";
import { loadProfiles, offered, profiles } from "../../state/need";
import { language } from "../../state/preferences";
import { fieldNamed, loadRegistry, registry, registryProblem } from "../../state/registry";
import { ProblemNote } from "../shared/ProblemNote";
import { ReadingPage } from "../shared/PublicPage";
import { ContributionValue, Lifts, ScoreLine } from "../shared/Score";
import { t, words } from "../shared/text";

interface Example {
  readonly profile: Profile;
  readonly site: Site | null;
}

const example = signal<Example | null>(null);
const problem = signal<Problem | null>(null);

/** The profile that the page explains first; another can be chosen. */
const FIRST = "logistics";

async function start(): Promise<void> {
  readLanguage();
  const [ready] = await Promise.all([loadRegistry(), loadProfiles()]);
  if (!ready) return;
  const known = profiles.value ?? [];
  const profile = profileNamed(new URLSearchParams(location.search).get("profile") ?? FIRST, known) ?? known[0];
  if (profile) await show(profile);
}

/** Reads the site that the profile puts first: among those that meet the law, else those that may. */
async function show(profile: Profile): Promise<void> {
  problem.value = null;
  try {
    const name = pinned(profile);
    const asked = { filter: "", prefer: null, facets: [], sortby: [], limit: 1, cursor: null };
    const answer = await search({ ...asked, profile: name, lists: ["meets", "may_meet"] });
    example.value = { profile, site: answer.lists.meets?.sites[0] ?? answer.lists.may_meet?.sites[0] ?? null };
  } catch (error) {
    problem.value = asProblem(error);
  }
}

export function ScoringPage() {
  useEffect(() => void start(), []);
  const fault = problem.value ?? registryProblem.value;
  return (
    <ReadingPage title={t("score.how")} name="scoring">
      <h1>{t("score.how")}</h1>
      <Rules />
      {fault ? <ProblemNote problem={fault} retry={() => void start()} /> : null}
      {registry.value && example.value ? (
        <Worked now={example.value} />
      ) : fault ? null : (
        <p class="quiet">{t("page.loading")}</p>
      )}
      <section>
        <h2>{t("scoring.error")}</h2>
        <p>{t("scoring.error_text")}</p>
      </section>
    </ReadingPage>
  );
}

const RULES = [
  "scoring.rule_hard",
  "scoring.rule_worth",
  "scoring.rule_low",
  "scoring.rule_stale",
  "scoring.rule_fixed",
  "scoring.rule_model",
] as const;

function Rules() {
  return (
    <section>
      <p>{t("scoring.lead")}</p>
      <ul>
        {RULES.map((rule) => (
          <li key={rule}>{t(rule)}</li>
        ))}
      </ul>
    </section>
  );
}

function Worked({ now }: { readonly now: Example }) {
  const score = now.site?.properties.score;
  return (
    <section>
      <h2>{t("scoring.example")}</h2>
      <label class="scoring-choice">
        {t("build.title")}{" "}
        <select
          name="profile"
          value={now.profile.name}
          onChange={(event) => {
            const next = offered.value.find((one) => one.name === event.currentTarget.value);
            if (next) void show(next);
          }}
        >
          {offered.value.map((one) => (
            <option key={one.name} value={one.name}>
              {words(one.label)}
            </option>
          ))}
        </select>
      </label>
      {now.site && score ? (
        <>
          <p>
            {t("scoring.of_site")}{" "}
            <a href={`/sites/${encodeURIComponent(now.site.id)}?lang=${language.value}`}>
              {siteName(now.site.properties, language.value)}
            </a>
            , {pinned(now.profile)}.
          </p>
          <ScoreLine score={score} />
          <Arithmetic score={score} />
          <div class="ledger">
            <Lifts lifts={score.lifts} />
          </div>
        </>
      ) : (
        <p>{t("empty.stock")}</p>
      )}
    </section>
  );
}

/** Worth times share is points, line by line, to the sum. */
function Arithmetic({ score }: { readonly score: Score }) {
  const say = (value: number, decimals: number) => formatNumber(value, decimals, language.value);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <section class="table-frame" aria-label={t("score.ledger")} tabIndex={0}>
      <table class="ledger-table arithmetic">
        <thead>
          <tr>
            <th scope="col">{t("score.wish")}</th>
            <th scope="col">{t("score.known")}</th>
            <th scope="col">{t("scoring.arithmetic")}</th>
            <th scope="col">{t("scoring.more")}</th>
          </tr>
        </thead>
        <tbody>
          {score.contributions.map((one) => (
            <tr key={one.field}>
              <th scope="row">{words(fieldNamed(one.field)?.label) || one.field}</th>
              <td>
                <ContributionValue one={one} field={fieldNamed(one.field)} />
              </td>
              <td>
                {one.v === null ? "0" : say(one.v, 3)}
                {one.state === "stale" ? ` × ${say(0.75, 2)}` : ""} × {say(one.weight, 2)} = <b>{say(one.points, 1)}</b>
              </td>
              <td>{one.possible > 0 ? `+ ${say(one.possible, 1)}` : ""}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t("score.sum")}
            </th>
            <td>
              <b>{say(score.low, 1)}</b>
            </td>
            <td>{score.high > score.low ? `+ ${say(score.high - score.low, 1)} = ${say(score.high, 1)}` : ""}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
