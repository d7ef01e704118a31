/** The layers that sites are held against: cadastral parcels and roads, whose they are, and how one is loaded. */

import { fetchReferenceLayers, type ParcelLayer } from "../../../api/desk/parcels";
import { formatDay, formatNumber } from "../../../domain/format";
import { language } from "../../../state/preferences";
import { type Column, DataTable } from "../shared/DataTable";
import { Loading, ProblemCard } from "../shared/states";
import { useLoad } from "../shared/useLoad";
import { a } from "./words";

/** As one types it on the server; names in capitals are filled in. */
const COMMANDS = [
  'landbank parcels FILE --name NAME --source "SOURCE" --licence "LICENCE" --as-of 2026-01-31',
  'landbank road import FILE --source "SOURCE" --licence "LICENCE"',
];

interface Row {
  readonly key: string;
  readonly name: string;
  readonly source: string;
  readonly licence: string | null;
  readonly count: string;
  readonly asOf: string;
  readonly loaded: string;
}

export function ReferenceLayers() {
  const { data, problem, reload } = useLoad((signal) => fetchReferenceLayers(signal), []);
  const rows: Row[] = (data?.parcels ?? []).map(rowOf);
  if (data?.roads) {
    const { source, licence, lines, loaded_at } = data.roads;
    const count = a("reference.lines", { n: lines });
    const name = a("reference.roads");
    rows.push({ key: "/roads", name, source, licence, count, asOf: "", loaded: day(loaded_at) });
  }
  return (
    <section class="admin-section" aria-labelledby="reference-title">
      <h2 id="reference-title">{a("reference.title")}</h2>
      <p class="quiet">{a("reference.lead")}</p>
      {problem ? <ProblemCard problem={problem} retry={reload} /> : null}
      {data === null && !problem ? <Loading /> : null}
      {data && rows.length === 0 ? <p>{a("reference.none")}</p> : null}
      {rows.length > 0 ? (
        <div class="table-frame">
          <DataTable
            caption={a("reference.title")}
            rows={rows}
            keyOf={(row) => row.key}
            nameOf={(row) => row.name}
            columns={COLUMNS()}
          />
        </div>
      ) : null}
      <details>
        <summary>{a("reference.how")}</summary>
        {COMMANDS.map((line) => (
          <pre key={line} class="command">
            <code>{line}</code>
          </pre>
        ))}
      </details>
    </section>
  );
}

const day = (moment: string): string => formatDay(moment, language.value);

function rowOf(layer: ParcelLayer): Row {
  const { name, source, licence, as_of, loaded_at, kept, repaired, read } = layer;
  const count = [
    a("reference.parcels", { n: kept }),
    repaired > 0 ? a("reference.repaired", { n: formatNumber(repaired, 0, language.value) }) : "",
    read > kept ? a("reference.refused", { n: formatNumber(read - kept, 0, language.value) }) : "",
  ];
  return {
    key: name,
    name,
    source,
    licence,
    count: count.filter((one) => one !== "").join(", "),
    asOf: day(as_of),
    loaded: day(loaded_at),
  };
}

const COLUMNS = (): readonly Column<Row>[] => [
  { name: "name", head: a("reference.name"), cell: (row) => row.name },
  { name: "source", head: a("reference.source"), cell: (row) => row.source },
  {
    name: "licence",
    head: a("reference.licence"),
    cell: (row) => row.licence ?? a("reference.untold"),
    wideOnly: true,
  },
  { name: "count", head: a("reference.count"), cell: (row) => row.count },
  { name: "as_of", head: a("reference.as_of"), cell: (row) => row.asOf, wideOnly: true },
  { name: "loaded", head: a("reference.loaded"), cell: (row) => row.loaded, wideOnly: true },
];
