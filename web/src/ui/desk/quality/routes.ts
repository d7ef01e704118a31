/** The pages of this area; see ../route.ts for what a row says. */

import type { Route } from "../route";

export const routes: readonly Route[] = [
  {
    path: "/desk/quality",
    load: () => import("./QualityPage").then((module) => module.QualityPage),
    right: "site.read",
    title: "nav.quality",
    nav: { group: "data", icon: "chart" },
  },
  {
    path: "/desk/quality/reminders",
    load: () => import("./RemindersPage").then((module) => module.RemindersPage),
    right: "site.read",
    title: "nav.reminders",
  },
  {
    path: "/desk/quality/findings",
    load: () => import("./FindingsPage").then((module) => module.FindingsPage),
    right: "finding.read",
    title: "nav.findings",
  },
];
