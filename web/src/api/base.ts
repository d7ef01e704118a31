/**
 * Where the registry stands. Behind a proxy its pages and its interface may stand below a path of the host, which the
 * server says in the page. Addresses in the code are written from the root of the registry.
 */

/** What stands before every path: "/registry", or "" where the registry has a host of its own. */
export const BASE: string =
  (typeof document === "undefined"
    ? null
    : document.querySelector<HTMLMetaElement>('meta[name="landbank-base"]')?.content) ?? "";

/** The address on the host of a path of the registry. */
export const addressOf = (path: string): string => BASE + path;

/** The whole address of a path of the registry, for those who are elsewhere. */
export const wholeAddressOf = (path: string): string => location.origin + BASE + path;

/** The path within the registry of a path on the host. */
export function pathOf(pathname: string): string {
  if (BASE === "" || (pathname !== BASE && !pathname.startsWith(`${BASE}/`))) return pathname;
  return pathname.slice(BASE.length) || "/";
}

/** Whether the path on the host belongs to the registry. */
export const isOurs = (pathname: string): boolean => pathname === BASE || pathname.startsWith(`${BASE}/`);
