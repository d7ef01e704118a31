/** Which part of a long table is drawn: the rows in sight and some beside them. Rows are of one height. */

export interface RowWindow {
  /** Number of the first row that is drawn, from 0, and of the one behind the last. */
  readonly first: number;
  readonly end: number;
}

/** Rows beside those in sight, so that fast scrolling seldom shows a gap. */
const BESIDE = 12;

/**
 * The rows to draw.
 *
 * @param scrolled pixels that are scrolled out above
 * @param height pixels in sight
 */
export function rowWindow(scrolled: number, height: number, rowHeight: number, count: number): RowWindow {
  const inSight = Math.ceil(height / rowHeight) + 1;
  const top = Math.min(Math.max(0, Math.floor(scrolled / rowHeight)), Math.max(0, count - 1));
  return { first: Math.max(0, top - BESIDE), end: Math.min(count, top + inSight + BESIDE) };
}

/** The numbers of the pages, from 0, that hold the rows of a window. */
export function pagesOf({ first, end }: RowWindow, pageSize: number): readonly number[] {
  if (end <= first) return [];
  const from = Math.floor(first / pageSize);
  const to = Math.floor((end - 1) / pageSize);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** How far a row has to be scrolled to be in sight, null where it is already. */
export function scrolledTo(row: number, scrolled: number, height: number, rowHeight: number): number | null {
  const top = row * rowHeight;
  if (top < scrolled) return top;
  const bottom = top + rowHeight;
  return bottom > scrolled + height ? bottom - height : null;
}
