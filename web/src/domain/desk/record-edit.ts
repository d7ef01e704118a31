/** A record under the hands of its editor: plain JSON that is read and changed by path, compared and merged. */

export type Plain = { readonly [member: string]: unknown };

/** Members and positions in lists: ["utilities", 0, "state"]. */
export type Path = readonly (string | number)[];

const isObject = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isObjects = (value: unknown): value is readonly Plain[] => Array.isArray(value) && value.some(isObject);

export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => same(one, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => same(a[name], b[name]));
}

export function at(record: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (now, step) =>
      Array.isArray(now) && typeof step === "number"
        ? now[step]
        : isObject(now) && typeof step === "string"
          ? now[step]
          : undefined,
    record,
  );
}

/** Nothing is said by these: what is not known is not there. */
function says(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (isObject(value)) return Object.keys(value).length > 0;
  return !Array.isArray(value) || value.length > 0;
}

/** The record with another value in one place; undefined takes it away, with the object that it leaves empty. */
export function put(record: Plain, path: Path, value: unknown): Plain {
  return putIn(record, path, value) as Plain;
}

function putIn(now: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list = Array.isArray(now) ? [...(now as unknown[])] : [];
    list[step] = putIn(list[step], rest, value) ?? {};
    return list;
  }
  const object: Record<string, unknown> = isObject(now) ? { ...now } : {};
  const next = putIn(object[step], rest, value);
  if (says(next)) object[step] = next;
  else delete object[step];
  return object;
}

export function addElement(record: Plain, list: string, element: Plain): Plain {
  const elements = at(record, [list]);
  return { ...record, [list]: [...(Array.isArray(elements) ? elements : []), element] };
}

export function removeElement(record: Plain, list: string, index: number): Plain {
  const elements = at(record, [list]);
  return put(record, [list], Array.isArray(elements) ? elements.toSpliced(index, 1) : undefined);
}

/** The merge patch (RFC 7396) that makes the one of the other; null where they are the same. */
export function patchOf(before: Plain, after: Plain): Plain | null {
  const patch: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[name], after[name]];
    if (same(was, is)) continue;
    if (is === undefined) patch[name] = null;
    else if (isObject(was) && isObject(is)) patch[name] = patchOf(was, is);
    else patch[name] = is;
  }
  return Object.keys(patch).length === 0 ? null : patch;
}

/** Members that elements are known by, in the order in which the registry asks them. */
const KEYS = ["network", "item", "mode", "cadastral_number"];

/** The labels of a list's elements, as the registry names them in findings and histories. */
export function labelsOf(elements: readonly unknown[]): readonly string[] {
  const seen = new Map<string, number>();
  return elements.map((element, i) => {
    const found = KEYS.map((key) => (isObject(element) ? element[key] : undefined)).find(
      (text) => typeof text === "string" && text !== "",
    );
    const label = typeof found === "string" ? found : String(i + 1);
    const nth = (seen.get(label) ?? 0) + 1;
    seen.set(label, nth);
    return nth > 1 ? `${label}#${nth}` : label;
  });
}

/** The path as the registry writes it: utilities[gas].distance_m. */
export function nameOf(record: Plain, path: Path): string {
  let name = "";
  path.forEach((step, i) => {
    if (typeof step === "string") name += name === "" ? step : `.${step}`;
    else {
      const list = at(record, path.slice(0, i));
      name += `[${Array.isArray(list) ? (labelsOf(list)[step] ?? step + 1) : step + 1}]`;
    }
  });
  return name;
}

/** One value of a record with the path that names it. Elements of lists are told apart by their labels. */
export function leavesOf(record: Plain): ReadonlyMap<string, unknown> {
  const leaves = new Map<string, unknown>();
  const walk = (value: unknown, name: string) => {
    if (isObjects(value)) {
      const labels = labelsOf(value);
      for (const [i, element] of value.entries()) walk(element, `${name}[${labels[i]}]`);
    } else if (isObject(value))
      for (const [member, inner] of Object.entries(value)) walk(inner, name === "" ? member : `${name}.${member}`);
    else leaves.set(name, value);
  };
  walk(record, "");
  return leaves;
}

