/** Two outlines of a site over one another: what stays, what was added, what was removed; each by hatch and word. */

import type { Geometry as GeoJSONGeometry } from "geojson";
import { useId } from "preact/hooks";
import type { Geometry } from "../../../api/desk/review";
import { type Sheet, sheetOf } from "../../../domain/plan";
import { roundLength } from "../../shared/ScaleBar";
import { lengthWords } from "../../shared/text";
import { t } from "../review/words";

interface Props {
  readonly before: Geometry | null;
  readonly after: Geometry | null;
  readonly label: string;
}

const WIDTH = 560;
const HEIGHT = 360;

/** The API's geometry, which the schema knows with looser arrays. */
const asGeoJSON = (geometry: Geometry | null) => geometry as unknown as GeoJSONGeometry | null;

export function OutlineDiff({ before, after, label }: Props) {
  const id = useId();
  const sheet = sheetOf([asGeoJSON(before), asGeoJSON(after)], WIDTH, HEIGHT, 36);
  if (!sheet) return <p class="quiet">{t("review.no_outline")}</p>;
  const [old = "", next = ""] = sheet.paths;
  const both = old !== "" && next !== "";
  return (
    <figure class="outline-diff">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <defs>
          <Hatch id={`${id}-added`} name="added" turn={45} />
          <Hatch id={`${id}-removed`} name="removed" turn={-45} />
          <Cut id={`${id}-not-old`} path={old} />
          <Cut id={`${id}-not-new`} path={next} />
        </defs>
        {both ? (
          <>
            <path class="diff-kept" d={next} fill-rule="evenodd" />
            <path d={old} fill-rule="evenodd" fill={`url(#${id}-removed)`} mask={`url(#${id}-not-new)`} />
            <path d={next} fill-rule="evenodd" fill={`url(#${id}-added)`} mask={`url(#${id}-not-old)`} />
          </>
        ) : (
          <path d={old || next} fill-rule="evenodd" fill={`url(#${id}-${next === "" ? "removed" : "added"})`} />
        )}
        <path class="diff-old" d={old} />
        <path class="diff-new" d={next} />
        <Point at={sheet.points[0]} name="old" />
        <Point at={sheet.points[1]} name="new" />
        <Scale sheet={sheet} />
      </svg>
      <figcaption>
        <ul class="diff-legend">
          {before ? (
            <li>
              <span class="diff-key diff-key-old" aria-hidden="true" /> {t("review.outline_before")}
            </li>
          ) : null}
          <li>
            <span class="diff-key diff-key-new" aria-hidden="true" /> {t("review.outline_after")}
          </li>
          {both ? (
            <>
              <li>
                <span class="diff-key diff-key-added" aria-hidden="true" /> {t("review.added")}
              </li>
              <li>
                <span class="diff-key diff-key-removed" aria-hidden="true" /> {t("review.removed")}
              </li>
            </>
          ) : null}
        </ul>
      </figcaption>
    </figure>
  );
}

/** One outline alone. */
export function OutlineSheet({ geometry, label }: { readonly geometry: Geometry | null; readonly label: string }) {
  const sheet = sheetOf([asGeoJSON(geometry)], WIDTH, HEIGHT, 36);
  if (!sheet) return <p class="quiet">{t("review.no_outline")}</p>;
  return (
    <figure class="outline-diff">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <path class="diff-kept" d={sheet.paths[0]} fill-rule="evenodd" />
        <path class="diff-new" d={sheet.paths[0]} />
        <Point at={sheet.points[0]} name="new" />
        <Scale sheet={sheet} />
      </svg>
    </figure>
  );
}

function Hatch({ id, name, turn }: { readonly id: string; readonly name: string; readonly turn: number }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform={`rotate(${turn})`}>
      <rect class={`diff-ground-${name}`} width="6" height="6" />
      <rect class={`diff-line-${name}`} width="2" height="6" />
    </pattern>
  );
}

/** Everything but an outline, holes counted. */
function Cut({ id, path }: { readonly id: string; readonly path: string }) {
  return (
    <mask id={id} maskUnits="userSpaceOnUse" x="0" y="0" width={WIDTH} height={HEIGHT}>
      <rect width={WIDTH} height={HEIGHT} fill="white" />
      <path d={path} fill="black" fill-rule="evenodd" />
    </mask>
  );
}

function Point({ at, name }: { readonly at: Sheet["points"][number] | undefined; readonly name: "old" | "new" }) {
  return at ? <circle class={`diff-point diff-point-${name}`} cx={at.x} cy={at.y} r="7" /> : null;
}

function Scale({ sheet }: { readonly sheet: Sheet }) {
  const metres = roundLength(sheet.metresPerUnit * 120);
  const length = metres / sheet.metresPerUnit;
  return (
    <g class="diff-scale" transform={`translate(16 ${HEIGHT - 14})`}>
      <path d={`M0 -6v6h${length}v-6`} />
      <text x={length + 8} y="0">
        {lengthWords(metres)}
      </text>
    </g>
  );
}
