/** The outline of a site: drawn and changed on the map, in lists and by pasting. */

import { useMemo, useRef, useState } from "preact/hooks";
import type { Geometry } from "../../../api/desk/geometry";
import type { Corner } from "../../../domain/area";
import { commonArea, outlineArea } from "../../../domain/desk/outline-area";
import type { Tool } from "../../../domain/desk/outline-edit";
import { type ParcelNews, parcelLayers, parcelsShown } from "../../../state/desk/parcels";
import { Icon, type IconName } from "../../shared/Icon";
import { ScaleBar } from "../../shared/ScaleBar";
import { areaWords } from "../../shared/text";
import { OutlineCorner } from "./OutlineCorner";
import { OutlineParts } from "./OutlineParts";
import { OutlinePaste } from "./OutlinePaste";
import { OutlinePoint } from "./OutlinePoint";
import { type OutlineWord, o } from "./outlineWords";
import { ParcelNewsNote } from "./ParcelNewsNote";
import { type OutlineMap, useOutline } from "./useOutline";
import "../../../styles/desk/outline.css";

export interface OutlineEditorProps {
  /** An outline that nobody changes is never given back but as the very same object. */
  readonly value: Geometry | null;
  readonly onChange: (place: Geometry | null) => void;
  readonly siteRef: string | null;
  /** Takes the parcel at a place on the map; settles with what came of it. */
  readonly takeParcel: (at: Corner) => Promise<ParcelNews>;
}

export function OutlineEditor({ value, onChange, siteRef, takeParcel }: OutlineEditorProps) {
  const container = useRef<HTMLDivElement>(null);
  const [news, setNews] = useState<ParcelNews | null>(null);
  const outline = useOutline(container, value, siteRef, onChange, (at) => void takeParcel(at).then(setNews));
  const [pasting, setPasting] = useState(false);
  const { state, editing, act } = outline;
  return (
    <section class="outline-editor" aria-label={o("outline.title")}>
      <Tools outline={outline} paste={() => setPasting(true)} />
      <div class="outline-map outline-editor-map" hidden={state === "impossible"}>
        <div class="map-canvas" ref={container} />
        <MapButtons outline={outline} />
        <div class="map-foot">
          <div class="map-line">
            <ScaleBar metresPerPixel={outline.scale} />
            <p class="credit">{[outline.credits, ...outline.cadastres].join(" · ")}</p>
          </div>
        </div>
      </div>
      {state === "impossible" ? <p class="quiet">{o("outline.no_map")}</p> : null}
      <Hint outline={outline} place={value} />
      {news && editing.tool === "parcel" ? <ParcelNewsNote news={news} /> : null}
      <OutlinePoint value={value} onChange={onChange} draw={() => act({ do: "tool", tool: "part" })} />
      <OutlineCorner editing={editing} act={act} />
      <OutlineParts editing={editing} act={act} />
      <Overlaps outline={outline} />
      {pasting ? <OutlinePaste editing={editing} act={act} onPoint={onChange} close={() => setPasting(false)} /> : null}
    </section>
  );
}

const TOOLS: readonly { readonly tool: Tool; readonly icon: IconName }[] = [
  { tool: "edit", icon: "corner" },
  { tool: "part", icon: "polygon" },
  { tool: "hole", icon: "hole" },
  { tool: "line", icon: "cut" },
  { tool: "parcel", icon: "parcel" },
];

/** What can be done without an outline. */
const BEGINS: readonly Tool[] = ["part", "parcel"];

function Tools({ outline, paste }: { readonly outline: OutlineMap; readonly paste: () => void }) {
  const { editing, act, state } = outline;
  const empty = editing.outline.parts.length === 0;
  return (
    <div class="outline-tools" role="toolbar" aria-label={o("outline.tools")}>
      {TOOLS.filter(({ tool }) => tool !== "parcel" || parcelLayers.value.length > 0).map(({ tool, icon }) => (
        <button
          key={tool}
          type="button"
          class="button button-small"
          aria-pressed={editing.tool === tool && !(empty && tool === "edit")}
          disabled={state !== "running" || (empty && !BEGINS.includes(tool))}
          onClick={() => act({ do: "tool", tool })}
        >
          <Icon name={icon} size={16} />
          {o(`outline.${tool}`)}
        </button>
      ))}
      <span class="outline-tools-rest">
        <button
          type="button"
          class="icon-button"
          aria-label={o("outline.undo")}
          title={o("outline.undo")}
          disabled={editing.past.length === 0 && editing.corners.length === 0}
          onClick={() => act({ do: "undo" })}
        >
          <Icon name="undo" />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={o("outline.redo")}
          title={o("outline.redo")}
          disabled={editing.future.length === 0}
          onClick={() => act({ do: "redo" })}
        >
          <Icon name="redo" />
        </button>
        <button type="button" class="button button-small" onClick={paste}>
          <Icon name="paste" size={16} />
          {o("outline.paste")}
        </button>
      </span>
    </div>
  );
}

