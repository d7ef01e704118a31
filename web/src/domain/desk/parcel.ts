/** A cadastral parcel as a record keeps it, with the cadastre as evidence of it. */

import { addElement, at, type Plain, put } from "./record-edit";

/** What a layer says of a parcel. */
export interface ParcelSaid {
  readonly cadastral_number: string;
  readonly cadastre: string;
  readonly area_m2: number | null;
  readonly purpose: string | null;
  readonly ownership: string | null;
  readonly source: string;
  readonly as_of: string;
}

/** Whether the record has a parcel of the number. */
export function hasParcel(record: Plain, number: string): boolean {
  const parcels = at(record, ["parcels"]);
  return Array.isArray(parcels) && parcels.some((one: Plain) => one["cadastral_number"] === number);
}

/** The record with the parcel, and who says so. */
export function withParcelSaid(record: Plain, said: ParcelSaid): Plain {
  const { cadastre, cadastral_number, area_m2, purpose, ownership } = said;
  const parcel = {
    cadastre,
    cadastral_number,
    ...(area_m2 === null ? {} : { area_m2 }),
    ...(purpose === null ? {} : { purpose }),
    ...(ownership === null ? {} : { ownership }),
  };
  const fields = [
    "cadastral_numbers",
    ...(purpose === null ? [] : ["purposes"]),
    ...(ownership === null ? [] : ["ownership"]),
  ];
  return fields.reduce((now, field) => withEvidence(now, field, said), addElement(record, "parcels", parcel));
}

/**
 * Evidence belongs to a field, not to one parcel. Where there is some of another
 * parcel already, both sources are named, and the older day counts, since the
 * field is no newer than the oldest thing that it rests on; without a day of
 * the first, there is none. That nothing is known is not true any more.
 */
function withEvidence(record: Plain, field: string, { source, as_of }: ParcelSaid): Plain {
  const before = (at(record, ["facts", field]) ?? {}) as { readonly [member: string]: string | undefined };
  const { state, ...rest } = before;
  const kept = state === undefined || state === "known" ? before : rest;
  if (Object.keys(kept).length === 0) return put(record, ["facts", field], { source, method: "registry", as_of });
  const named = new Set([...(kept["source"] ?? "").split("; "), source].filter((one) => one !== ""));
  const day = kept["as_of"];
  return put(record, ["facts", field], {
    ...kept,
    source: [...named].join("; "),
    ...(day !== undefined && as_of < day ? { as_of } : {}),
  });
}
