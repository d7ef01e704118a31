/** What a site's place is: an outline, or a point where none is known. */

import type { MultiPolygon, Point, Polygon } from "geojson";

export type Geometry = Point | Polygon | MultiPolygon;
