/** How the files of sources are read, as somebody stated it with an import. */

import "../../../styles/desk/admin.css";
import { useState } from "preact/hooks";
import { fetchMappings, forgetMapping, type Mapping } from "../../../api/desk/admin";
import { asProblem, type Problem } from "../../../api/problem";
import { formatInstant } from "../../../domain/desk/time";
import { ask, say } from "../../../state/desk/notices";
import { language } from "../../../state/preferences";
import { fieldNamed } from "../../../state/registry";
import { words } from "../../shared/text";
import { nav } from "../navWords";
import { Person } from "../people/Person";
import { type Column, DataTable } from "../shared/DataTable";
import { Dialog } from "../shared/Dialog";
import { Page } from "../shared/Page";
import { Empty, Loading, ProblemCard } from "../shared/states";
import { useLoad } from "../shared/useLoad";
import { a } from "./words";

export function MappingsPage() {
  const { data, problem, reload } = useLoad((signal) => fetchMappings(signal), []);
  const [open, setOpen] = useState<Mapping | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const forget = async (mapping: Mapping) => {
    const question = { title: a("mapping.forget_ask", { source: mapping.source }), text: a("mapping.forget_text") };
    const { yes } = await ask({ ...question, yes: a("mapping.forget"), grave: true });
    if (!yes) return;
    setRefused(null);
    try {
      await forgetMapping(mapping.source);
      setOpen(null);
      say(a("mapping.forgotten", { source: mapping.source }));
      reload();
    } catch (error) {
      setRefused(asProblem(error));
    }
  };
  return (
    <Page title={nav("nav.mappings")} lead={a("mapping.lead")}>
      {problem ? <ProblemCard problem={problem} retry={reload} /> : null}
      {refused ? <ProblemCard problem={refused} /> : null}
      {data === null ? problem ? null : <Loading /> : null}
      {data && data.length === 0 ? <Empty title={a("mapping.none")} text={a("mapping.none_hint")} /> : null}
      {data && data.length > 0 ? (
        <div class="table-frame">
          <DataTable
            caption={nav("nav.mappings")}
            rows={data}
            keyOf={(mapping) => mapping.source}
            nameOf={(mapping) => mapping.source}
            onOpen={setOpen}
            columns={columns((mapping) => void forget(mapping))}
          />
        </div>
      ) : null}
      {open ? <MappingDialog mapping={open} onClose={() => setOpen(null)} /> : null}
    </Page>
  );
}

function columns(forget: (mapping: Mapping) => void): readonly Column<Mapping>[] {
  return [
    { name: "source", head: a("mapping.source"), cell: (mapping) => mapping.source },
    { name: "profile", head: a("mapping.profile"), cell: (mapping) => <code>{mapping.profile}</code>, wideOnly: true },
    { name: "columns", head: a("mapping.columns"), number: true, cell: (mapping) => mapping.columns.length },
    {
      name: "changed",
      head: a("mapping.changed"),
      wideOnly: true,
      cell: (mapping) => (
        <>
          {formatInstant(mapping.changed_at, language.value)}, <Person id={mapping.changed_by} />
        </>
      ),
    },
    {
      name: "acts",
      head: a("acts"),
      cell: (mapping) => (
        <button type="button" class="button button-small" onClick={() => forget(mapping)}>
          {a("mapping.forget")}
          <span class="hidden">: {mapping.source}</span>
        </button>
      ),
    },
  ];
}

function MappingDialog({ mapping, onClose }: { readonly mapping: Mapping; readonly onClose: () => void }) {
  return (
    <Dialog wide title={a("mapping.of", { source: mapping.source })} onClose={onClose}>
      <p>
        {a("mapping.read_as", { profile: mapping.profile })} {mapping.crs ? a("mapping.crs", { crs: mapping.crs }) : ""}
      </p>
      <div class="table-frame">
        <table class="data">
          <caption class="hidden">{a("mapping.columns")}</caption>
          <thead>
            <tr>
              <th scope="col">{a("mapping.column")}</th>
              <th scope="col">{a("mapping.field")}</th>
              <th scope="col">{a("mapping.unit")}</th>
            </tr>
          </thead>
          <tbody>
            {mapping.columns.map((column) => (
              <tr key={column.column}>
                <th scope="row">{column.column}</th>
                <td>{fieldWords(column.field)}</td>
                <td>
                  {[column.unit, column.decimal ? a("mapping.decimal", { mark: column.decimal }) : ""]
                    .filter(Boolean)
                    .join(", ")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}

function fieldWords(name: string): string {
  if (name === "-") return a("mapping.not_read");
  const field = fieldNamed(name);
  return field ? words(field.label) : name;
}
