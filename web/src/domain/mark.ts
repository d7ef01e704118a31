/**
 * The mark of a kind: a shape of its own beside its colour, on a grid of 24
 * with its centre at 12, 12. The list draws it as SVG and the map on a canvas.
 */
const SHAPES: { readonly [kind: string]: string } = {
  // Circle: free land.
  free_land: "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 1 1 0-17z",
  // Square: brownfield.
  brownfield: "M4.5 4.5h15v15h-15z",
  // House: building.
  building: "M12 2.8l9 7.2v10.5h-18v-10.5z",
  // Diamond: plot of an industrial park.
  industrial_park_plot: "M12 1.8l10.2 10.2l-10.2 10.2l-10.2-10.2z",
};

/** Triangle: every other kind. */
const OTHER = "M12 3l9.8 17h-19.6z";

export function shapeOf(kind: string): string {
  return SHAPES[kind] ?? OTHER;
}
