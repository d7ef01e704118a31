/** The map for a frame in a page of others: the sites that are asked for, and what is selected. */

import "../../styles/embed.css";
import { useEffect } from "preact/hooks";
import { showValue, siteKind, siteName } from "../../domain/format";
import { keyFields } from "../../domain/keyfacts";
import { followHost, siteUrl, wholeUrl } from "../../state/embed";
import { loadProfiles } from "../../state/need";
import { language } from "../../state/preferences";
import { fields, loadRegistry, registry, registryProblem } from "../../state/registry";
import { followQuestion, lists } from "../../state/search";
import { findListed, followSelection, selected } from "../../state/selection";
import { criteria, readAddress, selectSite } from "../../state/view";
import { MapView } from "../public/MapView";
import { Icon } from "../shared/Icon";
import { KindMark, MarkPatterns } from "../shared/Marks";
import { ProblemNote } from "../shared/ProblemNote";
import { useTitle } from "../shared/PublicPage";
import { SiteBadges } from "../shared/SiteBadges";
import { t, words } from "../shared/text";

/** Reads the registry and the address, and begins to ask and to tell. */
async function start(): Promise<void> {
  void loadProfiles();
  if (!(await loadRegistry())) return;
  readAddress();
  followQuestion();
  followSelection();
  followHost();
}

export function EmbedPage() {
  useEffect(() => void start(), []);
  useTitle(t("page.map"));
  return (
    <div class="embed">
      <MarkPatterns />
      {registry.value ? (
        <main class="embed-map">
          <h1 class="hidden">{t("page.map")}</h1>
          <MapView alone={<Card />} />
        </main>
      ) : (
        <main class="waiting">
          <h1 class="hidden">{t("page.map")}</h1>
          {registryProblem.value ? (
            <ProblemNote problem={registryProblem.value} retry={() => void start()} />
          ) : (
            <p class="quiet">{t("page.loading")}</p>
          )}
        </main>
      )}
      <Foot />
    </div>
  );
}

/** How many sites there are, and the way to all of the registry, which opens beside the page around. */
function Foot() {
  const now = lists.value;
  return (
    <footer class="embed-foot">
      <span class="quiet">{now ? t("embed.found", { meets: now.meets.count, may: now.may_meet.count }) : ""}</span>
      <a href={wholeUrl()} target="_blank" rel="noopener">
        {t("embed.whole")}
        <Icon name="out" size={16} />
      </a>
    </footer>
  );
}

/** Of so many facts a card in a frame has the room. */
const FACTS = 4;

function Card() {
  const now = selected.value;
  if (!now) return null;
  const listed = findListed(now.ref);
  const site = now.site ?? listed?.site;
  if (!site) return now.problem ? <ProblemNote problem={now.problem} /> : null;
  const facts = keyFields(criteria.value, fields.value, FACTS);
  return (
    <article class="embed-card" aria-label={t("site.panel")}>
      <header>
        <KindMark kind={siteKind(site)} list={listed?.list ?? "meets"} size={24} />
        <h2>{siteName(site.properties, language.value)}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label={t("site.close")}
          title={t("site.close")}
          onClick={() => selectSite(null)}
        >
          <Icon name="close" />
        </button>
      </header>
      <p class="quiet">
        {now.ref} <SiteBadges site={site} />
      </p>
      <dl>
        {facts.map((field) => (
          <div key={field.name}>
            <dt>{words(field.label)}</dt>
            <dd>{showValue(field, site.properties, language.value).text}</dd>
          </div>
        ))}
      </dl>
      <a class="button button-main" href={siteUrl(now.ref)} target="_blank" rel="noopener">
        {t("site.passport")}
        <Icon name="out" size={16} />
      </a>
    </article>
  );
}
