/** What the offline plan is drawn from: the coarse world at once, the finer coast around the view when it is close. */

import type { FeatureCollection } from "geojson";
import type { Bounds } from "../api/types";
import { addressOf, detailAddress, PARTS } from "./basemap-address";
import { covers, grown } from "./extent";
import { fontsReady } from "./fonts";
import { gridCrosses } from "./grid";
import { DETAIL_ZOOM } from "./plan-layers";
import type { GeoJSONName } from "./style";

/** The finer coast is asked for a little before it is drawn. */
const ASK_ZOOM = DETAIL_ZOOM - 0.5;

/** Data, or the address at which the map's worker has them. */
export type PlanPart = FeatureCollection | string;

export class PlanData {
  readonly #show: (name: GeoJSONName, data: PlanPart) => void;
  #window: Bounds | null = null;
  #stopped = false;

  /** Whether the finer coast is read; it is large, and maps of points do without it. */
  readonly #fine: boolean;

  constructor(show: (name: GeoJSONName, data: PlanPart) => void, fine = true) {
    this.#fine = fine;
    this.#show = (name, data) => {
      if (!this.#stopped) show(name, data);
    };
  }

  /** Shows the coarse world. Labels drawn before the fonts have come would keep the letters of another one. */
  async fill(): Promise<void> {
    await fontsReady();
    for (const part of PARTS) this.#show(part, addressOf(part));
    if (this.#window) return;
    // Until the finer coast has come, the coarse one stands in for it.
    this.#show("detail-land", addressOf("land"));
    this.#show("detail-lines", addressOf("lines"));
  }

  /** Brings what depends on the view up to it: the crosses of the grid, and the part of the finer coast around it. */
  follow(bounds: Bounds, zoom: number): void {
    this.#show("grid", gridCrosses(grown(bounds, 0.1), zoom));
    if (!this.#fine || zoom < ASK_ZOOM || covers(this.#window, bounds)) return;
    this.#window = grown(bounds, 1);
    this.#show("detail-land", detailAddress("land", this.#window));
    this.#show("detail-lines", detailAddress("lines", this.#window));
  }

  /** The finer coast could not be had: what was drawn stays, the next movement tries again. */
  lost(): void {
    this.#window = null;
  }

  /** Shows nothing any more. */
  stop(): void {
    this.#stopped = true;
  }
}
