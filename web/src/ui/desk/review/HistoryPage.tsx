/** The history of a site: every revision with who, when and why, the site at any instant, and its lineage. */

import "../../../styles/desk/review.css";
import { useEffect, useState } from "preact/hooks";
import {
  type DeskRevision,
  type DeskSite,
  fetchDeskHistory,
  fetchDeskSite,
  fetchLedgerHead,
  fetchLineage,
  type LedgerHead,
  type Lineage,
} from "../../../api/desk/review";
import { asProblem, isAbort, type Problem } from "../../../api/problem";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import type { PageProps } from "../route";
import { Page } from "../shared/Page";
import { Loading, ProblemCard } from "../shared/states";
import { AtTime } from "./AtTime";
import { LineageView } from "./LineageView";
import { momentWords } from "./moments";
import { RevisionItem } from "./RevisionItem";
import { t } from "./words";

interface Loaded {
  readonly site: DeskSite;
  readonly lineage: Lineage;
  readonly head: LedgerHead;
}

const PAGE = 50;

export function HistoryPage({ params }: PageProps) {
  const siteRef = params["ref"] ?? "";
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [revisions, setRevisions] = useState<readonly DeskRevision[]>([]);
  const [next, setNext] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [again, setAgain] = useState(0);

  useEffect(() => {
    const going = new AbortController();
    setProblem(null);
    setLoaded(null);
    const { signal } = going;
    Promise.all([
      fetchDeskSite(siteRef, signal),
      fetchLineage(siteRef, signal),
      fetchLedgerHead(signal),
      fetchDeskHistory(siteRef, { cursor: null, limit: PAGE, geometry: true }, signal),
    ])
      .then(([site, lineage, head, history]) => {
        setLoaded({ site, lineage, head });
        setRevisions(history.revisions);
        setNext(history.next);
      })
      .catch((error: unknown) => {
        if (!isAbort(error)) setProblem(asProblem(error));
      });
    return () => going.abort();
  }, [siteRef, again]);

  const more = async () => {
    try {
      const page = await fetchDeskHistory(siteRef, { cursor: next, limit: PAGE, geometry: true });
      setRevisions([...revisions, ...page.revisions]);
      setNext(page.next);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  return (
    <Page
      title={t("review.history_of", { name: loaded ? words(loaded.site.record.names) || siteRef : siteRef })}
      lead={loaded ? <Ledger head={loaded.head} /> : undefined}
      actions={
        <a class="button" href={`/desk/sites/${encodeURIComponent(siteRef)}`}>
          <Icon name="left" size={16} />
          {siteRef}
        </a>
      }
    >
      {problem ? <ProblemCard problem={problem} retry={() => setAgain(again + 1)} /> : null}
      {!loaded && !problem ? <Loading /> : null}
      {loaded ? (
        <>
          <AtTime siteRef={siteRef} revisions={revisions} />
          <LineageView lineage={loaded.lineage} />
          <section aria-labelledby="revisions-title">
            <h2 id="revisions-title">{t("review.revisions")}</h2>
            <ol class="revisions">
              {revisions.map((revision) => (
                <RevisionItem key={revision.seq} revision={revision} />
              ))}
            </ol>
            {next === null ? null : (
              <button type="button" class="button" onClick={() => void more()}>
                {t("review.older")}
              </button>
            )}
          </section>
        </>
      ) : null}
    </Page>
  );
}

/** How the ledger stands: its newest revision, and the last signed one. */
function Ledger({ head }: { readonly head: LedgerHead }) {
  return (
    <span class="ledger-state">
      {t("review.ledger", { seq: `${head.seq}` })} <code title={head.hash}>{head.hash.slice(0, 12)}</code>
      {" · "}
      {head.seal
        ? t("review.sealed", { seq: `${head.seal.seq}`, at: momentWords(head.seal.sealed_at) })
        : t("review.not_sealed")}
    </span>
  );
}