function MapButtons({ outline }: { readonly outline: OutlineMap }) {
  return (
    <div class="map-tools">
      <div class="tool-group">
        <MapButton icon="plus" label={o("outline.zoom_in")} press={() => outline.zoom(1)} />
        <MapButton icon="minus" label={o("outline.zoom_out")} press={() => outline.zoom(-1)} />
        <MapButton icon="view" label={o("outline.fit")} press={outline.fit} />
      </div>
      {parcelLayers.value.length > 0 ? (
        <div class="tool-group">
          <button
            type="button"
            class="tool"
            aria-label={o("outline.show_parcels")}
            title={o("outline.show_parcels")}
            aria-pressed={parcelsShown.value}
            onClick={() => {
              parcelsShown.value = !parcelsShown.value;
            }}
          >
            <Icon name="parcel" />
          </button>
        </div>
      ) : null}
    </div>
  );
}

function MapButton(props: { readonly icon: IconName; readonly label: string; readonly press: () => void }) {
  return (
    <button type="button" class="tool" aria-label={props.label} title={props.label} onClick={props.press}>
      <Icon name={props.icon} />
    </button>
  );
}

/** What to do next, or what is wrong; with buttons for those without a keyboard. */
function Hint({ outline, place }: { readonly outline: OutlineMap; readonly place: Geometry | null }) {
  const { editing, act, state } = outline;
  const { tool, corners, fault } = editing;
  const empty = editing.outline.parts.length === 0;
  if (state !== "running" || (empty && tool === "edit" && place?.type === "Point")) return null;
  const hint: OutlineWord = empty && tool === "edit" ? "outline.hint_empty" : `outline.hint_${tool}`;
  return (
    <div class="outline-hint" role="status" data-fault={fault !== null}>
      <p>{fault ? o(`outline.fault_${fault}`) : o(hint)}</p>
      {tool === "edit" ? null : (
        <div>
          {tool === "parcel" ? null : (
            <button
              type="button"
              class="button button-small"
              disabled={corners.length === 0}
              onClick={() => act({ do: "back" })}
            >
              {o("outline.back")}
            </button>
          )}
          <button type="button" class="button button-small" onClick={() => act({ do: "tool", tool: "edit" })}>
            {o(tool === "parcel" ? "outline.finish" : "outline.cancel")}
          </button>
          {tool === "parcel" ? null : (
            <button
              type="button"
              class="button button-small button-main"
              disabled={corners.length < (tool === "line" ? 2 : 3)}
              onClick={() => act({ do: "finish" })}
            >
              {o("outline.finish")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** Less in common than that is the breadth of a line. */
const LEAST_OVERLAP_M2 = 1;

/** The area, and what the outline has in common with published sites. */
function Overlaps({ outline: { editing, neighbours } }: { readonly outline: OutlineMap }) {
  const area = useMemo(() => outlineArea(editing.outline), [editing.outline]);
  const overlaps = useMemo(
    () =>
      neighbours
        .map((one) => ({ ...one, common: commonArea(editing.outline, one.geometry) }))
        .filter(({ common }) => common > LEAST_OVERLAP_M2)
        .toSorted((a, b) => b.common - a.common),
    [editing.outline, neighbours],
  );
  if (area === 0) return null;
  return (
    <div class="outline-sums">
      <p>
        <b>{o("outline.area", { area: areaWords(area) })}</b> <span class="quiet">{o("outline.area_hint")}</span>
      </p>
      {overlaps.length > 0 ? (
        <>
          <h3>{o("outline.overlaps")}</h3>
          <ul>
            {overlaps.map(({ ref, name, common }) => (
              <li key={ref}>
                <a href={`/sites/${encodeURIComponent(ref)}`} target="_blank" rel="noreferrer">
                  {ref} {name}
                </a>{" "}
                {o("outline.overlap", { area: areaWords(common) })}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
