/** What the map takes and gives, in plain data. */

import type { Geometry } from "geojson";
import type { Bounds, Language, List } from "../api/types";
import type { Camera } from "../domain/view";
import type { MapTheme } from "./theme";

/** A site as the map shows it when it is hovered or selected. */
export interface Focus {
  readonly ref: string;
  readonly kind: string;
  readonly list: List;
  /** A point is always there; the outline only when it is known and loaded. */
  readonly at: readonly [number, number];
  readonly outline: Geometry | null;
}

export interface Town {
  readonly name: { readonly [language in Language]: string };
  readonly at: readonly [number, number];
  /** Lower wins where labels collide. */
  readonly order: number;
}

export interface RegistryMapEvents {
  /** The site under the pointer, null when there is none. */
  hover(ref: string | null): void;
  select(ref: string): void;
  /** The view after every movement; `byHand` tells the user's from the program's. */
  moved(camera: Camera, bounds: Bounds, byHand: boolean): void;
  /** Ground metres per pixel in the middle of the map, for the scale. */
  scaled(metresPerPixel: number): void;
  /** The street style could not be had; the offline plan is shown. */
  streetFailed(): void;
  /** Whom the map below the sites is owed to, in plain words. */
  credited(credits: string): void;
  /** The row of a file was chosen; only where rows are shown. */
  row?(row: number): void;
}

/** What is measured of an outline, or of several that stand together. */
export interface Measures {
  readonly rectangle: Geometry | null;
  readonly frontage: Geometry | null;
  readonly together?: readonly Geometry[];
}

export interface RegistryMapOptions {
  readonly theme: MapTheme;
  readonly language: Language;
  readonly title: string;
  readonly camera: Camera | null;
  readonly bounds: Bounds;
  readonly tiles: string;
  /** For printing, the picture has to be kept; it costs a little. */
  readonly keepPicture?: boolean;
  /** Whether the coarse coast is enough, so that the map is there sooner. */
  readonly coarse?: boolean;
  /** Whether turning the wheel zooms at once; not on pages that scroll. */
  readonly wheel?: boolean;
}

/** Pixels on each side of the map that something else covers. */
export interface Padding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}
