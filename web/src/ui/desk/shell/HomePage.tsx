/** Home: what there is to do, what changed lately, who one is here. */

import { useEffect } from "preact/hooks";
import { fetchTerritories } from "../../../api/desk/admin";
import type { Brief } from "../../../api/desk/sites";
import { colleagues, wantNames } from "../../../state/desk/people";
import { may, person, session } from "../../../state/desk/session";
import { fetchWork, type Heap } from "../../../state/desk/work";
import { Icon } from "../../shared/Icon";
import { KindMark } from "../../shared/Marks";
import { words } from "../../shared/text";
import { Person } from "../people/Person";
import { StateBadges } from "../shared/badges";
import { Page } from "../shared/Page";
import { Empty, Loading, ProblemCard } from "../shared/states";
import { useLoad } from "../shared/useLoad";
import { useNumber } from "../shared/useNumber";
import { Age } from "../sites/SitesTable";
import { roleLine } from "./roles";
import { s } from "./words";

export function HomePage() {
  const work = useLoad(fetchWork, []);
  useEffect(wantNames, []);
  const allowed = (session.value?.operations.length ?? 0) > 0;
  return (
    <Page title={s("home.hello", { name: person.value?.name ?? "" })} lead={roleLine().join(" · ")}>
      {allowed ? null : <p class="note note-warn">{s("home.no_role")}</p>}
      {work.problem ? <ProblemCard problem={work.problem} retry={work.reload} /> : null}
      {work.data === null && work.problem === null ? <Loading /> : null}
      {work.data?.all === 0 && may("site.create") ? <FirstSteps /> : null}
      {work.data && allowed && (work.data.all > 0 || !may("site.create")) ? (
        <>
          <Heaps heaps={work.data.heaps} />
          <Changed sites={work.data.changed} />
        </>
      ) : null}
    </Page>
  );
}

/** Where an empty registry begins: what comes before the first site, and why. */
function FirstSteps() {
  const territories = useLoad((signal) => fetchTerritories({ parent: null, text: "", limit: 1 }, signal), []);
  const steps = [
    {
      name: "territories" as const,
      href: "/desk/admin/territories",
      allowed: may("territory.manage"),
      done: (territories.data?.length ?? 0) > 0,
    },
    {
      name: "people" as const,
      href: "/desk/admin/users",
      allowed: may("user.manage"),
      done: colleagues.value.size > 1,
    },
    { name: "import" as const, href: "/desk/imports", allowed: may("import.run"), done: false },
    { name: "site" as const, href: "/desk/sites/new", allowed: may("site.create"), done: false },
  ].filter(({ allowed }) => allowed);
  return (
    <section aria-labelledby="home-first">
      <h2 class="section-title" id="home-first">
        {s("home.first")}
      </h2>
      <p class="quiet">{s("home.first_lead")}</p>
      <ol class="first-steps">
        {steps.map(({ name, href, done }) => (
          <li key={name} data-done={done}>
            <a href={href}>{s(`home.first_${name}`)}</a>
            <p class="quiet">{s(`home.first_${name}_why`)}</p>
            {done ? (
              <span class="badge">
                <Icon name="check" size={16} />
                {s("home.first_done")}
              </span>
            ) : null}
          </li>
        ))}
      </ol>
      <p>{s("home.first_then")}</p>
    </section>
  );
}

function Heaps({ heaps }: { readonly heaps: readonly Heap[] }) {
  const number = useNumber();
  if (heaps.length === 0) return null;
  const waiting = [...heaps.filter(({ count }) => count > 0), ...heaps.filter(({ count }) => count === 0)];
  const done = heaps.every((heap) => heap.count === 0);
  return (
    <section aria-labelledby="home-todo">
      <h2 class="section-title" id="home-todo">
        {s("home.todo")}
      </h2>
      {done ? <p class="quiet">{s("home.done")}</p> : null}
      <ul class="heaps">
        {waiting.map((heap) => (
          <li key={heap.name} data-heap={heap.name}>
            <a class="heap" href={heap.href} data-empty={heap.count === 0}>
              <span class="heap-count">{number(heap.count)}</span>
              <span>{s(`home.${heap.name}`)}</span>
              <Icon name="right" size={16} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changed({ sites }: { readonly sites: readonly Brief[] }) {
  return (
    <section aria-labelledby="home-changed">
      <div class="section-head">
        <h2 class="section-title" id="home-changed">
          {s("home.changed")}
        </h2>
        {sites.length > 0 ? <a href="/desk/sites">{s("home.all")}</a> : null}
      </div>
      {sites.length === 0 ? (
        <Empty text={s("home.changed_none")} />
      ) : (
        <ul class="lately">
          {sites.map((site) => (
            <li key={site.ref}>
              <KindMark kind={site.kind ?? "other"} size={18} />
              <a href={`/desk/sites/${encodeURIComponent(site.ref)}`}>{words(site.names) || site.ref}</a>
              <StateBadges lifecycle={site.lifecycle} review={site.review} />
              <span class="quiet">
                <Person id={site.changed_by} />
              </span>
              <span class="quiet">
                <Age at={site.changed_at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
