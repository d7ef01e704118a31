/** The pages of this area; see ../route.ts for what a row says. */

import type { Route } from "../route";

export const routes: readonly Route[] = [
  {
    path: "/desk/imports",
    load: () => import("./ImportsPage").then((module) => module.ImportsPage),
    right: "import.run",
    title: "nav.imports",
    nav: { group: "data", icon: "upload" },
  },
  {
    path: "/desk/imports/:id",
    load: () => import("./ImportPage").then((module) => module.ImportPage),
    right: "import.run",
    title: "nav.imports",
  },
];
