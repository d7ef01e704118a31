/** Where the compared sites lie, on a map or, where the browser draws none, in words. */

import { useEffect, useRef, useState } from "preact/hooks";
import { addressOf } from "../../api/base";
import { tilesAddress } from "../../api/client";
import type { Bounds } from "../../api/types";
import { refsFilter } from "../../domain/compare";
import { formatNumber, siteName } from "../../domain/format";
import { loadRegistryMap } from "../../map/load";
import type { RegistryMap } from "../../map/registry-map";
import { themeOf } from "../../map/theme";
import { type Compared, comparison } from "../../state/compare";
import { language, theme } from "../../state/preferences";
import { t } from "../shared/text";

/** All sites with some room around, in degrees. */
function boundsOf(now: Compared): Bounds | null {
  const boxes = now.sites.flatMap((site) => (site?.bbox ? [site.bbox] : []));
  if (boxes.length === 0) return null;
  const side = (at: 0 | 1 | 2 | 3, of: (...values: number[]) => number) => of(...boxes.map((box) => box[at]));
  const [west, south, east, north] = [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)];
  const room = Math.max(0.01, (east - west) * 0.15, (north - south) * 0.15);
  return [west - room, Math.max(-85, south - room), east + room, Math.min(85, north + room)];
}

/** Where a browser draws no maps: the middle of each site, latitude first. */
function PlacesInWords({ now }: { readonly now: Compared }) {
  const degrees = (a: number, b: number) => `${formatNumber((a + b) / 2, 4, language.value)}°`;
  return (
    <section class="compare-map-part compare-places" aria-label={t("compare.map")}>
      <h2>{t("compare.map")}</h2>
      <p class="quiet">{t("map.none")}</p>
      <dl>
        {now.sites.map((site) =>
          site?.bbox ? (
            <div key={site.id}>
              <dt>{siteName(site.properties, language.value)}</dt>
              <dd>
                {degrees(site.bbox[1], site.bbox[3])} · {degrees(site.bbox[0], site.bbox[2])}
              </dd>
            </div>
          ) : null,
        )}
      </dl>
    </section>
  );
}

export function CompareMap({ now }: { readonly now: Compared }) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<RegistryMap | null>(null);
  const [state, setState] = useState<"starting" | "running" | "impossible">("starting");
  const [credits, setCredits] = useState("");
  const bounds = boundsOf(now);
  const refs = comparison.value.refs.join(",");
  useEffect(() => {
    const element = container.current;
    if (!element || !bounds) return;
    let gone = false;
    void loadRegistryMap()
      .then(({ RegistryMap }) => {
        if (gone) return;
        map.current = new RegistryMap(
          element,
          {
            theme: themeOf(element),
            language: language.peek(),
            title: t("map.title"),
            camera: null,
            bounds,
            tiles: tilesAddress(refsFilter(refs.split(",")), ["meets"]),
            keepPicture: true,
            wheel: false,
          },
          {
            hover: () => {},
            select: (ref) => location.assign(addressOf(`/sites/${encodeURIComponent(ref)}?lang=${language.value}`)),
            moved: () => {},
            scaled: () => {},
            streetFailed: () => {},
            credited: setCredits,
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
  }, [refs, bounds?.join(",")]);
  useEffect(() => {
    if (container.current) map.current?.setTheme(themeOf(container.current));
    map.current?.setLanguage(language.value);
  }, [theme.value, language.value]);
  if (!bounds) return null;
  if (state === "impossible") return <PlacesInWords now={now} />;
  return (
    <section class="compare-map-part" aria-label={t("compare.map")}>
      <h2>{t("compare.map")}</h2>
      <div class="compare-map">
        <div class="map-canvas" ref={container} />
        {state === "starting" ? <p class="map-wait quiet">{t("map.loading")}</p> : null}
        <p class="credit">{credits}</p>
      </div>
    </section>
  );
}
