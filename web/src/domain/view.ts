/**
 * The whole state of the map page as a query string and back, so that every
 * view is a link. Criteria carry the names that the API takes: a field's name,
 * `min_` and `max_`.
 */

import { type Field, LANGUAGES, type Language, LISTS, type List } from "../api/types";
import { type Area, areaFault, boxArea, type Corner, polygonArea } from "./area";
import { asksNothing, type Condition, type Criteria, conditionKind, inOrder } from "./criteria";
import { NO_OWN, type Own, readOwn, writeOwn } from "./need";

/** Where the map looks. */
export interface Camera {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
}

export interface View {
  readonly criteria: Criteria;
  /** What is to be built, as the pinned name of a profile. */
  readonly profile: string | null;
  /** What was changed of the profile's weights and value functions. */
  readonly own: Own;
  readonly list: List;
  /** Field to order by, with a leading "-" for descending; "" for the usual order. */
  readonly sort: string;
  /** The reference of the selected site. */
  readonly site: string | null;
  readonly camera: Camera | null;
  /** On a phone: whether the map is shown in place of the list. */
  readonly map: boolean;
  readonly language: Language | null;
}

/** Writes the view; parts at their usual value are left out. */
export function viewToQuery(view: View): string {
  const query = new URLSearchParams();
  for (const condition of view.criteria.conditions) writeCondition(query, condition);
  if (view.criteria.words !== "") query.set("q", view.criteria.words);
  if (view.criteria.area) writeArea(query, view.criteria.area);
  if (view.profile !== null) {
    query.set("profile", view.profile);
    writeOwn(query, view.own);
  }
  if (view.list !== "meets") query.set("list", view.list);
  if (view.sort !== "") query.set("sortby", view.sort);
  if (view.site !== null) query.set("site", view.site);
  if (view.camera) query.set("at", writeCamera(view.camera));
  if (view.map) query.set("view", "map");
  if (view.language) query.set("lang", view.language);
  // Commas, slashes and colons are allowed in a query; links stay readable.
  return query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%40", "@");
}

function writeCondition(query: URLSearchParams, condition: Condition): void {
  const set = (name: string, value: string | number | null) => {
    if (value !== null) query.set(name, String(value));
  };
  switch (condition.kind) {
    case "range":
      set(`min_${condition.field}`, condition.min);
      set(`max_${condition.field}`, condition.max);
      return;
    case "days":
      set(`min_${condition.field}`, condition.from);
      set(`max_${condition.field}`, condition.to);
      return;
    case "any":
      set(condition.field, condition.codes.map(escapeComma).join(","));
      return;
    case "flag":
      set(condition.field, String(condition.value));
      return;
    case "text":
      set(condition.field, condition.text);
  }
}

const escapeComma = (code: string) => code.replaceAll("\\", "\\\\").replaceAll(",", "\\,");

function splitCodes(text: string): string[] {
  const codes = [...text.matchAll(/((?:\\.|[^\\,])*)(?:,|$)/g)].map((match) => match[1] ?? "");
  return [...new Set(codes.map((code) => code.replaceAll(/\\(.)/g, "$1")).filter((code) => code !== ""))];
}

function writeArea(query: URLSearchParams, area: Area): void {
  if (area.kind === "box") query.set("bbox", area.bounds.join(","));
  else query.set("within", area.corners.flat().join(","));
}

const writeCamera = ({ zoom, latitude, longitude }: Camera) =>
  `${zoom.toFixed(2)}/${latitude.toFixed(5)}/${longitude.toFixed(5)}`;

/** Reads a view. What is not understood is left out: a link never breaks the page. */
export function queryToView(text: string, fields: readonly Field[]): View {
  const query = new URLSearchParams(text);
  const conditions = fields.flatMap((field) => {
    const condition = readCondition(query, field);
    return condition === null || asksNothing(condition) ? [] : [condition];
  });
  return {
    criteria: {
      conditions: inOrder(conditions, fields),
      words: query.get("q") ?? "",
      area: readArea(query),
    },
    profile: query.get("profile") || null,
    own: query.has("profile") ? readOwn(query, fields) : NO_OWN,
    list: oneOf(LISTS, query.get("list")) ?? "meets",
    sort: readSort(query.get("sortby") ?? "", fields),
    site: query.get("site") || null,
    camera: readCamera(query.get("at")),
    map: query.get("view") === "map",
    language: oneOf(LANGUAGES, query.get("lang")),
  };
}

function oneOf<T extends string>(values: readonly T[], text: string | null): T | null {
  return values.find((value) => value === text) ?? null;
}

function readCondition(query: URLSearchParams, field: Field): Condition | null {
  const own = query.get(field.name);
  const low = query.get(`min_${field.name}`);
  const high = query.get(`max_${field.name}`);
  switch (conditionKind(field)) {
    case "range":
      return { kind: "range", field: field.name, min: readNumber(low), max: readNumber(high) };
    case "days":
      return { kind: "days", field: field.name, from: readDay(low), to: readDay(high) };
    case "any":
      return own === null ? null : { kind: "any", field: field.name, codes: splitCodes(own) };
    case "flag":
      return own === "true" || own === "false" ? { kind: "flag", field: field.name, value: own === "true" } : null;
    case "text":
      return own === null ? null : { kind: "text", field: field.name, text: own };
    case null:
      return null;
  }
}

function readNumber(text: string | null): number | null {
  const value = text === null || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

function readDay(text: string | null): string | null {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}

function readSort(text: string, fields: readonly Field[]): string {
  const name = text.replace(/^-/, "");
  return fields.some((field) => field.sort && field.name === name) ? text : "";
}

function readArea(query: URLSearchParams): Area | null {
  const numbers = (query.get("bbox") ?? query.get("within") ?? "").split(",").map((part) => readNumber(part));
  if (numbers.length < 4 || numbers.some((n) => n === null)) return null;
  const corners: Corner[] = [];
  for (let i = 0; i + 1 < numbers.length; i += 2) corners.push([numbers[i] ?? 0, numbers[i + 1] ?? 0]);
  const [first, second] = corners;
  const area = query.has("bbox") && first && second ? boxArea(first, second) : polygonArea(corners);
  return areaFault(area) === null ? area : null;
}

function readCamera(text: string | null): Camera | null {
  const [zoom, latitude, longitude, ...rest] = (text ?? "").split("/").map((part) => readNumber(part));
  if (zoom == null || latitude == null || longitude == null || rest.length > 0) return null;
  if (zoom < 0 || zoom > 22 || Math.abs(latitude) > 85.06 || Math.abs(longitude) > 180) return null;
  return { zoom, latitude, longitude };
}
