/** The rows of the last run as a table or on a map, by state and by rule, with what is said of one of them. */

import { useState } from "preact/hooks";
import { type Rule, reportAddress } from "../../../api/desk/imports";
import { rowTabs, rulesFound } from "../../../domain/desk/imports";
import type { ImportSession } from "../../../state/desk/imports";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { SelectField } from "../shared/fields";
import { count } from "./figures";
import { RowDetail } from "./RowDetail";
import { RowsMap } from "./RowsMap";
import { RowsTable } from "./RowsTable";
import { t } from "./words";

/** Findings that are about no rule, with a title of their own. */
const CONDITIONS = ["territory", "clash", "corrected"];

export function Rows({ session, rules }: { readonly session: ImportSession; readonly rules: readonly Rule[] }) {
  const [map, setMap] = useState(false);
  const counts = session.counts.value;
  const filter = session.filter.value;
  const one = session.one.value;
  if (!counts || !one) return null;
  const corrections = one.settings.corrections?.length ?? 0;
  return (
    <section class="rows" aria-labelledby="rows-title">
      <div class="rows-bar">
        <h2 id="rows-title" tabIndex={-1}>
          {t(one.state === "applied" ? "imports.rows_applied" : "imports.rows_title")}
        </h2>
        <fieldset class="seg" aria-label={t("imports.view")}>
          <button type="button" aria-pressed={!map} onClick={() => setMap(false)}>
            <Icon name="list" size={16} />
            {t("imports.table")}
          </button>
          <button type="button" aria-pressed={map} onClick={() => setMap(true)}>
            <Icon name="map" size={16} />
            {t("imports.map_view")}
          </button>
        </fieldset>
      </div>
      {session.outdated.value ? (
        <div class="note note-warn" role="status">
          <div>
            <p class="note-title">
              {corrections > 0 ? t("imports.corrections_wait", { n: corrections }) : t("imports.settings_changed")}
            </p>
            <button
              type="button"
              class="button"
              disabled={session.busy.value !== ""}
              onClick={() => void session.try()}
            >
              {t("imports.check_again")}
            </button>
          </div>
        </div>
      ) : null}
      <div class="rows-filters">
        <fieldset class="row-tabs" aria-label={t("imports.by_state")}>
          {rowTabs(counts).map((tab) => (
            <button
              key={tab.state}
              type="button"
              class={`row-tab row-tab-${tab.state || "all"}`}
              aria-pressed={filter.state === tab.state}
              onClick={() => session.show({ ...filter, state: tab.state })}
            >
              <span class="row-tab-count">{count(tab.count)}</span>
              <span>{t(tab.state === "" ? "imports.row_all" : `imports.row_${tab.state}`)}</span>
            </button>
          ))}
        </fieldset>
        <div class="rows-rule">
          <SelectField
            label={t("imports.by_rule")}
            value={filter.rule}
            onChange={(rule) => session.show({ ...filter, rule })}
            options={[
              { value: "", label: t("imports.any_rule") },
              ...rulesFound(counts).map(({ rule, count: n }) => ({
                value: rule,
                label: `${titleOf(rule, rules)} (${count(n)})`,
              })),
            ]}
          />
        </div>
        {counts.rejected > 0 ? (
          <a class="button" href={reportAddress(session.id)} download>
            <Icon name="download" size={16} />
            {t("imports.report")}
          </a>
        ) : null}
      </div>
      <div class="rows-two">
        {map ? (
          <RowsMap session={session} />
        ) : (
          <RowsTable session={session} toDetail={() => document.getElementById("row-detail")?.focus()} />
        )}
        <RowDetail session={session} />
      </div>
    </section>
  );
}

function titleOf(id: string, rules: readonly Rule[]): string {
  const rule = rules.find((one) => one.id === id);
  if (rule) return `${id} ${words(rule.title)}`;
  return CONDITIONS.includes(id) ? t(`imports.condition_${id as "territory" | "clash" | "corrected"}`) : id;
}
