/** The drivers of the desk by area. A new area is one file and one line in each table. */

import { AdminGiven, AdminThen, AdminWhen } from "./admin";
import { CampaignsGiven, CampaignsThen, CampaignsWhen } from "./campaigns";
import { EditorGiven, EditorThen, EditorWhen } from "./editor";
import { ImportsGiven, ImportsThen, ImportsWhen } from "./imports";
import { OutlineGiven, OutlineThen, OutlineWhen } from "./outline";
import { ParcelsGiven, ParcelsThen, ParcelsWhen } from "./parcels";
import { QualityGiven, QualityThen, QualityWhen } from "./quality";
import { ReviewGiven, ReviewThen, ReviewWhen } from "./review";
import type { DeskSession } from "./session";
import { ShellGiven, ShellThen, ShellWhen } from "./shell";
import { SitesGiven, SitesThen, SitesWhen } from "./sites";

const given = (session: DeskSession) => ({
  shell: new ShellGiven(session),
  admin: new AdminGiven(session),
  quality: new QualityGiven(session),
  editor: new EditorGiven(session),
  campaigns: new CampaignsGiven(session),
  imports: new ImportsGiven(session),
  outline: new OutlineGiven(session),
  parcels: new ParcelsGiven(session),
  review: new ReviewGiven(session),
  sites: new SitesGiven(session),
});

const when = (session: DeskSession) => ({
  shell: new ShellWhen(session),
  admin: new AdminWhen(session),
  quality: new QualityWhen(session),
  editor: new EditorWhen(session),
  campaigns: new CampaignsWhen(session),
  imports: new ImportsWhen(session),
  outline: new OutlineWhen(session),
  parcels: new ParcelsWhen(session),
  review: new ReviewWhen(session),
  sites: new SitesWhen(session),
});

const then = (session: DeskSession) => ({
  shell: new ShellThen(session),
  admin: new AdminThen(session),
  quality: new QualityThen(session),
  editor: new EditorThen(session),
  campaigns: new CampaignsThen(session),
  imports: new ImportsThen(session),
  outline: new OutlineThen(session),
  parcels: new ParcelsThen(session),
  review: new ReviewThen(session),
  sites: new SitesThen(session),
});

export interface Drivers {
  readonly given: ReturnType<typeof given>;
  readonly when: ReturnType<typeof when>;
  readonly then: ReturnType<typeof then>;
}

export function driversOf(session: DeskSession): Drivers {
  return { given: given(session), when: when(session), then: then(session) };
}
