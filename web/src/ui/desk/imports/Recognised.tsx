/** What the file turned out to be, and how it is read; all of it can be said otherwise. */

import { useState } from "preact/hooks";
import type { Import, ImportProfiles, ImportSettings, MappedColumn } from "../../../api/desk/imports";
import { canBeSet, mappingWith } from "../../../domain/desk/imports";
import type { ImportSession } from "../../../state/desk/imports";
import { words } from "../../shared/text";
import { Field, SelectField, TextField } from "../shared/fields";
import { MappingTable } from "./MappingTable";
import { t } from "./words";

/** Reference systems that registers use, for those who know them by name. */
const SYSTEMS: readonly (readonly [code: string, name: string])[] = [
  ["EPSG:4326", "WGS 84"],
  ["EPSG:3857", "Web Mercator"],
  ["EPSG:6381", "UCS-2000 / 7"],
  ["EPSG:6382", "UCS-2000 / 8"],
  ["EPSG:6383", "UCS-2000 / 9"],
  ["EPSG:6384", "UCS-2000 / 10"],
  ["EPSG:6385", "UCS-2000 / 11"],
  ["EPSG:6386", "UCS-2000 / 12"],
  ["EPSG:6387", "UCS-2000 / 13"],
  ["EPSG:28405", "Pulkovo 1942 / 5"],
  ["EPSG:28406", "Pulkovo 1942 / 6"],
  ["EPSG:28407", "Pulkovo 1942 / 7"],
  ["EPSG:27700", "British National Grid"],
  ["EPSG:2154", "RGF93 / Lambert-93"],
];

/** What a text can be said to be in, as the API takes it. */
const ENCODINGS = ["UTF-8", "UTF-16LE", "UTF-16BE", "cp1251", "cp1252"];
const SEPARATORS = [",", ";", "tab", "|"];

