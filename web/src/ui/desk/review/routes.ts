/** The pages of this area; see ../route.ts for what a row says. */

import type { Route } from "../route";

export const routes: readonly Route[] = [
  {
    path: "/desk/review",
    load: () => import("./ReviewPage").then((module) => module.ReviewPage),
    right: "site.read",
    title: "nav.review",
    nav: { group: "work", icon: "check" },
  },
  {
    path: "/desk/review/:ref",
    load: () => import("./ReviewSitePage").then((module) => module.ReviewSitePage),
    right: "site.read",
    title: "nav.review",
  },
  {
    path: "/desk/corrections",
    load: () => import("./CorrectionsPage").then((module) => module.CorrectionsPage),
    right: "correction.decide",
    title: "nav.corrections",
    nav: { group: "work", icon: "inbox" },
  },
  {
    path: "/desk/sites/:ref/history",
    load: () => import("./HistoryPage").then((module) => module.HistoryPage),
    right: "site.read",
    title: "nav.history",
  },
];
