/** The colours of the map, read from the tokens so that they live in one place. */

export const MAP_COLOURS = [
  "map-sea",
  "map-land",
  "map-border",
  "map-coast",
  "map-river",
  "map-grid",
  "map-country",
  "map-town",
  "map-halo",
  "map-mark-rim",
  "map-cluster",
  "map-on-cluster",
  "map-selected",
  "map-chosen",
  "map-area",
  "kind-free_land",
  "kind-brownfield",
  "kind-building",
  "kind-industrial_park_plot",
  "kind-other",
] as const;

export type MapColour = (typeof MAP_COLOURS)[number];

/** One colour per name, as CSS writes it, and a key that differs between light and dark. */
export interface MapTheme {
  readonly key: string;
  readonly colour: { readonly [name in MapColour]: string };
}

/** Makes a theme of a reader of tokens. */
export function makeTheme(key: string, read: (name: MapColour) => string): MapTheme {
  const colour = Object.fromEntries(MAP_COLOURS.map((name) => [name, read(name)])) as MapTheme["colour"];
  return { key, colour };
}

/** Reads the theme that is in force for an element of the page. */
export function themeOf(element: HTMLElement): MapTheme {
  const probe = element.ownerDocument.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const theme = makeTheme("", (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return { ...theme, key: theme.colour["map-land"] };
}

/** The kinds with a colour and a shape of their own; all others share one. */
export const KINDS = ["free_land", "brownfield", "building", "industrial_park_plot"] as const;

export function kindColour(theme: MapTheme, kind: string): string {
  const known = KINDS.find((other) => other === kind);
  return known ? theme.colour[`kind-${known}`] : theme.colour["kind-other"];
}
