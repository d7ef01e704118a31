/**
 * Random edits of a site, from a seed: each is a choice that a person makes in
 * the form, with what the record has to be after it. Nothing here is of the
 * page's own code, so that the page is held against another account of it.
 */

export type Json = { [name: string]: unknown };
type Step = string | number;
type Corner = readonly [number, number];
type Part = readonly (readonly Corner[])[];

export interface Member {
  readonly name: string;
  readonly path: string;
  readonly form: string;
  readonly required: boolean;
  readonly codes: string;
  readonly unit: string;
  readonly display: { readonly unit: string; readonly factor: number } | null;
  readonly field: string;
  readonly asked: boolean;
  /** What changing it takes besides editing. */
  readonly right: string;
  readonly members: readonly Member[];
}

export interface Table {
  readonly members: readonly Member[];
  readonly codes: { readonly [list: string]: readonly { readonly code: string; readonly valid_to: string | null }[] };
  readonly tabs: readonly { readonly name: string; readonly members: readonly string[] }[];
}

/** What is done to one control, or to the outline. */
export type Edit =
  | {
      readonly do: "fill";
      readonly tab: string;
      readonly element: Element;
      readonly place: string;
      readonly text: string;
    }
  | {
      readonly do: "months";
      readonly tab: string;
      readonly element: Element;
      readonly place: string;
      readonly parts: readonly [string, string];
    }
  | {
      readonly do: "words";
      readonly tab: string;
      readonly element: Element;
      readonly place: string;
      readonly language: number;
      readonly text: string;
    }
  | {
      readonly do: "choose";
      readonly tab: string;
      readonly element: Element;
      readonly place: string;
      readonly value: string;
    }
  | {
      readonly do: "tick";
      readonly tab: string;
      readonly element: Element;
      readonly place: string;
      readonly nth: number;
    }
  | {
      readonly do: "evidence";
      readonly tab: string;
      readonly field: string;
      readonly place: string;
      readonly inside: string;
      readonly text: string;
      readonly coded: boolean;
    }
  | { readonly do: "add" | "remove" | "later"; readonly tab: string; readonly list: string; readonly index: number }
  | { readonly do: "corner"; readonly part: number; readonly longitude: string }
  | { readonly do: "paste"; readonly text: string; readonly adds: boolean }
  | { readonly do: "remove_part"; readonly part: number }
  | { readonly do: "remove_hole"; readonly part: number; readonly hole: number }
  | { readonly do: "undo" | "redo" };

/** The element of a list that a control is in; null outside of lists. */
type Element = { readonly list: string; readonly index: number } | null;

/** Small, fast, and the same everywhere: mulberry32. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const MOST_ELEMENTS = 3;
const MOST_PARTS = 4;

/** The site as it has to be, and the edits that make it so. */
export class Expected {
  readonly #random: () => number;
  readonly #table: Table;
  record: Json;
  parts: readonly Part[];
  #done: (readonly Part[])[] = [];
  #undone: (readonly Part[])[] = [];
  #pasted = 0;

  constructor(seed: number, table: Table, record: Json, parts: readonly Part[]) {
    this.#random = randomOf(seed);
    this.#table = table;
    this.record = structuredClone(record);
    this.parts = parts;
  }

  /** The next edit; the record and the outline are after it what they have to be. */
  next(): Edit {
    for (;;) {
      const kind = this.#random();
      const edit =
        kind < 0.25 ? this.#outline() : kind < 0.45 ? this.#list() : kind < 0.6 ? this.#evidence() : this.#value();
      if (edit) return edit;
    }
  }

  #below(n: number): number {
    return Math.floor(this.#random() * n);
  }

