/** The rows on a map, as tiles: a register of any length costs the page no more than a short one. */

import { useEffect, useRef, useState } from "preact/hooks";
import { tilesAddress } from "../../../api/client";
import { rowTilesAddress } from "../../../api/desk/imports";
import { filterQuery } from "../../../domain/desk/imports";
import { loadRegistryMap } from "../../../map/load";
import type { RegistryMap } from "../../../map/registry-map";
import { themeOf } from "../../../map/theme";
import type { ImportSession } from "../../../state/desk/imports";
import { language, theme } from "../../../state/preferences";
import { Icon } from "../../shared/Icon";
import { ScaleBar } from "../../shared/ScaleBar";
import { t } from "./words";

/** Nothing but the rows is shown: no published site has this reference. */
const NO_SITES = "ref = ''";

const EVERYWHERE = [-12, 35, 45, 62] as const;

export function RowsMap({ session }: { readonly session: ImportSession }) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<RegistryMap | null>(null);
  const [state, setState] = useState<"starting" | "running" | "impossible">("starting");
  const [scale, setScale] = useState(0);
  const [credits, setCredits] = useState("");
  const query = filterQuery(session.filter.value);
  const address = rowTilesAddress(session.id, query);
  const run = session.counts.value;

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    let gone = false;
    void loadRegistryMap()
      .then(({ RegistryMap }) => {
        if (gone) return;
        map.current = new RegistryMap(
          element,
          {
            theme: themeOf(element),
            language: language.peek(),
            title: t("imports.map_title"),
            camera: null,
            bounds: session.bounds.peek() ?? EVERYWHERE,
            tiles: tilesAddress(NO_SITES, ["meets"]),
            coarse: true,
          },
          {
            hover: () => {},
            select: () => {},
            moved: () => {},
            scaled: setScale,
            credited: setCredits,
            streetFailed: () => {},
            row: (row) => void session.pick(row),
          },
        );
        setState("running");
      })
      .catch(() => setState("impossible"));
    return () => {
      gone = true;
      map.current?.remove();
      map.current = null;
    };
  }, []);

  useEffect(() => {
    if (container.current) map.current?.setTheme(themeOf(container.current));
    map.current?.setLanguage(language.value);
  }, [theme.value, language.value]);

  useEffect(() => {
    if (state === "running") map.current?.setRows(address);
  }, [state, address, run]);

  if (state === "impossible") return <p class="map-none rows-map">{t("imports.no_map")}</p>;
  return (
    <div class="rows-map">
      <div class="map-canvas" ref={container} />
      <div class="map-tools">
        <div class="tool-group">
          <button type="button" class="tool" aria-label={t("imports.zoom_in")} onClick={() => map.current?.zoomBy(1)}>
            <Icon name="plus" />
          </button>
          <button type="button" class="tool" aria-label={t("imports.zoom_out")} onClick={() => map.current?.zoomBy(-1)}>
            <Icon name="minus" />
          </button>
        </div>
      </div>
      <ul class="rows-legend" aria-label={t("imports.legend")}>
        {(["new", "changed", "unchanged", "invalid", "held"] as const).map((name) => (
          <li key={name}>
            <span class={`rows-dot rows-dot-${name}`} aria-hidden="true" />
            {t(`imports.row_${name}`)}
          </li>
        ))}
      </ul>
      <div class="map-foot">
        <div class="map-line">
          <ScaleBar metresPerPixel={scale} />
          <p class="credit">{credits}</p>
        </div>
      </div>
    </div>
  );
}
