/** One import, from what was recognised to what became of it. */

import "../../../styles/desk/review.css";
import "../../../styles/desk/imports.css";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import {
  fetchImportProfiles,
  fetchRules,
  type Import,
  type ImportProfiles,
  type Rule,
  removeImport,
} from "../../../api/desk/imports";
import { asProblem } from "../../../api/problem";
import { canBeSet, underWay } from "../../../domain/desk/imports";
import { ImportSession } from "../../../state/desk/imports";
import { go } from "../../../state/desk/place";
import { Icon } from "../../shared/Icon";
import { Person, personWords } from "../people/Person";
import { momentWords } from "../review/moments";
import type { PageProps } from "../route";
import { Page } from "../shared/Page";
import { Loading, ProblemCard } from "../shared/states";
import { Choices } from "./Choices";
import { sizeWords } from "./figures";
import { Recognised } from "./Recognised";
import { Result } from "./Result";
import { Rows } from "./Rows";
import { RunProgress } from "./RunProgress";
import { ImportBadge } from "./StateBadge";
import { t } from "./words";

export function ImportPage({ params }: PageProps) {
  const id = Number(params["id"]);
  const session = useMemo(() => new ImportSession(id), [id]);
  const [profiles, setProfiles] = useState<ImportProfiles | null>(null);
  const [rules, setRules] = useState<readonly Rule[]>([]);
  useEffect(() => {
    void session.load();
    void fetchImportProfiles().then(setProfiles, () => {});
    void fetchRules().then(setRules, () => {});
    return () => session.close();
  }, [session]);
  const one = session.one.value;
  const problem = session.problem.value;
  useToldEnd(session);
  if (!one)
    return (
      <Page title={t("imports.one_title")} actions={<ToImports />}>
        {problem ? <ProblemCard problem={problem} retry={() => void session.load()} /> : <Loading />}
      </Page>
    );
  return (
    <Page title={one.file_name} lead={<Facts one={one} />} actions={<ToImports />}>
      {problem && session.busy.value === "" && one.state !== "applied" ? <ProblemCard problem={problem} /> : null}
      {one.failure !== null && !underWay(one.state) ? (
        <div class="note note-bad" role="alert">
          <Icon name="alert" />
          <div>
            <p class="note-title">{t(one.state === "interrupted" ? "imports.interrupted" : "imports.failed")}</p>
            <p lang="en">{one.failure}</p>
          </div>
        </div>
      ) : null}
      {one.removed ? <p class="note">{t("imports.file_gone")}</p> : null}
      <RunProgress session={session} />
      <Result session={session} />
      {one.state === "applied" ? null : <Recognised session={session} profiles={profiles} />}
      {canBeSet(one) && session.counts.value === null ? <Begin session={session} /> : null}
      {session.counts.value && !underWay(one.state) ? <Rows session={session} rules={rules} /> : null}
      {session.counts.value ? <Choices session={session} rules={rules} /> : null}
      {canBeSet(one) && one.state !== "undone" ? <Forget session={session} leave={() => go("/desk/imports")} /> : null}
    </Page>
  );
}

function ToImports() {
  return (
    <a class="button" href="/desk/imports">
      <Icon name="left" size={16} />
      {t("imports.title")}
    </a>
  );
}

function Facts({ one }: { readonly one: Import }) {
  return (
    <span class="import-facts">
      <ImportBadge state={one.state} />
      <span>{sizeWords(one.size)}</span>
      <span>
        <Person id={one.brought_by} /> · {momentWords(one.created_at)}
      </span>
      {one.authors.length > 1 ? (
        <span class="quiet">
          {t("imports.authors")} {one.authors.map((author) => personWords(author)).join(", ")}
        </span>
      ) : null}
    </span>
  );
}

/** Says to screen readers when a run has ended, and how. */
function useToldEnd(session: ImportSession): void {
  const was = useRef<string>("");
  const state = session.one.value?.state ?? "";
  useEffect(() => {
    const before = was.current;
    was.current = state;
    if ((before === "checking" && state === "checked") || (before === "applying" && state === "applied"))
      document.getElementById(state === "checked" ? "rows-title" : "result-title")?.focus();
  }, [state]);
}

function Begin({ session }: { readonly session: ImportSession }) {
  return (
    <section class="begin" aria-labelledby="begin-title">
      <h2 id="begin-title">{t("imports.begin")}</h2>
      <p>{t("imports.begin_says")}</p>
      <button
        type="button"
        class="button button-main"
        disabled={session.busy.value !== ""}
        onClick={() => void session.try()}
      >
        {t("imports.check")}
      </button>
    </section>
  );
}

function Forget({ session, leave }: { readonly session: ImportSession; readonly leave: () => void }) {
  const [sure, setSure] = useState(false);
  const forget = async () => {
    try {
      await removeImport(session.id);
      leave();
    } catch (error) {
      session.problem.value = asProblem(error);
    }
  };
  return (
    <p class="forget">
      {sure ? (
        <>
          {t("imports.forget_sure")}{" "}
          <button type="button" class="button button-small" onClick={() => void forget()}>
            {t("imports.forget_now")}
          </button>{" "}
          <button type="button" class="button button-small" onClick={() => setSure(false)}>
            {t("imports.cancel")}
          </button>
        </>
      ) : (
        <button type="button" class="text-button" onClick={() => setSure(true)}>
          {t("imports.forget")}
        </button>
      )}
    </p>
  );
}
