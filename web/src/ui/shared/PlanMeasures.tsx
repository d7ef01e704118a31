/** The measures of an outline on its plan: closed paths are rectangles, open ones frontages. */

export function PlanMeasures({ paths }: { readonly paths: readonly string[] }) {
  return (
    <>
      {paths.map((path) => (
        <path key={path} class={path.endsWith("Z") ? "plan-rectangle" : "plan-frontage"} d={path} />
      ))}
    </>
  );
}
