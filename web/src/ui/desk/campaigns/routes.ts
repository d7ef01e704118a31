/** The pages of this area; see ../route.ts for what a row says. */

import type { Route } from "../route";

export const routes: readonly Route[] = [
  {
    path: "/desk/campaigns",
    load: () => import("./ListPage").then((module) => module.ListPage),
    right: "campaign.answer",
    title: "nav.campaigns",
    nav: { group: "data", icon: "flag" },
  },
  {
    path: "/desk/campaigns/new",
    load: () => import("./EditPage").then((module) => module.NewPage),
    right: "campaign.manage",
    title: "nav.campaigns",
  },
  {
    path: "/desk/campaigns/:id",
    load: () => import("./RoomPage").then((module) => module.RoomPage),
    right: "site.read",
    title: "nav.campaigns",
  },
  {
    path: "/desk/campaigns/:id/edit",
    load: () => import("./EditPage").then((module) => module.ChangePage),
    right: "campaign.manage",
    title: "nav.campaigns",
  },
  {
    path: "/desk/field/:id",
    load: () => import("../field/FieldPage").then((module) => module.FieldPage),
    right: null,
    title: "nav.field",
    offline: true,
  },
];
