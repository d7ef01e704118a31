/** Doing random edits with the real page, and the same through the API. */

import { expect, type Locator } from "@playwright/test";
import { EditorWhen } from "./editor";
import type { Edit, Json, Table } from "./random-edits";

/** Does edits one after the other in the open editor, as a person does. */
export class RandomWhen extends EditorWhen {
  #tab = "";

  async table(): Promise<Table> {
    return (await this.session.api("GET", "/api/v1/members")).body as Table;
  }

  async makes(edit: Edit): Promise<void> {
    if ("tab" in edit) await this.#goTo(edit.tab);
    if ("element" in edit && edit.element) await this.#unfold(edit.element.list, edit.element.index);
    switch (edit.do) {
      case "fill":
        return this.control(edit.place).fill(edit.text);
      case "months":
        for (const [i, text] of edit.parts.entries()) await this.#inputs(edit.place).nth(i).fill(text);
        // What was typed stands as it is until the control is left.
        return this.#inputs(edit.place).nth(1).blur();
      case "words":
        return this.#inputs(edit.place).nth(edit.language).fill(edit.text);
      case "choose":
        await this.control(edit.place).selectOption(edit.value);
        return;
      case "tick":
        return this.#inputs(edit.place).nth(edit.nth).click();
      case "evidence":
        return this.#proves(edit);
      case "add":
        return this.adds(edit.list);
      case "remove":
      case "later":
        return this.#element(edit.do, edit.list, edit.index);
      case "paste":
        return this.pastes(edit.text, edit.adds);
      case "corner":
        return this.#corner(edit.part, edit.longitude);
      case "undo":
      case "redo":
        return this.pressesOutline(`outline.${edit.do}`);
      case "remove_part":
        return this.#removes(this.o("outline.part_name", { number: edit.part + 1 }));
      case "remove_hole":
        return this.#removes(this.o("outline.hole_name", { number: edit.hole + 1, part: edit.part + 1 }));
    }
  }

  /** The same record and outline as the API is told them: a patch of what differs. */
  async patches(ref: string, record: Json, parts: unknown): Promise<void> {
    const path = `/api/v1/desk/sites/${encodeURIComponent(ref)}`;
    const { body, tag } = await this.session.api("GET", path);
    const geometry = { type: "MultiPolygon", coordinates: parts };
    await this.session.api(
      "PATCH",
      path,
      { record: replacing((body as { record: Json }).record, record), geometry },
      { "If-Match": tag },
    );
  }

  async #goTo(tab: string): Promise<void> {
    if (this.#tab === tab) return;
    await this.opensGroup(tab);
    this.#tab = tab;
  }

  #inputs(place: string): Locator {
    return this.member(place).locator("input, textarea");
  }

  #details(list: string, index: number): Locator {
    return this.session.main.locator(`[data-list="${list}"] > details`).nth(index);
  }

  async #unfold(list: string, index: number): Promise<void> {
    const details = this.#details(list, index);
    if ((await details.getAttribute("open")) === null) await details.locator(":scope > summary").click();
    await expect(details.locator(":scope > .element-body")).toBeVisible();
  }

  async #element(way: "remove" | "later", list: string, index: number): Promise<void> {
    await this.#unfold(list, index);
    const foot = this.#details(list, index).locator(".element-body > .list-foot");
    await (way === "later"
      ? foot.locator(`[data-move="${list} ${index} later"]`)
      : foot.getByRole("button").last()
    ).click();
  }

  async #proves(edit: Extract<Edit, { do: "evidence" }>): Promise<void> {
    const details = this.member(edit.field).locator("details.evidence");
    if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
    const control = this.control(edit.place);
    if (edit.coded) await control.selectOption(edit.text);
    else await control.fill(edit.text);
  }

  async #corner(part: number, longitude: string): Promise<void> {
    const name = this.o("outline.part_name", { number: part + 1 });
    await this.button(`${this.o("outline.select")}: ${name}`).click();
    // The fields of the corner come with the mark of its part.
    await expect(this.session.main.locator(".outline-parts > li").nth(part)).toHaveAttribute("data-selected", "true");
    const field = this.session.main.locator(".outline-corner").getByLabel(this.o("outline.longitude"));
    await field.fill(longitude);
    await field.press("Enter");
  }

  #removes(name: string): Promise<void> {
    return this.pressesOutline("outline.remove_of", { name });
  }
}

/** As a merge patch: what an object no longer has is null. */
function replacing(before: unknown, after: unknown): unknown {
  const isObject = (value: unknown): value is Json =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject(before) || !isObject(after)) return after;
  const gone = Object.keys(before).filter((name) => !(name in after));
  return {
    ...Object.fromEntries(Object.entries(after).map(([name, value]) => [name, replacing(before[name], value)])),
    ...Object.fromEntries(gone.map((name) => [name, null])),
  };
}
