/** Where a territory is chosen by its name or code, out of all that the registry has. */

import { useEffect, useRef, useState } from "preact/hooks";
import { fetchTerritories, type TerritoryRow } from "../../../api/desk/admin";
import { territoryText } from "../../../state/desk/territories";
import { Combobox } from "../../shared/Combobox";
import { words } from "../../shared/text";
import { c } from "./controlWords";
import { Field } from "./fields";

/** How many territories are offered at once. */
const MOST = 20;

/** `value` is the code of the territory, "" for everywhere. What is written and is no territory is told, and is not sent. */
export function TerritoryField({
  value,
  onInput,
  label,
  hint,
  disabled = false,
}: {
  readonly value: string;
  readonly onInput: (code: string) => void;
  readonly label: string;
  readonly hint?: string;
  readonly disabled?: boolean;
}) {
  const [text, setText] = useState<string | null>(null);
  const [found, setFound] = useState<readonly TerritoryRow[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const wanted = (text ?? "").trim();
  useEffect(() => {
    if (text === null) return;
    const abort = new AbortController();
    fetchTerritories({ parent: null, text: wanted, limit: MOST }, abort.signal).then(
      (rows) => {
        setFound(rows);
        const same = rows.filter((row) => row.code === wanted || words(row.name) === wanted);
        if (wanted !== "" && same.length === 1 && same[0]) onInput(same[0].code);
      },
      () => {},
    );
    return () => abort.abort();
  }, [text]);
  const open = wanted !== "" && value === "";
  useEffect(() => input.current?.setCustomValidity(open ? c("territory.pick") : ""), [open]);
  const told = value === "" ? (open ? c("territory.pick") : (hint ?? c("territory.everywhere"))) : value;
  return (
    <Field label={label} hint={told}>
      {({ id, describedBy }) => (
        <Combobox
          id={id}
          input={input}
          label={label}
          describedBy={describedBy}
          disabled={disabled}
          none={c("territory.no_such")}
          text={text ?? (value === "" ? "" : words(territoryText(value)) || value)}
          choices={
            text === null ? [] : found.map((row) => ({ value: row.code, label: words(row.name), detail: row.code }))
          }
          onText={(written) => {
            setText(written);
            onInput("");
          }}
          onChoose={(choice) => {
            setText(choice.label);
            onInput(choice.value);
          }}
        />
      )}
    </Field>
  );
}
