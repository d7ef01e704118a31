/** The sites that were checked longest ago. */

import type { Statistics } from "../../../api/desk/quality";
import { formatAge, formatDay } from "../../../domain/format";
import { ageInDays } from "../../../domain/freshness";
import { language } from "../../../state/preferences";
import { words } from "../../shared/text";
import { type Column, DataTable } from "../shared/DataTable";
import { clockWords, q } from "./words";

type Row = Statistics["oldest"][number];

export function OldestTable({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <div class="table-frame">
      <DataTable
        caption={q("oldest")}
        rows={rows}
        keyOf={(row) => row.ref}
        nameOf={(row) => words(row.names) || row.ref}
        hrefOf={(row) => `/desk/sites/${encodeURIComponent(row.ref)}`}
        columns={COLUMNS()}
      />
    </div>
  );
}

const COLUMNS = (): readonly Column<Row>[] => [
  { name: "name", head: q("name"), cell: (row) => words(row.names) || row.ref },
  { name: "ref", head: "№", cell: (row) => row.ref, wideOnly: true },
  { name: "checked", head: q("checked"), cell: (row) => <Checked day={row.checked_on} /> },
  {
    name: "stale",
    head: q("stale_groups"),
    cell: (row) => row.stale_groups.map(clockWords).join(", "),
    wideOnly: true,
  },
];

function Checked({ day }: { readonly day: string | null }) {
  const age = day === null ? null : ageInDays(day, new Date());
  if (day === null || age === null) return <>{q("checked_unknown")}</>;
  return <span title={formatDay(day, language.value)}>{formatAge(age, language.value)}</span>;
}
