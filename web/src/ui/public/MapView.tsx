/** The map beside the list, with its tools, its legend and the selected site. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Site } from "../../api/types";
import type { RegistryMap } from "../../map/registry-map";
import { drawing, drawMode } from "../../state/drawing";
import { narrow } from "../../state/screen";
import { view } from "../../state/view";
import { Icon, type IconName } from "../shared/Icon";
import { ScaleBar } from "../shared/ScaleBar";
import { t } from "../shared/text";
import { DrawHint } from "./DrawHint";
import { startToDraw } from "./fields/AreaPicker";
import { Legend } from "./Legend";
import { startMap, stockBounds, streetStyle } from "./mapLink";
import { SitePanel } from "./SitePanel";

interface Props {
  /** The map is all of the page: it is shown on a phone too, areas are not drawn on it, and its foot shows this. */
  readonly alone?: ComponentChildren;
}

export function MapView({ alone }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<RegistryMap | null>(null);
  const [state, setState] = useState<"starting" | "running" | "impossible">("starting");
  const [scale, setScale] = useState(0);
  const [streets, setStreets] = useState<"off" | "on" | "failed">("off");
  const [credits, setCredits] = useState("");
  const visible = alone !== undefined || !narrow.value || view.value.map;
  const wanted = useRef(false);
  wanted.current ||= visible;

  useEffect(() => {
    const element = container.current;
    if (!element || !wanted.current || map.current) return;
    let stop = () => {};
    let gone = false;
    void startMap(element, { scaled: setScale, credited: setCredits, streetFailed: () => setStreets("failed") })
      .then((started) => {
        if (gone) return started.map.remove();
        map.current = started.map;
        stop = started.stop;
        setState("running");
        if (streetStyle()) setStreets("on");
      })
      .catch(() => setState("impossible"));
    return () => {
      gone = true;
      stop();
      map.current?.remove();
      map.current = null;
    };
  }, [wanted.current]);

  if (state === "impossible") return <NoMap alone={alone} />;
  const zoomTo = (site: Site) => {
    if (site.bbox) map.current?.fit(site.bbox, { top: 60, left: 60, right: 60, bottom: 340 }, 16);
  };
  const toggleStreets = () => {
    const url = streetStyle();
    if (!map.current || !url) return;
    if (streets === "on") map.current.usePlan();
    else void map.current.useStreets(url);
    setStreets(streets === "on" ? "off" : "on");
  };
  return (
    <div class="map" hidden={!visible}>
      <div class="map-canvas" ref={container} />
      {state === "starting" ? <p class="map-wait quiet">{t("map.loading")}</p> : null}
      <div class="map-tools">
        <div class="tool-group">
          <Tool label={t("map.zoom_in")} icon="plus" press={() => map.current?.zoomBy(1)} />
          <Tool label={t("map.zoom_out")} icon="minus" press={() => map.current?.zoomBy(-1)} />
          <Tool label={t("map.all")} icon="view" press={() => map.current?.fit(stockBounds())} />
        </div>
        {alone === undefined ? (
          <div class="tool-group">
            <Tool
              label={t("area.box")}
              icon="box"
              pressed={drawMode.value === "box"}
              press={() => startToDraw("box")}
            />
            <Tool
              label={t("area.polygon")}
              icon="polygon"
              pressed={drawMode.value === "polygon"}
              press={() => startToDraw("polygon")}
            />
          </div>
        ) : null}
        {streetStyle() ? (
          <div class="tool-group">
            <Tool label={t("map.streets")} icon="map" pressed={streets === "on"} press={toggleStreets} />
          </div>
        ) : null}
      </div>
      {drawing.value ? <DrawHint drawing={drawing.value} /> : null}
      {streets === "failed" ? <p class="map-note">{t("map.street_failed")}</p> : null}
      <Legend fails={view.value.list === "fails"} />
      <div class="map-foot">
        {alone ?? (narrow.value ? null : <SitePanel zoomTo={zoomTo} />)}
        <div class="map-line">
          <ScaleBar metresPerPixel={scale} />
          <p class="credit">{credits}</p>
        </div>
      </div>
    </div>
  );
}

function Tool({
  label,
  icon,
  press,
  pressed,
}: {
  readonly label: string;
  readonly icon: IconName;
  readonly press: () => void;
  readonly pressed?: boolean;
}) {
  return (
    <button type="button" class="tool" aria-label={label} title={label} aria-pressed={pressed} onClick={press}>
      <Icon name={icon} />
    </button>
  );
}

/** The page works without the map: everything is on the list. */
function NoMap({ alone }: Props) {
  return (
    <section
      class="map map-none"
      aria-label={t("map.title")}
      hidden={alone === undefined && narrow.value && !view.value.map}
    >
      <div class="empty">
        <p class="empty-title">{t("map.none")}</p>
        <p>{t("map.none_hint")}</p>
      </div>
      <div class="map-foot">{alone ?? (narrow.value ? null : <SitePanel zoomTo={null} />)}</div>
    </section>
  );
}
