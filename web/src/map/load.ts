/**
 * The map when it is needed: a megabyte that no page waits for. Its code is read in a task of its own, so that starting a
 * map, which takes long where no graphics processor helps, does not come on top of it.
 */
export async function loadRegistryMap(): Promise<typeof import("./registry-map")> {
  const map = await import("./registry-map");
  await new Promise((resolve) => setTimeout(resolve));
  return map;
}
