/**
 * A window into the map that the page draws. The page hands its map to whoever
 * listens for "landbank:map"; here it is asked what it has really drawn.
 */

import { expect, type Page } from "@playwright/test";

/** One thing that is drawn, and where it stands on the page. */
export interface Drawn {
  readonly properties: { readonly [name: string]: string | number | boolean | undefined };
  readonly geometry: string;
  readonly x: number;
  readonly y: number;
}

/** The part of MapLibre that is asked; it lives in the page. */
interface DrawnMap {
  queryRenderedFeatures(options: { layers: string[] }): {
    properties: Drawn["properties"];
    geometry: { type: string; coordinates: unknown };
  }[];
  getLayer(id: string): unknown;
  getPaintProperty(layer: string, name: string): unknown;
  project(at: [number, number]): { x: number; y: number };
  getZoom(): number;
  getCenter(): { lng: number; lat: number };
  getCanvas(): HTMLCanvasElement;
}

declare global {
  interface Window {
    landbankMap?: DrawnMap;
  }
}

export class MapWindow {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Must be called before the page is opened. */
  async listen(): Promise<void> {
    await this.#page.addInitScript(() => {
      document.addEventListener("landbank:map", (event) => {
        window.landbankMap = (event as CustomEvent<DrawnMap>).detail;
      });
    });
  }

  /** Waits until the map has drawn everything it was asked for. */
  async idle(): Promise<void> {
    await expect(this.#page.locator("body")).toHaveAttribute("data-map-idle", "true", { timeout: 60_000 });
  }

  /** What is drawn of a layer now; things that several tiles hold are given once. */
  async drawn(layer: string): Promise<readonly Drawn[]> {
    const all = await this.#page.evaluate((id) => {
      const map = window.landbankMap;
      if (!map?.getLayer(id)) return [];
      const frame = map.getCanvas().getBoundingClientRect();
      return map.queryRenderedFeatures({ layers: [id] }).map(({ properties, geometry }) => {
        // Any corner stands for a shape: what matters is that it is somewhere on the screen.
        let at: unknown = geometry.coordinates;
        while (Array.isArray(at) && Array.isArray(at[0])) at = at[0];
        const { x, y } = map.project(at as [number, number]);
        return { properties, geometry: geometry.type, x: frame.left + x, y: frame.top + y };
      });
    }, layer);
    return [...new Map(all.map((one) => [keyOf(one), one])).values()];
  }

  async zoom(): Promise<number> {
    return this.#page.evaluate(() => window.landbankMap?.getZoom() ?? Number.NaN);
  }

  async center(): Promise<readonly [number, number]> {
    return this.#page.evaluate(() => {
      const at = window.landbankMap?.getCenter();
      return [at?.lng ?? Number.NaN, at?.lat ?? Number.NaN] as const;
    });
  }

  /** A colour as the style has it, to see that the theme has reached the map; nothing while the layer is not there. */
  async paint(layer: string, name: string): Promise<unknown> {
    return this.#page.evaluate(
      ([id, key]) => (window.landbankMap?.getLayer(id) ? window.landbankMap.getPaintProperty(id, key) : undefined),
      [layer, name] as const,
    );
  }

  /** Where a place is on the page. */
  async place(longitude: number, latitude: number): Promise<{ readonly x: number; readonly y: number }> {
    return this.#page.evaluate(
      ([lng, lat]) => {
        const map = window.landbankMap;
        if (!map) throw new Error("there is no map");
        const frame = map.getCanvas().getBoundingClientRect();
        const { x, y } = map.project([lng, lat]);
        return { x: frame.left + x, y: frame.top + y };
      },
      [longitude, latitude] as const,
    );
  }
}

/** Sites are known by their reference, clusters by their place. */
function keyOf({ properties, geometry, x, y }: Drawn): string {
  const ref = properties["ref"];
  return typeof ref === "string" && ref !== "" ? `${geometry} ${ref}` : `${geometry} ${x.toFixed(1)} ${y.toFixed(1)}`;
}
