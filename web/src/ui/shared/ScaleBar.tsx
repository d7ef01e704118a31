/** A bar of a round length on the ground. */

import { lengthWords } from "./text";

/** The bar is at most this long, in pixels. */
const MOST_PX = 110;

/** The largest of 1, 2, 5 × 10ⁿ metres that fits. */
export function roundLength(mostMetres: number): number {
  const power = 10 ** Math.floor(Math.log10(mostMetres));
  const digit = mostMetres / power;
  return power * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
}

export function ScaleBar({ metresPerPixel }: { readonly metresPerPixel: number }) {
  if (!(metresPerPixel > 0)) return null;
  const metres = roundLength(metresPerPixel * MOST_PX);
  return (
    <div class="scale" style={{ width: `${Math.round(metres / metresPerPixel)}px` }}>
      {lengthWords(metres)}
    </div>
  );
}