export function Recognised({
  session,
  profiles,
}: {
  readonly session: ImportSession;
  readonly profiles: ImportProfiles | null;
}) {
  const one = session.one.value;
  if (!one) return null;
  const { recognised } = one;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t("imports.format"), [recognised.format, recognised.packing].filter(Boolean).join(" · ")],
    [t("imports.encoding"), recognised.encoding],
    [t("imports.separator"), recognised.separator ? separatorWords(recognised.separator) : undefined],
    [t("imports.header_row"), recognised.header_row ? `${recognised.header_row}` : undefined],
    [t("imports.layer"), recognised.layer || undefined],
    [t("imports.crs"), recognised.crs?.replace(/^degrees\b/, t("imports.degrees"))],
  ];
  return (
    <section class="recognised" aria-labelledby="recognised-title">
      <h2 id="recognised-title">{t("imports.recognised")}</h2>
      <dl class="fact-grid">
        {facts.map(([label, value]) =>
          value ? (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {[...recognised.reasons, ...(recognised.notes ?? [])].length > 0 ? (
        <details class="recognised-why">
          <summary>{t("imports.why")}</summary>
          <ul>
            {[...recognised.reasons, ...(recognised.notes ?? [])].map((reason) => (
              <li key={reason} lang="en">
                {reason}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {canBeSet(one) && profiles ? (
        <ReadingForm key={one.changed_at} session={session} one={one} profiles={profiles} />
      ) : null}
    </section>
  );
}

function separatorWords(separator: string): string {
  if (separator === "\t" || separator === "tab") return t("imports.tab");
  return separator;
}

interface FormProps {
  readonly session: ImportSession;
  readonly one: Import;
  readonly profiles: ImportProfiles;
}

function ReadingForm({ session, one, profiles }: FormProps) {
  const { settings, recognised } = one;
  const [profile, setProfile] = useState(settings.profile ?? "");
  const [layer, setLayer] = useState(settings.layer ?? "");
  const [crs, setCrs] = useState(settings.crs ?? "");
  const [encoding, setEncoding] = useState(settings.encoding ?? "");
  const [separator, setSeparator] = useState(settings.separator ?? "");
  const [source, setSource] = useState({ code: recognised.source?.code ?? "", name: recognised.source?.name ?? "" });
  const [changes, setChanges] = useState<ReadonlyMap<string, MappedColumn | null>>(new Map());
  const layers = [recognised.layer ?? "", ...(recognised.other_layers ?? [])].filter((name) => name !== "");
  const sourceChanged =
    source.code !== (recognised.source?.code ?? "") || source.name !== (recognised.source?.name ?? "");
  const next: ImportSettings = {
    ...(profile === (settings.profile ?? "") ? {} : { profile: profile === "" ? null : profile }),
    ...(layer === (settings.layer ?? "") ? {} : { layer: layer === "" ? null : layer }),
    ...(crs.trim() === (settings.crs ?? "") ? {} : { crs: crs.trim() === "" ? null : crs.trim() }),
    ...(encoding === (settings.encoding ?? "") ? {} : { encoding: encoding === "" ? null : encoding }),
    ...(separator === (settings.separator ?? "") ? {} : { separator: separator === "" ? null : separator }),
    ...(sourceChanged ? { source: { ...settings.source, ...source } } : {}),
    ...(changes.size > 0 ? { columns: mappingWith(recognised.reads, changes) } : {}),
  };
  const changed = Object.keys(next).length > 0;
  return (
    <form
      class="reading"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) void session.set(next);
      }}
    >
      <div class="reading-fields">
        <SelectField
          label={t("imports.profile")}
          value={profile}
          onChange={setProfile}
          options={[
            { value: "", label: t("imports.find_out", { found: titleOf(profiles, recognised.profile) }) },
            ...profiles.profiles.map(({ name, title }) => ({ value: name, label: words(title) || name })),
          ]}
        />
        {layers.length > 1 ? (
          <SelectField
            label={t("imports.layer")}
            value={layer}
            onChange={setLayer}
            options={[
              { value: "", label: t("imports.find_out", { found: recognised.layer ?? "" }) },
              ...layers.map((name) => ({ value: name, label: name })),
            ]}
          />
        ) : null}
        {recognised.separator ? (
          <>
            <SelectField
              label={t("imports.encoding")}
              value={encoding}
              onChange={setEncoding}
              options={[
                { value: "", label: t("imports.find_out", { found: recognised.encoding ?? "" }) },
                ...ENCODINGS.map((name) => ({ value: name, label: name })),
              ]}
            />
            <SelectField
              label={t("imports.separator")}
              value={separator}
              onChange={setSeparator}
              options={[
                { value: "", label: t("imports.find_out", { found: separatorWords(recognised.separator) }) },
                ...SEPARATORS.map((name) => ({ value: name, label: separatorWords(name) })),
              ]}
            />
          </>
        ) : null}
        <Field label={t("imports.crs")} hint={t("imports.crs_found")}>
          {({ id, describedBy }) => (
            <>
              <input
                id={id}
                class="text"
                list="import-systems"
                value={crs}
                aria-describedby={describedBy}
                onInput={(event) => setCrs(event.currentTarget.value)}
              />
              <datalist id="import-systems">
                {SYSTEMS.map(([code, name]) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </datalist>
            </>
          )}
        </Field>
        <TextField
          label={t("imports.source_code")}
          hint={t("imports.source_hint")}
          value={source.code}
          onInput={(code) => setSource({ ...source, code })}
        />
        <TextField
          label={t("imports.source_name")}
          value={source.name}
          onInput={(name) => setSource({ ...source, name })}
        />
      </div>
      <MappingTable
        reads={recognised.reads}
        targets={profiles.profiles.find(({ name }) => name === recognised.profile)?.fields ?? []}
        changes={changes}
        change={(column, mapped) => setChanges(new Map([...changes, [column, mapped]]))}
      />
      <div class="form-foot">
        <button type="submit" class="button" disabled={!changed || session.busy.value !== ""}>
          {t("imports.read_so")}
        </button>
        {changed ? <span class="quiet">{t("imports.not_said_yet")}</span> : null}
      </div>
    </form>
  );
}

const titleOf = (profiles: ImportProfiles, name: string) =>
  words(profiles.profiles.find((profile) => profile.name === name)?.title) || name;
