/** All imports: a file is given here, and what became of earlier ones is seen. */

import "../../../styles/desk/review.css";
import "../../../styles/desk/imports.css";
import { useEffect, useState } from "preact/hooks";
import {
  type Batch,
  fetchImportProfiles,
  type Import,
  type ImportCounts,
  listBatches,
  listImports,
  undoBatch,
} from "../../../api/desk/imports";
import { asProblem, isAbort, type Problem } from "../../../api/problem";
import { go } from "../../../state/desk/place";
import { Person } from "../people/Person";
import { momentWords } from "../review/moments";
import { Page } from "../shared/Page";
import { ProblemCard } from "../shared/states";
import { count } from "./figures";
import { ImportBadge } from "./StateBadge";
import { UndoForm, Undone } from "./Undo";
import { UploadBox } from "./UploadBox";
import { t } from "./words";

interface Listed {
  readonly imports: readonly Import[];
  readonly next: number | null;
}

export function ImportsPage() {
  const [listed, setListed] = useState<Listed | null>(null);
  const [batches, setBatches] = useState<readonly Batch[]>([]);
  const [limit, setLimit] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = async (signal: AbortSignal) => {
    setProblem(null);
    try {
      const [list, known] = await Promise.all([listImports(null, signal), fetchImportProfiles(signal)]);
      setListed(list);
      setLimit(known.limit);
    } catch (error) {
      if (!isAbort(error)) setProblem(asProblem(error));
    }
  };
  const loadBooks = async (signal: AbortSignal) => {
    // Who may import in some territories only reads no books of all: then there is nothing to show.
    const books = await listBatches(null, signal).catch(() => null);
    setBatches(books?.batches.filter(({ upload }) => upload === null) ?? []);
  };
  useEffect(() => {
    const going = new AbortController();
    void load(going.signal);
    void loadBooks(going.signal);
    return () => going.abort();
  }, []);
  const more = async () => {
    if (!listed?.next) return;
    try {
      const next = await listImports(listed.next, new AbortController().signal);
      setListed({ imports: [...listed.imports, ...next.imports], next: next.next });
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Page title={t("imports.title")} lead={t("imports.lead")}>
      <UploadBox limit={limit} taken={(one) => go(`/desk/imports/${one.id}`)} />
      {problem ? <ProblemCard problem={problem} retry={() => void load(new AbortController().signal)} /> : null}
      <section aria-labelledby="sent-title">
        <h2 id="sent-title">{t("imports.sent_files")}</h2>
        {listed === null ? (
          problem ? null : (
            <p class="quiet">{t("imports.loading")}</p>
          )
        ) : listed.imports.length === 0 ? (
          <p class="quiet">{t("imports.none_yet")}</p>
        ) : (
          <div class="table-scroll">
            <table class="imports-table">
              <thead>
                <tr>
                  <th scope="col">{t("imports.list_file")}</th>
                  <th scope="col">{t("imports.list_state")}</th>
                  <th scope="col">{t("imports.list_rows")}</th>
                  <th scope="col">{t("imports.list_who")}</th>
                  <th scope="col">{t("imports.list_when")}</th>
                </tr>
              </thead>
              <tbody>
                {listed.imports.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">
                      <a href={`/desk/imports/${one.id}`}>{one.file_name}</a>
                      <span class="quiet">{one.recognised.source?.name}</span>
                    </th>
                    <td>
                      <ImportBadge state={one.state} />
                    </td>
                    <td>{one.result ? <Counts counts={one.result} /> : null}</td>
                    <td>
                      <Person id={one.brought_by} />
                    </td>
                    <td class="nowrap">{momentWords(one.created_at)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {listed?.next ? (
          <button type="button" class="button" onClick={() => void more()}>
            {t("imports.more")}
          </button>
        ) : null}
      </section>
      {batches.length > 0 ? (
        <Books batches={batches} changed={() => void loadBooks(new AbortController().signal)} />
      ) : null}
    </Page>
  );
}

function Counts({ counts }: { readonly counts: ImportCounts }) {
  const said = [
    ["imports.row_new", counts.created],
    ["imports.row_changed", counts.updated],
    ["imports.row_unchanged", counts.unchanged],
    ["imports.row_invalid", counts.rejected],
  ] as const;
  const told = said.filter(([, n]) => n > 0);
  return <span>{told.length === 0 ? count(0) : told.map(([key, n]) => `${t(key)}: ${count(n)}`).join(" · ")}</span>;
}

/** Imports that came by the command line. */
function Books({ batches, changed }: { readonly batches: readonly Batch[]; readonly changed: () => void }) {
  return (
    <section aria-labelledby="books-title">
      <h2 id="books-title">{t("imports.command_line")}</h2>
      <ul class="book-list">
        {batches.map((one) => (
          <BookRow key={one.id} one={one} changed={changed} />
        ))}
      </ul>
    </section>
  );
}

function BookRow({ one, changed }: { readonly one: Batch; readonly changed: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [undone, setUndone] = useState<Awaited<ReturnType<typeof undoBatch>> | null>(null);
  const [busy, setBusy] = useState(false);
  return (
    <li class="book">
      <p>
        <b>{one.file_name}</b>{" "}
        <span class={`badge import-state import-${one.state}`}>
          {t(`imports.state_${one.state === "running" ? "applying" : one.state}`)}
        </span>
      </p>
      <p class="quiet">
        {t("imports.import_of", { n: `${one.id}` })} · {momentWords(one.started_at)} · <Person id={one.actor} /> ·{" "}
        <Counts counts={one.result} />
      </p>
      {undone ? <Undone result={undone} /> : null}
      {one.state === "applied" ? (
        <UndoForm
          problem={problem}
          busy={busy}
          undo={async (undo) => {
            setBusy(true);
            setProblem(null);
            try {
              setUndone(await undoBatch(one.id, undo));
              changed();
              return true;
            } catch (error) {
              setProblem(asProblem(error));
              return false;
            } finally {
              setBusy(false);
            }
          }}
        />
      ) : null}
    </li>
  );
}
