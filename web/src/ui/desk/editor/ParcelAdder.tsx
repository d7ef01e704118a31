/** Adds a parcel by its cadastral number, as a layer of parcels has it where one is loaded. */

import { useEffect, useId, useState } from "preact/hooks";
import { type LayerParcel, parcelsBeginning } from "../../../api/desk/parcels";
import { addNumber, type ParcelNews, parcelLayers, takeOutline } from "../../../state/desk/parcels";
import { Combobox } from "../../shared/Combobox";
import { areaWords } from "../../shared/text";
import { labelOf, useForm } from "./form";
import { ParcelNewsNote } from "./ParcelNewsNote";
import { t } from "./words";

/** Fewer characters begin too many numbers to be of help. */
const LEAST_CHARACTERS = 2;

export function ParcelAdder() {
  const form = useForm();
  const { session } = form;
  const id = useId();
  const [number, setNumber] = useState("");
  const [news, setNews] = useState<ParcelNews | null>(null);
  const suggested = useSuggestions(number.trim());
  const add = (wanted: string) => {
    if (wanted === "") return;
    setNumber("");
    void addNumber(session, wanted).then(setNews);
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
          proposes
          text={number}
          choices={suggested.map((one) => ({
            value: one.cadastral_number,
            label: one.cadastral_number,
            detail: [areaWords(one.area_m2 ?? one.measured_m2), labelOf(form, "ownership", one.ownership)]
              .filter((word) => word !== "")
              .join(" · "),
          }))}
          onText={setNumber}
          onChoose={({ value }) => add(value)}
          onEnter={() => add(number.trim())}
        />
        <button type="button" class="button button-small" onClick={() => add(number.trim())}>
          {t("parcel.add")}
        </button>
      </span>
      {news ? <ParcelNewsNote news={news} takeOutline={() => setNews(takeOutline(session, news))} /> : null}
    </div>
  );
}

/** Parcels of the layers whose numbers begin so, each number once. */
function useSuggestions(prefix: string): readonly LayerParcel[] {
  const [found, setFound] = useState<readonly LayerParcel[]>([]);
  const asks = parcelLayers.value.length > 0 && prefix.length >= LEAST_CHARACTERS;
  useEffect(() => {
    if (!asks) {
      setFound([]);
      return;
    }
    const abort = new AbortController();
    parcelsBeginning(prefix, abort.signal).then(
      (list) =>
        setFound([...new Map(list.toReversed().map((one) => [one.cadastral_number, one])).values()].toReversed()),
      () => {},
    );
    return () => abort.abort();
  }, [prefix, asks]);
  return found;
}
