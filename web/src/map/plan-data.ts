/** What the offline plan is drawn from: the coarse world at once, the finer coast around the view when it is close. */

import type { FeatureCollection } from "geojson";
import type { Bounds } from "../api/types";
import { type Detail, loadDetail, loadWater, loadWorld } from "./basemap";
import { covers, grown } from "./extent";
import { fontsReady } from "./fonts";
import { gridCrosses } from "./grid";
import { DETAIL_ZOOM } from "./plan-layers";
import type { GeoJSONName } from "./style";

/** The finer coast is asked for a little before it is drawn. */
const ASK_ZOOM = DETAIL_ZOOM - 0.5;

export class PlanData {
  readonly #show: (name: GeoJSONName, data: FeatureCollection) => void;
  #detail: Detail | "none" | "loading" = "none";
  #window: Bounds | null = null;
  #view: { bounds: Bounds; zoom: number } | null = null;
  #stopped = false;

  /** Whether the finer coast is read; it is large, and maps of points do without it. */
  readonly #fine: boolean;

  constructor(show: (name: GeoJSONName, data: FeatureCollection) => void, fine = true) {
    this.#fine = fine;
    this.#show = (name, data) => {
      if (!this.#stopped) show(name, data);
    };
  }

  /** Reads the coarse world. Labels drawn before the fonts have come would keep the letters of another one. */
  async fill(): Promise<void> {
    await fontsReady();
    const [world, water] = await Promise.all([loadWorld(), loadWater()]);
    this.#show("land", world.land);
    this.#show("lines", world.lines);
    this.#show("countries", world.labels);
    this.#show("lakes", water.lakes);
    this.#show("rivers", water.rivers);
    if (typeof this.#detail !== "string") return;
    // Until the finer coast has come, the coarse one stands in for it.
    this.#show("detail-land", world.land);
    this.#show("detail-lines", world.lines);
  }

  /** Brings what depends on the view up to it: the crosses of the grid, and the part of the finer coast around it. */
  follow(bounds: Bounds, zoom: number): void {
    this.#view = { bounds, zoom };
    this.#show("grid", gridCrosses(grown(bounds, 0.1), zoom));
    if (!this.#fine || zoom < ASK_ZOOM) return;
    if (this.#detail === "none") void this.#load();
    else if (this.#detail !== "loading" && !covers(this.#window, bounds)) {
      this.#window = grown(bounds, 1);
      const { land, lines } = this.#detail.within(this.#window);
      this.#show("detail-land", land);
      this.#show("detail-lines", lines);
    }
  }

  /** Shows nothing any more. */
  stop(): void {
    this.#stopped = true;
  }

  async #load(): Promise<void> {
    this.#detail = "loading";
    try {
      this.#detail = await loadDetail();
    } catch {
      // The coarse coast stays; the next movement tries again.
      this.#detail = "none";
      return;
    }
    if (this.#view) this.follow(this.#view.bounds, this.#view.zoom);
  }
}
