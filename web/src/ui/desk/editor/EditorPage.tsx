/** The site editor: the outline on the map, the form in groups, what the rules say, and what may be done next. */

import { useEffect, useMemo, useState } from "preact/hooks";
import "../../../styles/desk/editor.css";
import { fetchMembers, type MemberTable } from "../../../api/desk/editor";
import { at } from "../../../domain/desk/record-edit";
import { formatDay } from "../../../domain/format";
import { EditorSession, NEW } from "../../../state/desk/editor";
import { loadParcelLayers } from "../../../state/desk/parcels";
import { go, guardWork } from "../../../state/desk/place";
import { language } from "../../../state/preferences";
import { words } from "../../shared/text";
import type { PageProps } from "../route";
import { StateBadges } from "../shared/badges";
import { Page } from "../shared/Page";
import { Loading, ProblemCard } from "../shared/states";
import { panelId, Tabs, tabId } from "../shared/Tabs";
import { useLoad } from "../shared/useLoad";
import { Actions } from "./Actions";
import { AssessmentCard } from "./Assessment";
import { ConflictScreen } from "./ConflictScreen";
import { FindingList } from "./FindingList";
import { FoundDraft } from "./FoundDraft";
import { FormContext, formOf, tabsOf, useForm } from "./form";
import { Media } from "./Media";
import { m } from "./mediaWords";
import { Place } from "./Place";
import { MemberSection } from "./Sections";
import { StatusLine } from "./StatusLine";
import { t } from "./words";

export function EditorPage({ params }: PageProps) {
  const ref = params["ref"] ?? NEW;
  const session = useMemo(() => new EditorSession(ref), [ref]);
  const { data: table, problem } = useLoad(fetchMembers, []);
  useEffect(() => {
    void session.load();
    void loadParcelLayers();
    const stop = guardWork(() => session.changed.peek() && !session.keeps.peek());
    return () => {
      stop();
      session.dispose();
    };
  }, [session]);
  const loaded = session.isNew || session.site.value !== null;
  const trouble = problem ?? session.problem.value;
  const title = titleOf(session);
  if (trouble)
    return (
      <Page title={title}>
        <ProblemCard problem={trouble} retry={() => void session.load()} />
      </Page>
    );
  if (!table || !loaded)
    return (
      <Page title={title}>
        <Loading />
      </Page>
    );
  return <Editor session={session} table={table} title={title} />;
}

function titleOf(session: EditorSession): string {
  const names = words(at(session.mine.value.record, ["names"]) as never);
  if (session.isNew) return names || t("page.new");
  return names || session.ref;
}

interface Parts {
  readonly session: EditorSession;
  readonly table: MemberTable;
  readonly title: string;
}

function Editor({ session, table, title }: Parts) {
  const form = formOf(session, table);
  return (
    <FormContext.Provider value={form}>
      <Page title={title} lead={<Lead session={session} />} actions={<StatusLine session={session} />}>
        <div class="editor">
          <div class="editor-work">
            <FoundDraft session={session} />
            {session.refused.value ? <ProblemCard problem={session.refused.value} /> : null}
            {session.conflict.value ? (
              <ConflictScreen session={session} conflict={session.conflict.value} />
            ) : (
              <>
                {form.editable ? null : <p class="note">{t("page.read_only")}</p>}
                <Place session={session} />
                <Form />
              </>
            )}
          </div>
          <aside class="editor-side" aria-label={t("page.side")}>
            {session.isNew ? <Create session={session} /> : <Todo />}
            <section class="card">
              <h2>{t("page.findings")}</h2>
              <FindingList findings={session.findings.value} />
            </section>
            <section class="card">
              <h2>{t("page.assessment")}</h2>
              {session.assessment.value ? <AssessmentCard /> : <p class="quiet">{t("assess.later")}</p>}
            </section>
          </aside>
        </div>
      </Page>
    </FormContext.Provider>
  );
}

function Lead({ session }: { readonly session: EditorSession }) {
  const site = session.site.value;
  if (!site) return <>{t("page.new_lead")}</>;
  return (
    <>
      <span class="editor-ref">{site.ref}</span> <StateBadges lifecycle={site.lifecycle} review={site.review} />{" "}
      <span class="quiet">{t("page.changed", { day: formatDay(site.changed_at, language.value) })}</span>{" "}
      <a href={`/desk/sites/${encodeURIComponent(site.ref)}/history`}>{t("page.history")}</a>
    </>
  );
}

function Todo() {
  return (
    <section class="card">
      <h2>{t("page.next")}</h2>
      <Actions />
    </section>
  );
}

function Create({ session }: { readonly session: EditorSession }) {
  const create = async () => {
    const ref = await session.create();
    if (ref !== null) go(`/desk/sites/${encodeURIComponent(ref)}`, { replace: true });
  };
  const placed = session.mine.value.geometry !== null;
  return (
    <section class="card">
      <h2>{t("page.next")}</h2>
      <p>{placed ? t("create.ready") : t("create.place_first")}</p>
      <button
        type="button"
        class="button button-main"
        disabled={!placed || session.busy.value}
        onClick={() => void create()}
      >
        {t("create.button")}
      </button>
    </section>
  );
}

/** The tab of photos and documents, which are no members of the record. */
const MEDIA = "media";

/** The tabs of the form, one at a time; the tab says how much the rules found in each. */
function Form() {
  const { session, table } = useForm();
  const groups = tabsOf(table);
  const [chosen, setChosen] = useState(groups[0]?.name ?? MEDIA);
  const count = (members: readonly { readonly name: string }[]) =>
    session.findings.value.filter((one) => members.some(({ name }) => name === one.field.split(/[.[]/)[0])).length;
  const ofGroups = groups.map(({ name, label, members }) => {
    const n = count(members);
    return { name, label: words(label), ...(n > 0 ? { count: String(n) } : {}) };
  });
  const tabs = [...ofGroups, { name: MEDIA, label: m("media.tab") }];
  useEffect(() => {
    const open = (event: Event) => {
      const list = String((event as CustomEvent).detail);
      const group = groups.find(({ members }) => members.some(({ name }) => name === list));
      if (group) setChosen(group.name);
    };
    addEventListener("landbank:field", open);
    return () => removeEventListener("landbank:field", open);
  }, [table]);
  const group = groups.find(({ name }) => name === chosen);
  return (
    <section class="card editor-form" aria-label={t("page.form")}>
      <Tabs group="editor" label={t("page.form")} tabs={tabs} chosen={chosen} onChoose={setChosen} />
      <div id={panelId("editor")} role="tabpanel" aria-labelledby={tabId("editor", chosen)} class="editor-group">
        {chosen === MEDIA ? <Media session={session} codes={table.codes} /> : null}
        {group?.members.map((member) => (
          <MemberSection key={member.name} member={member} path={[member.name]} />
        ))}
      </div>
    </section>
  );
}
