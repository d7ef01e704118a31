/** The layers of cadastral parcels that are loaded, and how one is. */

import { useEffect } from "preact/hooks";
import type { ParcelLayer } from "../../../api/desk/parcels";
import { formatDay, formatNumber } from "../../../domain/format";
import { parcelLayers, wantParcelLayers } from "../../../state/desk/parcels";
import { language } from "../../../state/preferences";
import { type Column, DataTable } from "../shared/DataTable";
import { a } from "./words";

export function ParcelLayers() {
  useEffect(() => void wantParcelLayers(), []);
  const layers = parcelLayers.value;
  return (
    <section aria-labelledby="layers-title">
      <h2 class="section-title" id="layers-title">
        {a("layer.title")}
      </h2>
      <p class="quiet">
        {a("layer.lead")} <code>landbank parcel import</code>
      </p>
      {layers.length === 0 ? (
        <p class="quiet">{a("layer.none")}</p>
      ) : (
        <div class="table-frame">
          <DataTable
            caption={a("layer.title")}
            rows={layers}
            keyOf={(layer) => layer.name}
            nameOf={(layer) => layer.name}
            columns={COLUMNS()}
          />
        </div>
      )}
    </section>
  );
}

const COLUMNS = (): readonly Column<ParcelLayer>[] => [
  { name: "name", head: a("layer.name"), cell: (layer) => layer.name },
  {
    name: "source",
    head: a("layer.source"),
    cell: (layer) => [layer.source, layer.licence].filter(Boolean).join(" · "),
  },
  {
    name: "as_of",
    head: a("layer.as_of"),
    cell: (layer) => (layer.as_of ? formatDay(layer.as_of, language.value) : "–"),
    wideOnly: true,
  },
  {
    name: "count",
    head: a("layer.count"),
    number: true,
    cell: (layer) => formatNumber(layer.parcels, 0, language.value),
  },
  {
    name: "loaded",
    head: a("layer.loaded"),
    cell: (layer) => formatDay(layer.loaded_at, language.value),
    wideOnly: true,
  },
];
