/** Which facts of a site are shown where room is short: what was asked for first, then what investors ask most. */

import type { Field } from "../api/types";
import type { Criteria } from "./criteria";

/** What investors ask most, in this order. */
const USUAL = [
  "area_m2",
  "power_kw",
  "gas_m3_h",
  "water_m3_d",
  "dist_rail_siding_m",
  "dist_motorway_junction_m",
  "price_total",
  "offer_modes",
  "ownership",
  "contamination",
  "largest_piece_m2",
  "availability",
];

/** Criteria that are shown at once, where a group has more than fit; the others one step away. */
const FIRST_ASKED = new Set([
  ...USUAL,
  "kind",
  "confirmation",
  "divisible",
  "procedures",
  "rights",
  "sewage_m3_d",
  "dist_power_m",
  "fibre_state",
  "dist_freight_station_m",
  "dist_sea_port_m",
  "dist_airport_m",
  "road_quality",
  "permission_status",
  "hazard_class_max",
  "floor_area_m2",
  "clear_height_m",
  "flood_zone",
  "nature_zone",
  "readiness",
  "checked_on",
]);

export const isFirstAsked = (field: Field): boolean => FIRST_ASKED.has(field.name);

/** Fields that say where or what a site is, which every place that shows facts says already. */
const SAID_ELSEWHERE = new Set(["kind", "territory", "territories", "name", "ref", "demonstration"]);

/** The names of the `most` first fields that the registry has. */
export function keyFields(
  criteria: Criteria,
  fields: readonly Field[],
  most: number,
  without: readonly string[] = [],
): Field[] {
  const asked = criteria.conditions.map((condition) => condition.field);
  const names = [...new Set([...asked, ...USUAL])].filter(
    (name) => !SAID_ELSEWHERE.has(name) && !without.includes(name),
  );
  return names.flatMap((name) => fields.find((field) => field.name === name) ?? []).slice(0, most);
}
