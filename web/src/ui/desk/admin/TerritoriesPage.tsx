/** The territories: one level at a time, or those whose code or name holds some words. */

import "../../../styles/desk/admin.css";
import { useState } from "preact/hooks";
import { fetchTerritories, type TerritoryRow } from "../../../api/desk/admin";
import { formatNumber } from "../../../domain/format";
import { place, setQuery } from "../../../state/desk/place";
import { may } from "../../../state/desk/session";
import { language } from "../../../state/preferences";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { nav } from "../navWords";
import { type Column, DataTable } from "../shared/DataTable";
import { TextField } from "../shared/fields";
import { Page } from "../shared/Page";
import { Empty, Loading, ProblemCard } from "../shared/states";
import { placeName } from "../shared/territory";
import { useLoad } from "../shared/useLoad";
import { PrefixDialog } from "./PrefixDialog";
import { ReferenceLayers } from "./ReferenceLayers";
import { TerritoryDialog } from "./TerritoryDialog";
import { a } from "./words";

export function TerritoriesPage() {
  const query = new URLSearchParams(place.value.query);
  const parent = query.get("parent");
  const text = query.get("text") ?? "";
  const { data, problem, reload } = useLoad((signal) => fetchTerritories({ parent, text }, signal), [parent, text]);
  const [taking, setTaking] = useState(false);
  const [prefixOf, setPrefixOf] = useState<TerritoryRow | null>(null);
  const find = (value: string) => {
    const next = new URLSearchParams();
    if (value !== "") next.set("text", value);
    setQuery(next);
  };
  return (
    <Page
      title={nav("nav.territories")}
      lead={a("territory.lead")}
      actions={
        <button type="button" class="button button-main" onClick={() => setTaking(true)}>
          <Icon name="upload" size={16} />
          {a("territory.take")}
        </button>
      }
    >
      <div class="filters">
        <TextField label={a("territory.find")} type="search" value={text} onInput={find} />
      </div>
      {parent === null ? null : (
        <p>
          <a href="/desk/admin/territories">{a("territory.all")}</a> › <b>{placeName(parent)}</b>
        </p>
      )}
      {problem ? <ProblemCard problem={problem} retry={reload} /> : null}
      {data === null ? problem ? null : <Loading /> : null}
      {data && data.length === 0 ? (
        text === "" && parent === null ? (
          <Empty title={a("territory.none")} text={a("territory.none_hint")} />
        ) : (
          <Empty text={a("none_found")} />
        )
      ) : null}
      {data && data.length > 0 ? (
        <div class="table-frame">
          <DataTable
            caption={nav("nav.territories")}
            rows={data}
            keyOf={(row) => row.code}
            nameOf={(row) => words(row.name)}
            columns={columns(setPrefixOf)}
          />
        </div>
      ) : null}
      <ReferenceLayers />
      {prefixOf ? (
        <PrefixDialog
          territory={prefixOf}
          onClose={() => setPrefixOf(null)}
          onDone={() => {
            setPrefixOf(null);
            reload();
          }}
        />
      ) : null}
      {taking ? (
        <TerritoryDialog
          onClose={() => setTaking(false)}
          onDone={() => {
            setTaking(false);
            reload();
          }}
        />
      ) : null}
    </Page>
  );
}

const columns = (setPrefixOf: (row: TerritoryRow) => void): readonly Column<TerritoryRow>[] => [
  {
    name: "name",
    head: a("territory.name"),
    cell: (row) => (
      <>
        {words(row.name) || row.code}
        <span class="cell-second cell-narrow quiet">
          {a("territory.prefix")}: <Prefix row={row} set={setPrefixOf} />
        </span>
      </>
    ),
  },
  { name: "code", head: a("territory.code"), cell: (row) => <code>{row.code}</code>, wideOnly: true },
  { name: "level", head: a("territory.level"), cell: (row) => levelWords(row.level), wideOnly: true },
  {
    name: "prefix",
    head: a("territory.prefix"),
    cell: (row) => <Prefix row={row} set={setPrefixOf} />,
    wideOnly: true,
  },
  {
    name: "sites",
    head: a("territory.sites"),
    number: true,
    cell: (row) => formatNumber(row.sites, 0, language.value),
  },
  {
    name: "children",
    head: a("territory.children"),
    number: true,
    cell: (row) =>
      row.children === 0 ? (
        "0"
      ) : (
        <a href={`/desk/admin/territories?${new URLSearchParams({ parent: row.code })}`}>
          {formatNumber(row.children, 0, language.value)}
          <span class="hidden">: {words(row.name)}</span>
        </a>
      ),
  },
];

/** The prefix, which whoever keeps the territories can set. */
function Prefix({ row, set }: { readonly row: TerritoryRow; readonly set: (row: TerritoryRow) => void }) {
  if (!may("territory.manage")) return <>{row.ref_prefix ?? ""}</>;
  return (
    <button type="button" class="text-button" onClick={() => set(row)}>
      {row.ref_prefix ?? a("territory.prefix_none")}
      <span class="hidden">: {words(row.name)}</span>
    </button>
  );
}

function levelWords(level: number): string {
  const known = (["0", "1", "2", "3", "4"] as const).find((one) => one === String(level));
  return known ? a(`level.${known}`) : String(level);
}
