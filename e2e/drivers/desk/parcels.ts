/** Cadastral parcels in the editor: a layer that is loaded, parcels by number and by a click. */

import { expect, type Locator } from "@playwright/test";
import type { Spot } from "./outline";
import type { DeskSession } from "./session";

/** A parcel of a cadastre's file. */
export interface Plot {
  readonly number: string;
  readonly corners: readonly Spot[];
}

class Parcels {
  readonly session: DeskSession;

  constructor(session: DeskSession) {
    this.session = session;
  }

  t(key: string, params: { readonly [name: string]: string | number } = {}): string {
    return this.session.word("editor", key, params);
  }

  get box(): Locator {
    return this.session.main.getByRole("combobox", { name: this.t("parcel.number") });
  }

  get news(): Locator {
    return this.session.main.locator(".parcel-news").last();
  }
}

export class ParcelsGiven extends Parcels {
  /** An operator has loaded a layer of these parcels. */
  async layer(source: string, ...plots: readonly Plot[]): Promise<void> {
    const features = plots.map(({ number, corners }) => ({
      type: "Feature",
      properties: {
        cadnum: number,
        area: 2.5,
        unit_area: "га",
        category: "",
        purpose: "01.01 Для",
        ownership: "Приватна власність",
      },
      geometry: { type: "Polygon", coordinates: [[...corners, corners[0]]] },
    }));
    const { office } = this.session;
    const file = await office.file("cadastre.geojson", JSON.stringify({ type: "FeatureCollection", features }));
    await office.command(["parcels", "--name", "village", "--source", source, "--as-of", "2026-03-31", file]);
  }
}

export class ParcelsWhen extends Parcels {
  async types(number: string): Promise<void> {
    await this.box.fill(number);
  }

  /** Takes a suggestion by the keyboard alone. */
  async takesSuggestion(place: number): Promise<void> {
    await expect(this.session.main.getByRole("option").nth(place)).toBeVisible();
    for (let i = 0; i <= place; i++) await this.box.press("ArrowDown");
    await this.box.press("Enter");
  }

  async adds(number: string): Promise<void> {
    await this.box.fill(number);
    await this.box.press("Enter");
  }

  async takesOutline(): Promise<void> {
    await this.session.main.getByRole("button", { name: this.t("parcel.take_outline"), exact: true }).click();
  }
}

export class ParcelsThen extends Parcels {
  async says(key: string, params: { readonly [name: string]: string | number } = {}): Promise<void> {
    await expect(this.news).toContainText(this.t(key, params));
  }

  /** The map says whose the parcels are. */
  async credits(source: string, does = true): Promise<void> {
    const credit = expect(this.session.main.locator(".outline-editor-map .credit"));
    await (does ? credit : credit.not).toContainText(source);
  }
}
