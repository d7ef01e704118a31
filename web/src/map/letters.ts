/** Fonts are CSS families: without a glyph server the map draws letters from the page's fonts. */
export const REGULAR = ["IBM Plex Sans Variable"];
export const MEDIUM = ["Plex Map Medium"];
