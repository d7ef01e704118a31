/** Drawing the outline of a site on the map of the editor. */

import { expect, type Locator } from "@playwright/test";
import { MapWindow } from "../map-window";
import type { DeskSession } from "./session";

export type Spot = readonly [number, number];

class Outline {
  readonly session: DeskSession;
  readonly map: MapWindow;

  constructor(session: DeskSession) {
    this.session = session;
    this.map = new MapWindow(session.page);
  }

  o(key: string, params: { readonly [name: string]: string | number } = {}): string {
    return this.session.word("outline", key, params);
  }

  button(key: string): Locator {
    return this.session.main.getByRole("button", { name: this.o(key), exact: true });
  }

  /** The coordinates of a site's outline, as the registry has them. */
  async outline(ref: string): Promise<Spot[][][]> {
    const { body } = await this.session.api("GET", `/api/v1/desk/sites/${encodeURIComponent(ref)}`);
    return (body as { geometry: { coordinates: Spot[][][] } }).geometry.coordinates;
  }

  /** Where a place is on the page; the map is in sight and at rest. */
  async spot([longitude, latitude]: Spot): Promise<{ x: number; y: number }> {
    await this.session.main.locator(".outline-editor-map").scrollIntoViewIfNeeded();
    await this.map.idle();
    return this.map.place(longitude, latitude);
  }
}

export class OutlineGiven extends Outline {
  /** Has to come before the page is opened: the journeys look into the map. */
  async watched(): Promise<void> {
    await this.map.listen();
  }
}

export class OutlineWhen extends Outline {
  /** Gives the point of a new site, and looks at it closely. */
  async givesPoint([longitude, latitude]: Spot): Promise<void> {
    await this.button("outline.point_set").click();
    for (const [key, degrees] of [
      ["outline.longitude", longitude],
      ["outline.latitude", latitude],
    ] as const) {
      const field = this.session.main.getByLabel(this.o(key));
      await field.fill(String(degrees));
      await field.press("Enter");
    }
    await this.looksAtAll();
  }

  async looksAtAll(): Promise<void> {
    await this.button("outline.fit").click();
    await this.map.idle();
  }

  async takes(tool: "edit" | "part" | "hole" | "line" | "parcel"): Promise<void> {
    await this.button(`outline.${tool}`).click();
  }

  /** Clicks places on the map one after the other. */
  async clicks(...places: readonly Spot[]): Promise<void> {
    for (const place of places) {
      const { x, y } = await this.spot(place);
      await this.session.page.mouse.move(x, y);
      await this.session.page.mouse.click(x, y);
    }
  }

  async finishes(): Promise<void> {
    await this.button("outline.finish").click();
  }

  /** Draws with a tool, ending with Enter. */
  async draws(tool: "part" | "hole" | "line", ...places: readonly Spot[]): Promise<void> {
    await this.takes(tool);
    await this.clicks(...places);
    await this.session.page.keyboard.press("Enter");
  }

  /** Drags what is at a place to another. */
  async drags(from: Spot, to: Spot): Promise<void> {
    const start = await this.spot(from);
    const end = await this.spot(to);
    const { mouse } = this.session.page;
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
    await mouse.move(end.x, end.y, { steps: 4 });
    await mouse.up();
  }

  async undoes(): Promise<void> {
    await this.button("outline.undo").click();
  }

  async redoes(): Promise<void> {
    await this.button("outline.redo").click();
  }
}

/** Pixels are coarser than coordinates: so far off is the same place, about three metres. */
const NEAR_DEGREES = 3e-5;

export class OutlineThen extends Outline {
  async says(key: string): Promise<void> {
    await expect(this.session.main.locator(".outline-hint")).toContainText(this.o(key));
  }

  /** The list tells of so many parts, with so many holes each. */
  async listsParts(...holes: readonly number[]): Promise<void> {
    const rows = this.session.main.locator(".outline-parts > li");
    await expect(rows).toHaveCount(holes.length);
    for (const [i, n] of holes.entries()) await expect(rows.nth(i).locator(":scope > ul > li")).toHaveCount(n);
  }

  /** The saved outline has these rings, each with these corners, wherever it begins. */
  async savedAs(ref: string, parts: readonly (readonly (readonly Spot[])[])[]): Promise<void> {
    await expect(async () => this.#has(await this.outline(ref), parts)).toPass();
  }

  #has(coordinates: Spot[][][], parts: readonly (readonly (readonly Spot[])[])[]): void {
    expect(coordinates.map((part) => part.map((ring) => ring.length - 1))).toEqual(
      parts.map((part) => part.map((ring) => ring.length)),
    );
    for (const [p, part] of parts.entries())
      for (const [r, ring] of part.entries())
        for (const [x, y] of ring)
          expect(
            coordinates[p]?.[r]?.some(([cx, cy]) => Math.hypot(cx - x, cy - y) < NEAR_DEGREES),
            `corner ${x} ${y} of ring ${r} of part ${p} in ${JSON.stringify(coordinates)}`,
          ).toBe(true);
  }

  /** The outline differs from another in so many corners, and in nothing else. */
  async keptAllBut(ref: string, before: Spot[][][], moved: number): Promise<void> {
    const corners = (parts: Spot[][][]) =>
      parts.map((part) => part.map((ring) => ring.slice(0, -1).map((corner) => JSON.stringify(corner))));
    await expect(async () => {
      const [was, is] = [corners(before), corners(await this.outline(ref))];
      const lengths = (parts: string[][][]) => parts.map((part) => part.map((ring) => ring.length));
      expect(lengths(is)).toEqual(lengths(was));
      expect(was.flat(2).filter((corner, i) => corner !== is.flat(2)[i])).toHaveLength(moved);
    }).toPass();
  }
}
