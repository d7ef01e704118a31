/** Adds a parcel by its cadastral number, out of the cadastre where one is loaded, and says which sites hold it. */

import { useEffect, useId, useState } from "preact/hooks";
import { sitesWithNumber } from "../../../api/desk/editor";
import { type CadastralParcel, parcelsNumbered } from "../../../api/desk/parcels";
import { hasParcel } from "../../../domain/desk/parcel";
import { parcelLayer, parcelLayers, wantParcelLayers } from "../../../state/desk/parcels";
import { Combobox } from "../../shared/Combobox";
import { areaWords } from "../../shared/text";
import { useForm } from "./form";
import { t } from "./words";

/** From so many characters on, numbers are looked up. */
const LEAST = 3;

export function ParcelAdder() {
  const form = useForm();
  const id = useId();
  const [number, setNumber] = useState("");
  const [found, setFound] = useState<readonly CadastralParcel[]>([]);
  const [outlined, setOutlined] = useState(true);
  const [held, setHeld] = useState<readonly string[]>([]);
  const [told, setTold] = useState<"taken" | "there" | "unknown" | null>(null);
  const loaded = parcelLayers.value.length > 0;
  useEffect(() => void wantParcelLayers(), []);
  useEffect(() => {
    const going = new AbortController();
    if (!loaded || number.trim().length < LEAST) setFound([]);
    else parcelsNumbered(number.trim(), going.signal).then(setFound, () => {});
    return () => going.abort();
  }, [number, loaded]);

  const add = (wanted: string, parcel: CadastralParcel | undefined) => {
    if (wanted === "") return;
    if (hasParcel(form.record, wanted)) setTold("there");
    else if (parcel) {
      form.session.takeParcel(parcel, parcelLayer(parcel.layer), outlined);
      setTold("taken");
    } else {
      form.session.add("parcels", { cadastre: "ua", cadastral_number: wanted });
      setTold(loaded ? "unknown" : null);
    }
    setNumber("");
    setHeld([]);
    sitesWithNumber(wanted, new AbortController().signal).then(
      (refs) => setHeld(refs.filter((ref) => ref !== form.session.ref)),
      () => setHeld([]),
    );
  };
  const addWritten = () => {
    const wanted = number.trim();
    add(
      wanted,
      found.find((parcel) => parcel.number === wanted),
    );
  };
  return (
    <div class="parcel-adder">
      <label for={id} class="field-label">
        {t("parcel.number")}
      </label>
      <span class="parcel-line">
        <Combobox
          id={id}
          label={t("parcel.number")}
          placeholder="0000000000:00:000:0000"
          maxLength={100}
          text={number}
          choices={found.map((parcel) => ({
            value: `${parcel.layer} ${parcel.number}`,
            label: parcel.number,
            detail: parcel.area_m2 === null ? parcel.layer : areaWords(parcel.area_m2),
          }))}
          onText={(text) => {
            setNumber(text);
            setTold(null);
          }}
          onChoose={({ value, label }) =>
            add(
              label,
              found.find((parcel) => `${parcel.layer} ${parcel.number}` === value),
            )
          }
          onEnter={addWritten}
        />
        <button type="button" class="button button-small" onClick={addWritten}>
          {t("parcel.add")}
        </button>
      </span>
      {loaded ? (
        <label class="check">
          <input type="checkbox" checked={outlined} onChange={(event) => setOutlined(event.currentTarget.checked)} />
          {t("parcel.with_outline")}
        </label>
      ) : null}
      {told ? (
        <p class={told === "taken" ? "note" : "note note-warn"} role="status">
          {t(`parcel.told_${told}`)}
        </p>
      ) : null}
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
