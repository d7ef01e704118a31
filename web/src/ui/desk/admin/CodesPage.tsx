/** The table of codes: what stands in lists, in three languages, from which standard, and between which days. */

import "../../../styles/desk/admin.css";
import { useState } from "preact/hooks";
import { type CodeList, fetchCodes } from "../../../api/desk/admin";
import { inForce, today } from "../../../domain/codes";
import { place, setQuery } from "../../../state/desk/place";
import { may } from "../../../state/desk/session";
import { language } from "../../../state/preferences";
import { fieldNamed } from "../../../state/registry";
import { Icon } from "../../shared/Icon";
import { nav } from "../navWords";
import { type Column, DataTable } from "../shared/DataTable";
import { SelectField, TextField } from "../shared/fields";
import { Page } from "../shared/Page";
import { Empty, Loading, ProblemCard } from "../shared/states";
import { useLoad } from "../shared/useLoad";
import { CodeDialog } from "./CodeDialog";
import type { CodeRow } from "./codeForm";
import { listWords, validWords } from "./codeWords";
import { a } from "./words";

/** Lists in the order of their names; those that no field has stand at the end. */
function listOptions(lists: readonly CodeList[]) {
  const bare = (list: CodeList) => (list.fields.some((name) => fieldNamed(name) !== undefined) ? 0 : 1);
  return [...lists]
    .sort((one, other) => bare(one) - bare(other) || listWords(one).localeCompare(listWords(other), language.value))
    .map((one) => ({ value: one.list, label: listWords(one) }));
}

type ListedCode = CodeRow & { readonly list: string };

/** What the dialog is about: a code of a list, or a new one. */
interface Asked {
  readonly list: CodeList;
  readonly code: CodeRow | null;
}

export function CodesPage() {
  const { data, problem, reload } = useLoad((signal) => fetchCodes(signal), []);
  const query = new URLSearchParams(place.value.query);
  const text = query.get("text") ?? "";
  const wanted = query.get("list") ?? "kind";
  const chosen = data?.find((one) => one.list === wanted) ?? data?.[0];
  const put = (name: string, value: string) => {
    const next = new URLSearchParams(place.value.query);
    if (value === "") next.delete(name);
    else next.set(name, value);
    setQuery(next);
  };
  const [asked, setAsked] = useState<Asked | null>(null);
  const rows: readonly ListedCode[] =
    text === ""
      ? (chosen?.codes ?? []).map((code) => ({ ...code, list: chosen?.list ?? "" }))
      : (data ?? []).flatMap(({ list, codes }) =>
          codes.filter((code) => holds(code, text)).map((code) => ({ ...code, list })),
        );
  const open = (row: ListedCode) => {
    const list = data?.find((one) => one.list === row.list);
    if (list) setAsked({ list, code: row });
  };
  const shown = rows.slice(0, 500);
  return (
    <Page title={nav("nav.codes")} lead={a("code.lead")}>
      {problem ? <ProblemCard problem={problem} retry={reload} /> : null}
      {data === null ? problem ? null : <Loading /> : null}
      {data ? (
        <div class="filters">
          <SelectField
            label={a("code.list")}
            value={chosen?.list ?? ""}
            options={listOptions(data)}
            onChange={(list) => {
              const next = new URLSearchParams();
              next.set("list", list);
              setQuery(next);
            }}
          />
          <TextField label={a("code.find")} type="search" value={text} onInput={(value) => put("text", value)} />
          {text === "" && chosen && chosen.form !== null && may("code.manage") ? (
            <button type="button" class="button" onClick={() => setAsked({ list: chosen, code: null })}>
              <Icon name="plus" size={16} />
              {a("code.add")}
            </button>
          ) : null}
        </div>
      ) : null}
      {data && text === "" && chosen ? (
        <p class="quiet">
          {chosen.members.length > 0 ? (
            <>
              {a("code.members")} <code>{chosen.members.join(", ")}</code>.{" "}
            </>
          ) : null}
          {chosen.form === null ? a("code.closed") : null}
        </p>
      ) : null}
      {data && rows.length === 0 ? <Empty text={a("none_found")} /> : null}
      {shown.length > 0 ? (
        <div class="table-frame">
          <DataTable
            caption={nav("nav.codes")}
            rows={shown}
            keyOf={(row) => `${row.list}.${row.code}`}
            nameOf={(row) => row.code}
            columns={columns(text !== "")}
            onOpen={may("code.manage") ? open : undefined}
            opens={(row) => row.current}
          />
        </div>
      ) : null}
      {asked ? (
        <CodeDialog
          list={asked.list}
          code={asked.code}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            reload();
          }}
        />
      ) : null}
      {rows.length > shown.length ? <p class="quiet">{a("code.more", { n: rows.length - shown.length })}</p> : null}
    </Page>
  );
}

function holds(code: CodeList["codes"][number], text: string): boolean {
  const all = [code.code, ...Object.values(code.label)].join(" ").toLowerCase();
  return all.includes(text.trim().toLowerCase());
}

function columns(listed: boolean): readonly Column<ListedCode>[] {
  const list: Column<ListedCode> = { name: "list", head: a("code.list"), cell: (row) => <code>{row.list}</code> };
  return [
    {
      name: "code",
      head: a("code.code"),
      cell: (row) => <code>{row.code}</code>,
    },
    ...(listed ? [list] : []),
    ...(["uk", "en", "ru"] as const).map((code) => ({
      name: code,
      head: a(`lang.${code}`),
      cell: (row: ListedCode) => <span lang={code}>{row.label[code] ?? ""}</span>,
      wideOnly: code !== language.value,
    })),
    { name: "standard", head: a("code.standard"), cell: (row) => row.standard ?? "", wideOnly: true },
    { name: "valid", head: a("code.valid"), cell: validity },
  ];
}

function validity(row: CodeRow) {
  if (!row.current) return a("code.kept");
  const days = validWords(row);
  return (
    <span class="row-acts">
      {inForce(row, today()) ? days : <span class="badge badge-off">{days}</span>}
      {row.changed_at ? <span class="badge">{a(row.provided ? "code.own_words" : "code.own_code")}</span> : null}
    </span>
  );
}