export interface Change {
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two records, by path. */
export function changesOf(before: Plain, after: Plain): { readonly [path: string]: Change } {
  const [was, is] = [leavesOf(before), leavesOf(after)];
  const changes: Record<string, Change> = {};
  for (const path of new Set([...was.keys(), ...is.keys()]))
    if (!same(was.get(path), is.get(path)))
      changes[path] = { before: was.get(path) ?? null, after: is.get(path) ?? null };
  return changes;
}

/** A value that both changed, each to something else. */
export interface Clash {
  readonly path: string;
  readonly original: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

export type Choice = "mine" | "theirs" | "original";

export function clashesOf(original: Plain, mine: Plain, theirs: Plain): readonly Clash[] {
  const [was, own, other] = [leavesOf(original), leavesOf(mine), leavesOf(theirs)];
  return [...new Set([...own.keys(), ...other.keys(), ...was.keys()])].flatMap((path) => {
    const [o, m, t] = [was.get(path), own.get(path), other.get(path)];
    return same(o, m) || same(o, t) || same(m, t) ? [] : [{ path, original: o, mine: m, theirs: t }];
  });
}

/**
 * What I changed, on top of theirs. Where both changed a value the choice
 * decides, mine where nothing was chosen.
 */
export function merged(
  original: Plain,
  mine: Plain,
  theirs: Plain,
  choices: ReadonlyMap<string, Choice> = new Map(),
): Plain {
  if (same(original, theirs)) return mine;
  const clashing = new Map(clashesOf(original, mine, theirs).map((clash) => [clash.path, clash]));
  const place = placing(theirs);
  let whole = theirs;
  for (const [path, { after }] of Object.entries(changesOf(original, mine))) {
    const choice = clashing.has(path) ? choices.get(path) : "mine";
    if (choice === "theirs") continue;
    const chosen = choice === "original" ? clashing.get(path)?.original : (after ?? undefined);
    const found = place(path);
    if (chosen !== undefined || at(whole, found) !== undefined) whole = put(whole, found, chosen);
  }
  return withEmpty(tidy(whole, theirs), original, mine);
}

const STEP = /([^.[\]]+)|\[([^\]]*)\]/g;

/** Finds the places of names in a record as it is now; elements that are not there come after the others. */
function placing(record: Plain): (name: string) => Path {
  const known = new Map<string, string[]>();
  return (name) => {
    const path: (string | number)[] = [];
    for (const [, member, label] of name.matchAll(STEP)) {
      if (member !== undefined) {
        path.push(member);
        continue;
      }
      const key = JSON.stringify(path);
      const list = at(record, path);
      const labels = known.get(key) ?? [...labelsOf(Array.isArray(list) ? list : [])];
      known.set(key, labels);
      if (!labels.includes(label ?? "")) labels.push(label ?? "");
      path.push(labels.indexOf(label ?? ""));
    }
    return path;
  };
}

/** Takes away what the merge has left empty; elements that were empty before stand, somebody is about to fill them. */
function tidy(record: Plain, theirs: Plain): Plain {
  const entries = Object.entries(record).map(([name, value]) => {
    const before = at(theirs, [name]);
    const stood = (i: number) => Array.isArray(before) && i < before.length && !says(before[i]);
    return [name, isObjects(value) ? value.filter((element, i) => says(element) || stood(i)) : value];
  });
  return Object.fromEntries(entries.filter(([, value]) => says(value)));
}

/** As many empty elements more or fewer as I have added or taken away: they have no values by which they could be told. */
function withEmpty(record: Plain, original: Plain, mine: Plain): Plain {
  const emptyIn = (one: Plain, name: string) => {
    const list = at(one, [name]);
    return isObjects(list) ? list.filter((element) => !says(element)).length : 0;
  };
  let whole = record;
  for (const name of new Set([...Object.keys(original), ...Object.keys(mine)])) {
    const more = emptyIn(mine, name) - emptyIn(original, name);
    for (let n = 0; n < more; n++) whole = addElement(whole, name, {});
    for (let n = 0; n < -more; n++) {
      const list = at(whole, [name]);
      const index = isObjects(list) ? list.findLastIndex((element) => !says(element)) : -1;
      if (index >= 0) whole = removeElement(whole, name, index);
    }
  }
  return whole;
}
