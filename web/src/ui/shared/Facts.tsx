/** Values as they are read: with their state of knowledge, and with their age. */

import type { Field, SiteProperties } from "../../api/types";
import { formatAge, formatDay, type Shown, showValue } from "../../domain/format";
import { ageInDays, type Freshness, freshness } from "../../domain/freshness";
import { language } from "../../state/preferences";
import { t } from "./text";

/** A value: unknown is written out and hatched, checked-and-none is marked as checked. */
export function ValueText({ shown, faded = false }: { readonly shown: Shown; readonly faded?: boolean }) {
  return <span class={`value value-${shown.state}${faded ? " value-faded" : ""}`}>{shown.text}</span>;
}

export function FieldValue({ field, properties }: { readonly field: Field; readonly properties: SiteProperties }) {
  return <ValueText shown={showValue(field, properties, language.value)} />;
}

/** How old a fact is, and the word for it when it is no longer fresh. */
export interface Age {
  readonly text: string;
  readonly day: string;
  readonly freshness: Freshness;
}

export function ageOf(since: string | null | undefined, clock: string, now: Date = new Date()): Age | null {
  const days = since ? ageInDays(since, now) : null;
  if (!since || days === null) return null;
  return {
    text: formatAge(days, language.value),
    day: formatDay(since, language.value),
    freshness: freshness(days, clock),
  };
}

/** "checked 12 days ago", with the day on hover, and a word beside it when the fact is stale. */
export function AgeText({ age, said = true }: { readonly age: Age | null; readonly said?: boolean }) {
  if (!age) return <span class="age age-unknown">{t("age.unknown")}</span>;
  const stale = age.freshness === "stale" || age.freshness === "expired";
  return (
    <span class={`age age-${age.freshness}`}>
      <time title={age.day}>{said ? t("age.checked", { age: age.text }) : age.text}</time>
      {stale ? " " : null}
      {stale ? <span class="age-word">{t(`age.${age.freshness}`)}</span> : null}
    </span>
  );
}

/** The level of readiness as five steps, said in words as well. */
export function ReadinessSteps({ level }: { readonly level: number }) {
  return (
    <span class="readiness">
      <span class="readiness-level">L{level}</span>
      <span class="readiness-steps" aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <span key={step} class={step <= level ? "on" : "off"} />
        ))}
      </span>
    </span>
  );
}
