/** What is to become of the rows: which are taken, drafts or public, what becomes of sites that are gone. */

import { useState } from "preact/hooks";
import type { Import, ImportSettings, Rule } from "../../../api/desk/imports";
import { canBeSet, rulesFound } from "../../../domain/desk/imports";
import type { ImportSession } from "../../../state/desk/imports";
import { words } from "../../shared/text";
import { TextField } from "../shared/fields";
import { count } from "./figures";
import { t } from "./words";

export function Choices({ session, rules }: { readonly session: ImportSession; readonly rules: readonly Rule[] }) {
  const one = session.one.value;
  if (!one || !canBeSet(one)) return null;
  return <ChoicesForm key={one.changed_at} session={session} one={one} rules={rules} />;
}

interface FormProps {
  readonly session: ImportSession;
  readonly one: Import;
  readonly rules: readonly Rule[];
}

function ChoicesForm({ session, one, rules }: FormProps) {
  const { settings, result } = one;
  const [only, setOnly] = useState(settings.only ?? "");
  const [publish, setPublish] = useState(settings.publish ?? false);
  const [withdraw, setWithdraw] = useState(settings.gone === "withdraw");
  const [anyway, setAnyway] = useState(settings.gone_anyway ?? false);
  const [accept, setAccept] = useState<readonly string[]>(settings.accept ?? []);
  const [reason, setReason] = useState(settings.reason ?? "");
  const repairs = repairable(rules, one, accept);
  const next: ImportSettings = {
    only: only === "create" || only === "update" ? only : null,
    publish,
    gone: withdraw ? "withdraw" : null,
    gone_anyway: withdraw && anyway,
    accept: accept.length > 0 ? [...accept] : null,
    reason: reason.trim() === "" ? null : reason.trim(),
  };
  const counted = result !== null && same(next, settings, COUNTED);
  return (
    <form
      class="choices"
      aria-labelledby="choices-title"
      onSubmit={(event) => {
        event.preventDefault();
        void session.apply(same(next, settings, [...COUNTED, "reason"]) ? null : next);
      }}
    >
      <h2 id="choices-title">{t("imports.choices")}</h2>
      <div class="choice-columns">
        <fieldset class="choice">
          <legend>{t("imports.which_rows")}</legend>
          <Radio name="only" value="" now={only} set={setOnly} label={t("imports.only_all")} />
          <Radio name="only" value="create" now={only} set={setOnly} label={t("imports.only_create")} />
          <Radio name="only" value="update" now={only} set={setOnly} label={t("imports.only_update")} />
          {settings.skip && settings.skip.length > 0 ? (
            <p class="quiet">{t("imports.left_out", { n: settings.skip.length })}</p>
          ) : null}
        </fieldset>
        <fieldset class="choice">
          <legend>{t("imports.as_what")}</legend>
          <Radio
            name="publish"
            value=""
            now={publish ? "yes" : ""}
            set={() => setPublish(false)}
            label={t("imports.as_drafts")}
          />
          <Radio
            name="publish"
            value="yes"
            now={publish ? "yes" : ""}
            set={() => setPublish(true)}
            label={t("imports.as_public")}
          />
          <p class="quiet">{t("imports.publish_hint")}</p>
        </fieldset>
        <fieldset class="choice">
          <legend>{t("imports.gone_title")}</legend>
          <Radio
            name="gone"
            value=""
            now={withdraw ? "yes" : ""}
            set={() => setWithdraw(false)}
            label={t("imports.gone_list")}
          />
          <Radio
            name="gone"
            value="yes"
            now={withdraw ? "yes" : ""}
            set={() => setWithdraw(true)}
            label={t("imports.gone_withdraw")}
          />
          {withdraw ? (
            <label class="check">
              <input type="checkbox" checked={anyway} onChange={(event) => setAnyway(event.currentTarget.checked)} />
              {t("imports.gone_anyway")}
            </label>
          ) : null}
          {result ? <p class="quiet">{t("imports.gone_count", { n: result.gone })}</p> : null}
        </fieldset>
      </div>
      {repairs.length > 0 ? (
        <fieldset class="choice">
          <legend>{t("imports.repairs")}</legend>
          {repairs.map((rule) => (
            <label key={rule.id} class="check">
              <input
                type="checkbox"
                checked={accept.includes(rule.id)}
                onChange={(event) =>
                  setAccept(event.currentTarget.checked ? [...accept, rule.id] : accept.filter((id) => id !== rule.id))
                }
              />
              <span>
                <span class="finding-mark">{rule.id}</span> {words(rule.title)}{" "}
                <span class="quiet">{count(result?.by_rule?.[rule.id] ?? 0)}</span>
              </span>
            </label>
          ))}
          <p class="quiet">{t("imports.repairs_hint")}</p>
        </fieldset>
      ) : null}
      <TextField
        label={t("imports.reason")}
        hint={t("imports.reason_hint")}
        value={reason}
        maxLength={2000}
        onInput={setReason}
      />
      <div class="form-foot">
        <button
          type="button"
          class="button"
          disabled={session.busy.value !== ""}
          onClick={() => void session.try(same(next, settings, [...COUNTED, "reason"]) ? null : next)}
        >
          {t(one.result ? "imports.check_again" : "imports.check")}
        </button>
        <button type="submit" class="button button-main" disabled={session.busy.value !== "" || !counted}>
          {t(publish ? "imports.apply_publish" : "imports.apply")}
        </button>
        {counted ? null : <span class="quiet">{t("imports.check_first")}</span>}
      </div>
    </form>
  );
}

interface RadioProps {
  readonly name: string;
  readonly value: string;
  readonly now: string;
  readonly label: string;
  readonly set: (value: string) => void;
}

function Radio({ name, value, now, label, set }: RadioProps) {
  return (
    <label class="check">
      <input type="radio" name={`import-${name}`} checked={value === now} onChange={() => set(value)} />
      {label}
    </label>
  );
}

/** The rules of findings that may be repaired on the way, and those that are already. */
function repairable(rules: readonly Rule[], one: Import, accepted: readonly string[]): readonly Rule[] {
  const found = new Set([...(one.result ? rulesFound(one.result).map(({ rule }) => rule) : []), ...accepted]);
  return rules.filter(({ id, cases }) => found.has(id) && cases.some((one) => one.in_imports && one.proposes));
}

/** What a count depends on; the reason is not of it. */
const COUNTED = ["only", "publish", "gone", "gone_anyway", "accept"] as const;

function same(next: ImportSettings, settings: ImportSettings, names: readonly (keyof ImportSettings)[]): boolean {
  return names.every((name) => JSON.stringify(next[name] || null) === JSON.stringify(settings[name] || null));
}
