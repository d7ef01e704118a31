/** The pages of this area; see ../route.ts for what a row says. */

import type { Route } from "../route";

const load = () => import("./EditorPage").then((module) => module.EditorPage);

export const routes: readonly Route[] = [
  { path: "/desk/sites/new", load, right: "site.create", title: "nav.site_new", nav: { group: "work", icon: "plus" } },
  { path: "/desk/sites/:ref", load, right: "site.read", title: "nav.site" },
];
