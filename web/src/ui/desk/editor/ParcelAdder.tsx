/** Adds a parcel by its cadastral number, and says which published sites hold that number already. */

import { useId, useState } from "preact/hooks";
import { sitesWithNumber } from "../../../api/desk/editor";
import { useForm } from "./form";
import { t } from "./words";

export function ParcelAdder() {
  const form = useForm();
  const id = useId();
  const [number, setNumber] = useState("");
  const [held, setHeld] = useState<readonly string[]>([]);
  const add = () => {
    const wanted = number.trim();
    if (wanted === "") return;
    form.session.add("parcels", { cadastre: "ua", cadastral_number: wanted });
    setNumber("");
    setHeld([]);
    sitesWithNumber(wanted, new AbortController().signal).then(
      (refs) => setHeld(refs.filter((ref) => ref !== form.session.ref)),
      () => setHeld([]),
    );
  };
  return (
    <div class="parcel-adder">
      <label for={id} class="field-label">
        {t("parcel.number")}
      </label>
      <span class="parcel-line">
        <input
          id={id}
          class="input text"
          value={number}
          maxLength={100}
          placeholder="0000000000:00:000:0000"
          onInput={(event) => setNumber(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") add();
          }}
        />
        <button type="button" class="button button-small" onClick={add}>
          {t("parcel.add")}
        </button>
      </span>
      {held.length > 0 ? (
        <p class="note note-warn" role="status">
          {t("parcel.held")}{" "}
          {held.map((ref) => (
            <a key={ref} href={`/desk/sites/${encodeURIComponent(ref)}`}>
              {ref}
            </a>
          ))}
        </p>
      ) : null}
    </div>
  );
}
