/** What a GeoJSON file calls the properties of its features, from its beginning alone. */

/** The names of properties in the first features of a text that may be cut off. */
export function propertyNames(text: string): readonly string[] {
  const names: string[] = [];
  for (const [, inner = ""] of text.matchAll(/"properties"\s*:\s*\{([^{}]*)\}/g)) {
    for (const [, name = ""] of inner.matchAll(/"((?:[^"\\]|\\.)*)"\s*:/g)) if (!names.includes(name)) names.push(name);
    if (names.length > 100) break;
  }
  return names;
}

/** The name out of those that a file has that looks most like what is wanted; "" where none does. */
export function likely(names: readonly string[], wanted: readonly string[]): string {
  for (const want of wanted) {
    const found = names.find((name) => name.toLowerCase() === want);
    if (found !== undefined) return found;
  }
  return "";
}