  #one<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
  }

  #asked(members: readonly Member[]): readonly Member[] {
    return members.filter((member) => member.asked && member.right === "");
  }

  /** A member that is a value, with the way to it: of the record, of an object, or of an element of a list. */
  #value(): Edit | null {
    const { name: tab, members } = this.#one(this.#table.tabs);
    let member = this.#table.members.find((one) => one.name === this.#one(members));
    if (!member?.asked) return null;
    const path: Step[] = [member.name];
    let element: Element = null;
    if (member.form === "objects") {
      const index = this.#below(this.#elements(member.name).length);
      if (this.#elements(member.name).length === 0) return null;
      element = { list: member.name, index };
      path.push(index);
    }
    while (member.members.length > 0) {
      const inside = this.#asked(member.members);
      if (inside.length === 0) return null;
      member = this.#one(inside);
      if (member.form === "objects") return null;
      path.push(member.name);
    }
    // What an element is about names its place on the page; the place is that before the edit.
    return this.#change(member, path, { tab, element, place: this.#nameOf(path) });
  }

  #change(member: Member, path: readonly Step[], where: { tab: string; element: Element; place: string }): Edit | null {
    const empty = !member.required && this.#random() < 0.15;
    switch (member.form) {
      case "number":
      case "integer":
        return this.#number(member, path, where, empty);
      case "boolean": {
        const value = empty ? "" : this.#one(["true", "false"]);
        this.#put(path, value === "" ? undefined : value === "true");
        return { do: "choose", ...where, value };
      }
      case "date": {
        const text = empty ? "" : `20${10 + this.#below(15)}-0${1 + this.#below(9)}-1${this.#below(10)}`;
        this.#put(path, text || undefined);
        return { do: "fill", ...where, text };
      }
      case "words": {
        const language = this.#below(3);
        const text = empty ? "" : this.#text();
        this.#put([...path, ["uk", "en", "ru"][language] as string], text || undefined);
        return { do: "words", ...where, language, text };
      }
      case "texts": {
        if (member.codes === "") {
          const lines = empty ? [] : Array.from({ length: 1 + this.#below(3) }, () => this.#text());
          this.#put(path, lines.length > 0 ? lines : undefined);
          return { do: "fill", ...where, text: lines.join("\n") };
        }
        const codes = this.#table.codes[member.codes] ?? [];
        const nth = this.#below(codes.length);
        const chosen = (this.#at(path) ?? []) as readonly string[];
        const has = chosen.includes(codes[nth]?.code ?? "");
        const next = codes.map(({ code }) => code).filter((code, i) => (i === nth ? !has : chosen.includes(code)));
        this.#put(path, next.length > 0 ? next : undefined);
        return { do: "tick", ...where, nth };
      }
      case "text": {
        if (member.codes !== "") {
          const value = empty ? "" : this.#one(this.#table.codes[member.codes] ?? []).code;
          this.#put(path, value || undefined);
          return { do: "choose", ...where, value };
        }
        const text = empty ? "" : this.#text();
        this.#put(path, text || undefined);
        return { do: "fill", ...where, text };
      }
      default:
        return null;
    }
  }

  /** Figures as people type them, with a comma at times; the record has them in its own unit. */
  #number(
    member: Member,
    path: readonly Step[],
    where: { tab: string; element: Element; place: string },
    empty: boolean,
  ): Edit {
    if (member.unit === "mo" && member.display === null && member.form === "integer") {
      const [years, months] = [this.#below(30), this.#below(12)];
      this.#put(path, empty ? undefined : years * 12 + months);
      return { do: "months", ...where, parts: empty ? ["", ""] : [String(years), String(months)] };
    }
    const year = member.name.endsWith("year");
    const whole = member.form === "integer";
    const typed = year ? 1950 + this.#below(70) : whole ? this.#below(9) : this.#below(9000) / 100;
    this.#put(path, empty ? undefined : Number((typed / (member.display?.factor ?? 1)).toPrecision(12)));
    const text = this.#random() < 0.5 ? String(typed) : String(typed).replace(".", ",");
    return { do: "fill", ...where, text: empty ? "" : text };
  }

  #evidence(): Edit | null {
    const facts = this.#table.members.find((member) => member.form === "facts");
    const { name: tab, members } = this.#one(this.#table.tabs);
    const top = this.#table.members.find((one) => one.name === this.#one(members));
    const member =
      top?.members.length === 0 ? top : top?.form === "object" ? this.#one(this.#asked(top.members)) : undefined;
    if (!facts || !member || member.field === "" || member.form === "words" || member.members.length > 0) return null;
    const inside = this.#one(this.#asked(facts.members));
    const codes = this.#table.codes[inside.codes];
    const text = codes
      ? this.#one(codes).code
      : inside.form === "date"
        ? `2024-0${1 + this.#below(9)}-1${this.#below(10)}`
        : this.#text();
    this.#put(["facts", member.field, inside.name], text);
    return {
      do: "evidence",
      tab,
      field: member.path,
      place: `facts.${member.field}.${inside.name}`,
      inside: inside.name,
      text,
      coded: codes !== undefined,
    };
  }

  #list(): Edit | null {
    const lists = this.#table.members.filter((member) => member.asked && member.form === "objects");
    const list = this.#one(lists);
    const tab = this.#table.tabs.find(({ members }) => members.includes(list.name))?.name ?? "";
    const elements = this.#elements(list.name);
    const way = this.#random();
    if (way < 0.55) {
      if (elements.length >= MOST_ELEMENTS) return null;
      this.record[list.name] = [...elements, this.#start(list, elements)];
      return { do: "add", tab, list: list.name, index: elements.length };
    }
    const index = this.#below(elements.length);
    if (way < 0.75) {
      if (elements.length === 0) return null;
      this.#put([list.name], elements.length === 1 ? undefined : elements.toSpliced(index, 1));
      return { do: "remove", tab, list: list.name, index };
    }
    if (index >= elements.length - 1) return null;
    this.record[list.name] = elements.toSpliced(index, 2, elements[index + 1] as Json, elements[index] as Json);
    return { do: "later", tab, list: list.name, index };
  }

  /** A new element is about the first of its codes that no other is about; a parcel is of the cadastre of Ukraine. */
  #start(list: Member, others: readonly Json[]): Json {
    if (list.name === "parcels") return { cadastre: "ua" };
    const key = list.members.find((one) => one.required && one.codes !== "");
    if (!key) return {};
    const codes = this.#table.codes[key.codes] ?? [];
    const free = codes.find(({ code }) => !others.some((one) => one[key.name] === code)) ?? codes[0];
    return { [key.name]: free?.code };
  }

  #outline(): Edit | null {
    const way = this.#random();
    const part = this.#below(this.parts.length);
    if (way < 0.4) return this.#moveCorner(part);
    if (way < 0.65) return this.#paste();
    if (way < 0.72) {
      if (this.parts.length < 2) return null;
      this.#act(this.parts.toSpliced(part, 1));
      return { do: "remove_part", part };
    }
    if (way < 0.8) {
      const holes = (this.parts[part]?.length ?? 1) - 1;
      if (holes === 0) return null;
      const hole = this.#below(holes);
      this.#act(this.parts.with(part, (this.parts[part] as Part).toSpliced(hole + 1, 1)));
      return { do: "remove_hole", part, hole };
    }
    return way < 0.92 ? this.#back() : this.#again();
  }

  /** The first corner of a part moves a little to the west; it stays the most western. */
  #moveCorner(part: number): Edit {
    const [outer = [], ...holes] = this.parts[part] as Part;
    const [[x = 0, y = 0] = [0, 0]] = outer;
    // Parts begin on a grid of hundredths, so that however often it moves it stays within its own.
    const longitude = Math.round((Math.round(x * 100) / 100 - this.#random() * 0.002) * 1e7) / 1e7;
    if (longitude === x) return this.#moveCorner(part);
    const moved: Corner = [longitude, y];
    this.#act(this.parts.with(part, [[moved, ...outer.slice(1, -1), moved], ...holes]));
    return { do: "corner", part, longitude: String(longitude) };
  }

  #paste(): Edit | null {
    const adds = this.#random() < 0.8;
    if (adds && this.parts.length >= MOST_PARTS) return null;
    this.#pasted++;
    const west = 30 + this.#pasted / 50;
    const part: Part = [
      ring(west, 50.4, 0.01, false),
      ...(this.#random() < 0.6 ? [ring(west + 0.003, 50.403, 0.002, true)] : []),
    ];
    this.#act(adds ? [...this.parts, part] : [part]);
    const text = this.#random() < 0.5 ? JSON.stringify({ type: "Polygon", coordinates: part }) : wktOf(part);
    return { do: "paste", text, adds };
  }

  #act(next: readonly Part[]): void {
    this.#done.push(this.parts);
    this.#undone = [];
    this.parts = next;
  }

  #back(): Edit | null {
    const before = this.#done.pop();
    if (!before) return null;
    this.#undone.push(this.parts);
    this.parts = before;
    return { do: "undo" };
  }

  #again(): Edit | null {
    const after = this.#undone.pop();
    if (!after) return null;
    this.#done.push(this.parts);
    this.parts = after;
    return { do: "redo" };
  }

  #text(): string {
    return `${this.#one(["Завод", "Поле", "Yard", "Участок"])} ${this.#below(10_000)}`;
  }

  #elements(list: string): readonly Json[] {
    return (this.record[list] ?? []) as readonly Json[];
  }

  #at(path: readonly Step[]): unknown {
    return path.reduce<unknown>((now, step) => (now as Json | undefined)?.[step as string], this.record);
  }

  #put(path: readonly Step[], value: unknown): void {
    this.record = without(set(this.record, path, value)) as Json;
  }

  /** The place of a value as the registry writes it: elements by what they are about, doubles counted. */
  #nameOf(path: readonly Step[]): string {
    return path.reduce<string>((name, step, i) => {
      if (typeof step === "string") return name === "" ? step : `${name}.${step}`;
      const elements = this.#at(path.slice(0, i)) as readonly Json[];
      const labels = elements.map((one, at) =>
        String(one["network"] || one["item"] || one["mode"] || one["cadastral_number"] || at + 1),
      );
      const nth = labels.slice(0, step + 1).filter((label) => label === labels[step]).length;
      return `${name}[${labels[step]}${nth > 1 ? `#${nth}` : ""}]`;
    }, "");
  }
}

function set(now: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "number") return (now as unknown[]).with(step, set((now as unknown[])[step], rest, value));
  return { ...(now as Json | undefined), [step]: set((now as Json | undefined)?.[step], rest, value) };
}

/** Objects that say nothing are not there; an element of a list stays, if as {}. */
function without(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one) ?? {});
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).flatMap(([name, inner]) => {
    const rest = without(inner);
    return rest === undefined ? [] : [[name, rest] as const];
  });
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** A square ring, against the clock or with it, of seven digits. */
function ring(west: number, south: number, side: number, hole: boolean): readonly Corner[] {
  const at = (x: number, y: number): Corner => [Math.round(x * 1e7) / 1e7, Math.round(y * 1e7) / 1e7];
  const [east, north] = [west + side, south + side];
  const round = [at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)];
  return hole ? round.toReversed() : round;
}

function wktOf(part: Part): string {
  const rings = part.map((one) => `(${one.map(([x, y]) => `${x} ${y}`).join(", ")})`);
  return `POLYGON (${rings.join(", ")})`;
}
