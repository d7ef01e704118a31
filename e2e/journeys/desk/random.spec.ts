/**
 * The form and the outline under many hands: `SEED=1234 npx playwright test journeys/desk/random.spec.ts` tries others
 * than the one that is tried always.
 */

import { expect } from "@playwright/test";
import { RandomWhen } from "../../drivers/desk/random";
import { type Edit, Expected } from "../../drivers/desk/random-edits";
import { test } from "../../harness/desk";

const EDITS = 200;
const BETWEEN_SAVES = 20;

const PART = [
  [
    [30, 50.4],
    [30.01, 50.4],
    [30.01, 50.41],
    [30, 50.41],
    [30, 50.4],
  ],
] as const;

test("two hundred random edits on the page give what the same edits through the API give", async ({
  given,
  then,
  session,
}) => {
  const seed = Number(process.env["SEED"] ?? 12);
  await given.shell.signedIn("Olena", "editor");
  const page = new RandomWhen(session);
  const table = await page.table();
  const record = { kind: "brownfield", names: { uk: "Завод" } };
  const outline = { type: "MultiPolygon", coordinates: [PART] };
  const byPage = await given.editor.draft(record, outline);
  const byInterface = await given.editor.draft(record, outline);
  const expected = new Expected(seed, table, record, [PART]);
  await given.editor.editing(byPage.ref);
  const said = async (ref: string) => {
    const site = await page.site(ref);
    return { record: { ...site.record, ref: undefined }, geometry: site.geometry };
  };
  for (let done = 0; done < EDITS; done += BETWEEN_SAVES) {
    const edits: Edit[] = [];
    for (let i = 0; i < BETWEEN_SAVES; i++) {
      const edit = expected.next();
      edits.push(edit);
      await test.step(`${done + i + 1}: ${JSON.stringify(edit)}`, () => page.makes(edit));
    }
    await then.editor.stateIs("saved");
    await page.patches(byInterface.ref, expected.record, expected.parts);
    expect(await said(byPage.ref), `seed ${seed}, after ${JSON.stringify(edits, null, 1)}`).toEqual(
      await said(byInterface.ref),
    );
    // Neither may have lost what the other lost as well.
    expect((await said(byPage.ref)).geometry).toEqual({ type: "MultiPolygon", coordinates: expected.parts });
  }
});
