/** The pages of this area; see ../route.ts for what a row says. */

import type { Route } from "../route";

export const routes: readonly Route[] = [
  {
    path: "/desk",
    load: () => import("./HomePage").then((module) => module.HomePage),
    right: null,
    title: "nav.home",
    nav: { group: "work", icon: "home" },
  },
  {
    path: "/desk/sites",
    load: () => import("../sites/SitesPage").then((module) => module.SitesPage),
    right: "site.read",
    title: "nav.sites",
    nav: { group: "work", icon: "list" },
  },
  {
    path: "/desk/account",
    load: () => import("./AccountPage").then((module) => module.AccountPage),
    right: null,
    title: "nav.account",
  },
];
