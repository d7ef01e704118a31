/** What differs, one line for each fact: what it was, what it is. Words say it as well as colours. */

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { mediumAddress } from "../../../api/desk/media";
import type { Text } from "../../../api/types";
import { type Changes, fieldOfPath, mediumOfPath, partsOf, rowsOf, wordsOf } from "../../../domain/desk/difference";
import { formatQuantity } from "../../../domain/format";
import { memberLabels, wantMembers } from "../../../state/desk/members";
import { language } from "../../../state/preferences";
import { fieldNamed, fields } from "../../../state/registry";
import { words } from "../../shared/text";
import { known, t } from "../review/words";
import { codeLabelAt, sayIn } from "./codes";

export function ChangeList({ changes, label }: { readonly changes: Changes; readonly label?: string }) {
  const rows = rowsOf(changes, fields.value);
  const say = sayIn(t("review.nothing"));
  // Of what is there for the first time nothing was before.
  const allNew = rows.every(({ kind }) => kind === "added");
  return (
    <table class="change-list" aria-label={label ?? t("review.changes")}>
      <thead>
        <tr>
          <th scope="col">{t("review.fact")}</th>
          {allNew ? null : <th scope="col">{t("review.before")}</th>}
          <th scope="col">{t("review.after")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ path, field, kind, before, after }) => (
          <tr key={path} class={`change change-${kind}`}>
            <th scope="row">
              {/* A hash says nothing to people: they see the file. */}
              <PathName path={mediumOfPath(path, { before, after }) === null ? path : path.replace(/\.hash$/, "")} />
            </th>
            {allNew ? null : (
              <td class="change-before">
                <span class="hidden">{t("review.before")}: </span>
                <Value path={path} value={before} was>
                  {wordsOf(before, field, path, say)}
                </Value>
              </td>
            )}
            <td class="change-after">
              <span class="hidden">{t("review.after")}: </span>
              <Value path={path} value={after}>
                {wordsOf(after, field, path, say)}
              </Value>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What stands at a path: an outline in brief, a picture as it is seen, anything else in words. */
function Value({
  path,
  value,
  was = false,
  children,
}: {
  readonly path: string;
  readonly value: unknown;
  readonly was?: boolean;
  readonly children: ComponentChildren;
}) {
  if (path === "geometry") return <>{outlineWords(value) ?? t(was ? "review.old_outline" : "review.new_outline")}</>;
  const hash = mediumOfPath(path, { after: value });
  if (hash !== null)
    return (
      <a class="change-medium" href={mediumAddress(hash, "full")}>
        <img src={mediumAddress(hash, "thumb")} alt={t("review.see_file")} loading="lazy" />
      </a>
    );
  return was ? <del>{children}</del> : <ins>{children}</ins>;
}

/** An outline in brief, as histories keep it: its area, or that it is a point; null where it is only drawn. */
function outlineWords(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  const area = (value as { readonly area_m2?: unknown }).area_m2;
  const field = fieldNamed("area_m2");
  if (typeof area === "number" && field)
    return t("review.outline_of", { area: formatQuantity(field, area, language.value) });
  return t("review.a_point");
}

/** The name of a fact: the label of its field, and which element of a list it is of. */
export function PathName({ path }: { readonly path: string }) {
  useEffect(wantMembers, []);
  // Findings name a field where they are about a value as screens show it.
  const field = fieldOfPath(path, fields.value) ?? fieldNamed(path);
  const { steps } = partsOf(path);
  const members = steps.filter((step) => !step.startsWith("["));
  const elements = steps.filter((step) => step.startsWith("[")).map((step) => step.slice(1, -1));
  // A field of one network or mode says in its label which.
  const told = field?.paths.some((one) => !one.includes("[]") && one.includes("["));
  const labels = memberLabels(members);
  const name = field
    ? words(field.label)
    : members.map((member, i) => memberWords(member, labels[i] ?? null)).join(" · ");
  const of = told ? [] : elements.filter((element) => element !== "");
  return (
    <span class="path-name">
      {name}
      {of.length > 0 ? <span class="quiet"> {of.map((one) => codeLabelAt("", one) ?? one).join(" · ")}</span> : null}
    </span>
  );
}

/** A member of a record in words; what has none is shown as the record calls it. */
function memberWords(member: string, label: Text | null): string {
  return (
    (label && words(label)) ||
    (known(`review.part_${member}`) ?? codeLabelAt("", member) ?? member.replaceAll("_", " "))
  );
}
