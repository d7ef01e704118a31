/** What each column of the file is read into, with examples of its values. */

import type { ImportProfiles, MappedColumn, ReadColumn } from "../../../api/desk/imports";
import { mappedOf } from "../../../domain/desk/imports";
import { fieldNamed, registry } from "../../../state/registry";
import { words } from "../../shared/text";
import { t } from "./words";

type Target = ImportProfiles["profiles"][number]["fields"][number];

interface Props {
  readonly reads: readonly ReadColumn[];
  readonly targets: readonly Target[];
  readonly changes: ReadonlyMap<string, MappedColumn | null>;
  readonly change: (column: string, mapped: MappedColumn | null) => void;
}

export function MappingTable({ reads, targets, changes, change }: Props) {
  const read = reads.filter(({ by, field }) => by !== "" && field !== "-").length;
  return (
    <details class="mapping" open={reads.length <= 12}>
      <summary>{t("imports.mapping", { read, all: reads.length })}</summary>
      <div class="table-scroll">
        <table class="mapping-table">
          <thead>
            <tr>
              <th scope="col">{t("imports.map_column")}</th>
              <th scope="col">{t("imports.map_values")}</th>
              <th scope="col">{t("imports.map_field")}</th>
              <th scope="col">{t("imports.map_unit")}</th>
              <th scope="col">{t("imports.map_by")}</th>
            </tr>
          </thead>
          <tbody>
            {reads.map((one) => (
              <ColumnRow
                key={one.column}
                read={one}
                targets={targets}
                change={change}
                changed={changes.get(one.column)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** The choice "by its name", which states nothing. */
const BY_NAME = "";

interface RowProps {
  readonly read: ReadColumn;
  readonly targets: readonly Target[];
  readonly change: Props["change"];
  readonly changed: MappedColumn | null | undefined;
}

function ColumnRow({ read, targets, change, changed }: RowProps) {
  const stated = read.by === "stated" || read.by === "remembered";
  const now = changed === undefined ? (stated ? mappedOf(read) : null) : changed;
  const units = targets.find(({ field }) => field === now?.field)?.units ?? [];
  return (
    <tr class={changed === undefined ? undefined : "mapping-changed"}>
      <th scope="row">{read.column}</th>
      <td class="mapping-values">
        {read.values.length > 0 ? read.values.join(" · ") : <span class="quiet">{t("imports.map_empty")}</span>}
      </td>
      <td>
        <select
          aria-label={t("imports.map_field_of", { column: read.column })}
          value={now?.field ?? BY_NAME}
          onChange={(event) => {
            const field = event.currentTarget.value;
            change(read.column, field === BY_NAME ? null : { column: read.column, field });
          }}
        >
          <option value={BY_NAME}>
            {stated || read.by === ""
              ? t("imports.map_by_name")
              : t("imports.map_is_read", { field: targetWords(read.field) })}
          </option>
          <option value="-">{t("imports.map_not_read")}</option>
          <TargetGroups targets={targets} kept={now?.field} />
        </select>
      </td>
      <td class="mapping-unit">
        {units.length > 0 && now ? (
          <select
            aria-label={t("imports.map_unit_of", { column: read.column })}
            value={now.unit ?? ""}
            onChange={(event) => change(read.column, withUnit(now, event.currentTarget.value))}
          >
            <option value="">{t("imports.map_own_unit")}</option>
            {units.map((unit) => (
              <option key={unit} value={unit}>
                {unit}
              </option>
            ))}
          </select>
        ) : null}
        {now && now.field !== "-" && isNumber(now.field) ? (
          <select
            aria-label={t("imports.map_decimal_of", { column: read.column })}
            value={now.decimal ?? ""}
            onChange={(event) => change(read.column, withDecimal(now, event.currentTarget.value))}
          >
            <option value="">{t("imports.map_decimal_found")}</option>
            <option value=",">1,5</option>
            <option value=".">1.5</option>
          </select>
        ) : null}
      </td>
      <td>
        <span class={`mapping-by mapping-by-${changed === undefined ? read.by || "nobody" : "stated"}`}>
          {t(`imports.map_who_${changed === undefined ? read.by || "nobody" : "change"}`)}
        </span>
      </td>
    </tr>
  );
}

function withUnit({ unit: _, ...mapped }: MappedColumn, unit: string): MappedColumn {
  return unit === "" ? mapped : { ...mapped, unit };
}

function withDecimal({ decimal: _, ...mapped }: MappedColumn, decimal: string): MappedColumn {
  return decimal === "," || decimal === "." ? { ...mapped, decimal } : mapped;
}

/** What columns of kinds of registers are called that are read into no single field. */
const MEMBERS = [
  "outline",
  "point",
  "outline or point",
  "easting",
  "northing",
  "parcels",
  "contact",
  "summary",
] as const;

const isNumber = (field: string) => {
  const type = fieldNamed(field)?.type;
  return type === "number" || type === "integer";
};

/** The name of a target: the field's label, or what the profile calls it. */
function targetWords(field: string): string {
  const known = fieldNamed(field);
  if (known) return words(known.label);
  if (field === "id") return t("imports.map_id");
  const member = MEMBERS.find((one) => one === field);
  return member ? t(`imports.member_${member}`) : field;
}

/** The fields by group, in the order of the table; a target of another profile stays to be seen. */
function TargetGroups({ targets, kept }: { readonly targets: readonly Target[]; readonly kept: string | undefined }) {
  const groups = registry.value?.table.groups ?? [];
  const names = targets.map(({ field }) => field);
  const loose = [...new Set([...names, ...(kept && kept !== "-" ? [kept] : [])])].filter((name) => !fieldNamed(name));
  return (
    <>
      {loose.map((name) => (
        <option key={name} value={name}>
          {targetWords(name)}
        </option>
      ))}
      {groups.map((group) => {
        const inGroup = names.filter((name) => fieldNamed(name)?.group === group.name);
        if (inGroup.length === 0) return null;
        return (
          <optgroup key={group.name} label={words(group.label)}>
            {inGroup.map((name) => (
              <option key={name} value={name}>
                {targetWords(name)}
              </option>
            ))}
          </optgroup>
        );
      })}
    </>
  );
}
