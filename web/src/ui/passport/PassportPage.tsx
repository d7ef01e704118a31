/** The passport of a site: everything public of it on one page that can be read, printed and shared. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { fetchSite } from "../../api/client";
import { asProblem, type Problem } from "../../api/problem";
import type { Group, SiteDetail } from "../../api/types";
import { siteName } from "../../domain/format";
import { readLanguage } from "../../state/link-language";
import { language } from "../../state/preferences";
import { loadRegistry, registry, registryProblem } from "../../state/registry";
import { ProblemNote } from "../shared/ProblemNote";
import { PublicPage } from "../shared/PublicPage";
import { t, words } from "../shared/text";
import { AccessTable } from "./AccessTable";
import { BuildingTable } from "./BuildingTable";
import { ContactCard, SourceCard } from "./Cards";
import { Corrections } from "./Corrections";
import { Fit } from "./Fit";
import { GroupFacts } from "./GroupFacts";
import { Head } from "./Head";
import { Media } from "./Media";
import { OfferTable } from "./OfferTable";
import { Outline } from "./Outline";
import { ParcelTable } from "./ParcelTable";
import { ReadinessList } from "./ReadinessList";
import { UtilityTable } from "./UtilityTable";

const site = signal<SiteDetail | null>(null);
const problem = signal<Problem | null>(null);

async function load(ref: string): Promise<void> {
  problem.value = null;
  const [, found] = await Promise.allSettled([loadRegistry(), fetchSite(ref)]);
  if (found.status === "fulfilled") site.value = found.value;
  else problem.value = asProblem(found.reason);
}

export function PassportPage({ siteRef }: { readonly siteRef: string }) {
  useEffect(() => {
    readLanguage();
    void load(siteRef);
  }, [siteRef]);
  const title = site.value ? siteName(site.value.properties, language.value) : t("page.passport");
  const fault = problem.value ?? registryProblem.value;
  return (
    <PublicPage title={title}>
      {fault ? (
        <Failed problem={fault} siteRef={siteRef} />
      ) : site.value && registry.value ? (
        <Passport site={site.value} />
      ) : (
        <main id="content" class="waiting">
          <p class="quiet">{t("page.loading")}</p>
        </main>
      )}
    </PublicPage>
  );
}

function Failed({ problem: fault, siteRef }: { readonly problem: Problem; readonly siteRef: string }) {
  const missing = fault.status === 404;
  return (
    <main id="content" class="waiting">
      {missing ? (
        <div class="empty">
          <h1 class="empty-title">{t("passport.missing", { ref: siteRef })}</h1>
          <p>{t("passport.missing_hint")}</p>
          <p class="empty-actions">
            <ToMap />
          </p>
        </div>
      ) : (
        <>
          <h1 class="hidden">{t("page.passport")}</h1>
          <ProblemNote problem={fault} retry={() => void load(siteRef)} />
          <ToMap />
        </>
      )}
    </main>
  );
}

function ToMap() {
  return (
    <a class="button button-main" href={`/?lang=${language.value}`}>
      {t("passport.to_map")}
    </a>
  );
}

/** Groups in the order of the table, but what an investor weighs before what the clerk noted. */
function sections(): readonly Group[] {
  const groups = registry.value?.table.groups ?? [];
  const last = ["identity", "place", "record"];
  return [
    ...groups.filter((group) => !last.includes(group.name)),
    ...groups.filter((group) => last.includes(group.name)),
  ];
}

function Passport({ site: one }: { readonly site: SiteDetail }) {
  return (
    <main id="content" tabIndex={-1} class="passport">
      <Head site={one} />
      <Outline site={one} />
      <div class="passport-body">
        <div class="passport-facts">
          <Media media={one.detail.media} />
          {sections().map((group) => (
            <section key={group.name} class="facts" aria-labelledby={`section-${group.name}`}>
              <h2 id={`section-${group.name}`}>{words(group.label)}</h2>
              <SectionTables group={group.name} site={one} />
              <GroupFacts group={group.name} site={one} />
            </section>
          ))}
          <Corrections site={one} />
        </div>
        <aside class="passport-side">
          <Fit siteRef={one.id} />
          <ContactCard contact={one.detail.contact} siteRef={one.id} />
          <SourceCard site={one} />
          <nav class="card contents" aria-label={t("passport.contents")}>
            <h2>{t("passport.contents")}</h2>
            <ul>
              {sections().map((group) => (
                <li key={group.name}>
                  <a href={`#section-${group.name}`}>{words(group.label)}</a>
                </li>
              ))}
            </ul>
          </nav>
        </aside>
      </div>
    </main>
  );
}

/** The rows that a group has beside its single values. */
function SectionTables({ group, site: { detail } }: { readonly group: string; readonly site: SiteDetail }) {
  switch (group) {
    case "offer":
      return <OfferTable offers={detail.offers} />;
    case "tenure":
      return <ParcelTable parcels={detail.parcels} />;
    case "utilities":
      return <UtilityTable utilities={detail.utilities} />;
    case "access":
      return <AccessTable access={detail.access} asOf={detail.provenance.as_of} />;
    case "buildings":
      return <BuildingTable buildings={detail.buildings} />;
    case "readiness":
      return <ReadinessList items={detail.readiness} media={detail.media} />;
    default:
      return null;
  }
}
