/** What a row of the table of pages says. */

import type { ComponentType } from "preact";
import type { IconName } from "../shared/Icon";
import type { NavKey } from "./navWords";

/** What a page is given: the parts of its address. */
export interface PageProps {
  readonly params: { readonly [name: string]: string };
}

export interface Route {
  /** The address, with ":name" for a part: "/desk/sites/:ref". The first row that fits is taken. */
  readonly path: string;
  /** Loads the page: `() => import("./ReviewPage").then((module) => module.ReviewPage)`. */
  readonly load: () => Promise<ComponentType<PageProps>>;
  /** The operation that one has to be allowed somewhere to see the page; null for everybody who has signed in. */
  readonly right: string | null;
  readonly title: NavKey;
  /** Where it stands in the navigation; without it, it is reached from other pages. */
  readonly nav?: { readonly group: "work" | "data" | "admin"; readonly icon: IconName };
  /** Works without the network: it is shown when it cannot be told who has signed in, and has no frame. */
  readonly offline?: true;
}

/** The parts of an address that fits the pattern, null when it does not. */
export function matchPath(pattern: string, path: string): { readonly [name: string]: string } | null {
  const wanted = pattern.split("/");
  const given = path.replace(/\/$/, "").split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const text = given[i] ?? "";
    if (part.startsWith(":") && text !== "") params[part.slice(1)] = decode(text);
    else if (part !== text) return null;
  }
  return params;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
