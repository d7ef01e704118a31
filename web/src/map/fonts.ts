/** The fonts of the map's labels: the page's own, so that Cyrillic draws without any glyph server. */

import cyrillic from "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-cyrillic-standard-normal.woff2?url";
import latin from "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-standard-normal.woff2?url";
import type { StyleSpecification } from "maplibre-gl";

/** Letters of every language of the product, so that all font files are asked for. */
const SAMPLE = "Aa Її Ґґ Ыы";

/** Waits until the letters can be drawn; labels drawn before would keep the letters of another font. */
export async function fontsReady(): Promise<void> {
  await Promise.all([
    document.fonts.load('400 16px "IBM Plex Sans Variable"', SAMPLE),
    document.fonts.load('600 16px "IBM Plex Sans Variable"', SAMPLE),
    document.fonts.load('500 16px "Plex Map Medium"', SAMPLE),
  ]);
}

const FILES = [
  { url: cyrillic, "unicode-range": ["U+0400-04FF", "U+2116"] },
  { url: latin, "unicode-range": ["U+0000-00FF", "U+2000-206F"] },
];

/** The same fonts for styles that bring a glyph server of their own, which has not got them. */
export const FONT_FACES: NonNullable<StyleSpecification["font-faces"]> = {
  "IBM Plex Sans Variable": FILES,
  "Plex Map Medium": FILES,
};
