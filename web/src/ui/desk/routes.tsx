/** The pages of the desk. Each area keeps its rows; here is only their order. */

import { may } from "../../state/desk/session";
import { routes as admin } from "./admin/routes";
import { routes as campaigns } from "./campaigns/routes";
import { routes as editor } from "./editor/routes";
import { routes as imports } from "./imports/routes";
import { routes as quality } from "./quality/routes";
import { routes as review } from "./review/routes";
import { matchPath, type Route } from "./route";
import { routes as shell } from "./shell/routes";

export const ROUTES: readonly Route[] = [
  ...shell,
  ...review,
  ...imports,
  ...editor,
  ...campaigns,
  ...quality,
  ...admin,
];

/** Whether whoever has signed in may see the page. */
export const maySee = ({ right }: Route): boolean => right === null || may(right);

/** The page of an address with the parts of it. */
export function routeOf(path: string): { route: Route; params: { readonly [name: string]: string } } | null {
  for (const route of ROUTES) {
    const params = matchPath(route.path, path);
    if (params) return { route, params };
  }
  return null;
}
