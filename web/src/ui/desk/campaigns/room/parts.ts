/** What every part of the control room is given. */

import type { Campaign, CampaignFigures } from "../../../../api/desk/campaigns";

export interface RoomParts {
  readonly campaign: Campaign;
  readonly figures: CampaignFigures | null;
  /** Whether the person runs the campaign. */
  readonly manage: boolean;
  /** Something was done: figures and campaign are read again. */
  readonly changed: () => void;
}

/** The name of a person of the campaign; the number where it is not known yet. */
export function nameOf(figures: CampaignFigures | null, id: string): string {
  return figures?.observers.find((one) => one.id === id)?.name || id;
}
