/** What a GeoJSON file calls the properties of its features, from its beginning alone. */

/** A property with a value that it has. */
export interface Property {
  readonly name: string;
  /** "" where none of the first features has one. */
  readonly example: string;
}

const PAIR = /"((?:[^"\\]|\\.)*)"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|(-?[\d.eE+-]+|true|false))?/g;

/** The properties of the first features of a text that may be cut off. */
export function propertiesOf(text: string): readonly Property[] {
  const found = new Map<string, string>();
  for (const [, inner = ""] of text.matchAll(/"properties"\s*:\s*\{([^{}]*)\}/g)) {
    for (const [, name = "", words = "", number = ""] of inner.matchAll(PAIR))
      if (!found.get(name)) found.set(plain(name), plain(words) || number);
    if (found.size > 100) break;
  }
  return [...found].map(([name, example]) => ({ name, example }));
}

/** A text of JSON without its escapes; as it stands where they are broken. */
function plain(text: string): string {
  if (!text.includes("\\")) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

/** The name out of those that a file has that looks most like what is wanted; "" where none does. */
export function likely(names: readonly string[], wanted: readonly string[]): string {
  for (const want of wanted) {
    const found = names.find((name) => name.toLowerCase() === want);
    if (found !== undefined) return found;
  }
  return "";
}

/** Properties that are codes of a classifier, and what the registry calls that. */
const SCHEMES: readonly (readonly [property: RegExp, scheme: string])[] = [
  [/^katott[hg]+$/i, "katottg"],
  [/^koatuu$/i, "koatuu"],
  [/^iso[-_ ]?3166/i, "iso3166"],
  [/^(insee|code_insee|insee_com|insee_dep|insee_reg)$/i, "insee"],
  [/^(gss_code|lad\d\dcd|ctyua\d\dcd)$/i, "ons"],
];

/** The classifier that a property of this name holds codes of; "" where the name does not say. */
export const schemeOf = (property: string): string => SCHEMES.find(([name]) => name.test(property))?.[1] ?? "";
