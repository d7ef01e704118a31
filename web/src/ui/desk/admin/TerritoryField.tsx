/** Where a territory is chosen by its code, with what its name holds offered while one writes. */

import { useEffect, useId, useState } from "preact/hooks";
import { fetchTerritories, type TerritoryRow } from "../../../api/desk/admin";
import { words } from "../../shared/text";
import { Field } from "../shared/fields";
import { a } from "./words";

export function TerritoryField({
  value,
  onInput,
  label,
}: {
  readonly value: string;
  readonly onInput: (code: string) => void;
  readonly label: string;
}) {
  const [found, setFound] = useState<readonly TerritoryRow[]>([]);
  const list = useId();
  useEffect(() => {
    const text = value.trim();
    if (text === "") {
      setFound([]);
      return;
    }
    const abort = new AbortController();
    fetchTerritories({ parent: null, text, limit: 20 }, abort.signal).then(setFound, () => {});
    return () => abort.abort();
  }, [value]);
  const chosen = found.find((one) => one.code === value.trim());
  const hint =
    value.trim() === "" ? a("grant.everywhere") : chosen ? words(chosen.name) : a("grant.pick", { n: found.length });
  return (
    <Field label={label} hint={hint}>
      {({ id, describedBy }) => (
        <>
          <input
            id={id}
            class="input text"
            list={list}
            value={value}
            autocomplete="off"
            aria-describedby={describedBy}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
          <datalist id={list}>
            {found.map((one) => (
              <option key={one.code} value={one.code}>
                {words(one.name)}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
