/** Who answers for the site, and where its data come from. */

import { siteAddress } from "../../api/client";
import type { Contact, SiteDetail } from "../../api/types";
import { formatDay } from "../../domain/format";
import { language } from "../../state/preferences";
import { AgeText, ageOf } from "../shared/Facts";
import { Icon } from "../shared/Icon";
import { t } from "../shared/text";

export function ContactCard({ contact, siteRef }: { readonly contact: Contact; readonly siteRef: string }) {
  const reachable = contact.email || contact.phone;
  return (
    <section class="card" aria-labelledby="card-contact">
      <h2 id="card-contact">{t("contact.title")}</h2>
      {reachable ? (
        <>
          <p class="card-lead">{contact.organisation ?? contact.role ?? t("value.unknown")}</p>
          {contact.organisation && contact.role ? <p>{contact.role}</p> : null}
          {contact.email ? (
            <p>
              <a class="icon-link" href={`mailto:${contact.email}?subject=${encodeURIComponent(siteRef)}`}>
                <Icon name="mail" size={16} />
                {contact.email}
              </a>
            </p>
          ) : null}
          {contact.phone ? (
            <p>
              <a class="icon-link" href={`tel:${contact.phone.replaceAll(/[^+\d]/g, "")}`}>
                <Icon name="phone" size={16} />
                {contact.phone}
              </a>
            </p>
          ) : null}
          <p class="quiet">
            {contact.answer_days === undefined
              ? t("contact.no_promise")
              : t("contact.answers", { n: contact.answer_days })}
            {contact.languages?.length ? ` · ${languageNames(contact.languages)}` : ""}
          </p>
        </>
      ) : (
        <p class="unknown-list">{t("contact.none")}</p>
      )}
    </section>
  );
}

/** The names of languages in the language in force. */
function languageNames(codes: readonly string[]): string {
  const names = new Intl.DisplayNames([language.value], { type: "language" });
  return codes.map((code) => names.of(code) ?? code).join(", ");
}

export function SourceCard({ site }: { readonly site: SiteDetail }) {
  const { source, as_of, imported_at, published_at, version } = site.detail.provenance;
  const page = site.properties["source_url"];
  return (
    <section class="card" aria-labelledby="card-source">
      <h2 id="card-source">{t("source.title")}</h2>
      <p class="card-lead">{source.url ? <a href={source.url}>{source.name}</a> : source.name}</p>
      {source.producer ? <p>{source.producer}</p> : null}
      <dl class="card-facts">
        <div>
          <dt>{t("source.licence")}</dt>
          <dd>{source.licence ?? <span class="value value-unknown">{t("value.unknown")}</span>}</dd>
        </div>
        <div>
          <dt>{t("source.as_of")}</dt>
          <dd>
            <AgeText age={ageOf(as_of, "")} said={false} />
          </dd>
        </div>
        <Day label={t("source.imported")} day={imported_at} />
        <Day label={t("source.published")} day={published_at} />
        <div>
          <dt>{t("source.version")}</dt>
          <dd>{version}</dd>
        </div>
      </dl>
      <p class="on-screen">
        <a class="icon-link" href={siteAddress(site.id)}>
          <Icon name="download" size={16} />
          {t("source.geojson")}
        </a>
      </p>
      {typeof page === "string" ? (
        <p>
          <a class="icon-link" href={page} rel="noopener">
            <Icon name="out" size={16} />
            {t("source.page")}
          </a>
        </p>
      ) : null}
    </section>
  );
}

function Day({ label, day }: { readonly label: string; readonly day: string | null }) {
  if (day === null) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{formatDay(day, language.value)}</dd>
    </div>
  );
}
