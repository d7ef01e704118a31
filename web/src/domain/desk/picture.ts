/** How large a photo is sent: as large as it is looked at, and no larger. */

/** The longer side at most, in pixels. */
export const LONGER_SIDE = 1600;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export function shrunk({ width, height }: Size, most = LONGER_SIDE): Size {
  const share = Math.min(1, most / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
}
