/** The pages of this area; see ../route.ts for what a row says. */

import type { Route } from "../route";

export const routes: readonly Route[] = [
  {
    path: "/desk/admin/users",
    load: () => import("./UsersPage").then((module) => module.UsersPage),
    right: "user.manage",
    title: "nav.users",
    nav: { group: "admin", icon: "users" },
  },
  {
    path: "/desk/admin/territories",
    load: () => import("./TerritoriesPage").then((module) => module.TerritoriesPage),
    right: "territory.manage",
    title: "nav.territories",
    nav: { group: "admin", icon: "map" },
  },
  {
    path: "/desk/admin/tokens",
    load: () => import("./TokensPage").then((module) => module.TokensPage),
    right: null,
    title: "nav.tokens",
    nav: { group: "admin", icon: "key" },
  },
  {
    path: "/desk/admin/codes",
    load: () => import("./CodesPage").then((module) => module.CodesPage),
    right: null,
    title: "nav.codes",
    nav: { group: "admin", icon: "book" },
  },
  {
    path: "/desk/admin/clocks",
    load: () => import("./ClocksPage").then((module) => module.ClocksPage),
    right: "clock.manage",
    title: "nav.clocks",
    nav: { group: "admin", icon: "clock" },
  },
  {
    path: "/desk/admin/mappings",
    load: () => import("./MappingsPage").then((module) => module.MappingsPage),
    right: "mapping.manage",
    title: "nav.mappings",
    nav: { group: "admin", icon: "upload" },
  },
  {
    path: "/desk/admin/audit",
    load: () => import("./AuditPage").then((module) => module.AuditPage),
    right: "operations.read",
    title: "nav.audit",
    nav: { group: "admin", icon: "list" },
  },
  {
    path: "/desk/admin/jobs",
    load: () => import("./JobsPage").then((module) => module.JobsPage),
    right: "operations.read",
    title: "nav.jobs",
    nav: { group: "admin", icon: "gear" },
  },
];
