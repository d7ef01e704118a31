import { describe, expect, it } from "vitest";
import type { CampaignQuestion, CampaignTask, Observation } from "../src/api/desk/campaigns";
import {
  answerWords,
  compared,
  freeQuestion,
  progressOf,
  questionEdit,
  taskName,
  valueAt,
} from "../src/domain/desk/campaigns";
import {
  type Draft,
  directionOf,
  distanceM,
  emptyDraft,
  inOrder,
  isBegun,
  missingIn,
  observationOf,
  roundedDistance,
} from "../src/domain/desk/field";
import { shrunk } from "../src/domain/desk/picture";

const question = (key: string, more: Partial<CampaignQuestion> = {}): CampaignQuestion => ({
  key,
  field: key,
  type: "text",
  options: [],
  label: { en: key },
  help: {},
  required: false,
  unit: null,
  display: null,
  ...more,
});

const SAY = { yes: "Yes", no: "No", unknown: "Cannot be told" };

describe("a campaign", () => {
  it("is as far as its verified tasks", () => {
    const { total, done, parts } = progressOf({ open: 3, verified: 1, redo: 0 });
    expect([total, done]).toEqual([4, 1]);
    expect(parts.filter(({ count }) => count > 0).map(({ state, share }) => [state, share])).toEqual([
      ["verified", 0.25],
      ["open", 0.75],
    ]);
    expect(progressOf({}).parts.every(({ share }) => share === 0)).toBe(true);
  });

  it("sends of a question about a field only what is not in the table", () => {
    expect(questionEdit(question("kind", { type: "code", required: true, help: { en: "x" } }))).toEqual({
      field: "kind",
      required: true,
    });
    const free = freeQuestion("en", "Gate?", "code", ["Open", "Shut"], ["question_1"]);
    expect(questionEdit(free)).toEqual({
      key: "question_2",
      type: "code",
      label: { en: "Gate?" },
      required: false,
      options: [
        { code: "answer_1", label: { en: "Open" } },
        { code: "answer_2", label: { en: "Shut" } },
      ],
    });
  });

  it("says answers as people read them", () => {
    const hectares = question("area", {
      type: "number",
      unit: "m2",
      display: { unit: "ha", factor: 0.0001, decimals: 2 },
    });
    const codes = question("use", {
      type: "codes",
      options: [{ code: "a", label: { en: "Housing" }, valid_from: null, valid_to: null }],
    });
    expect(answerWords(hectares, 15000, "en", SAY)).toBe("1.5\u00a0ha");
    expect(answerWords(question("gate", { type: "boolean" }), false, "en", SAY)).toBe("No");
    expect(answerWords(codes, ["a", "new"], "en", SAY)).toBe("Housing, new");
    expect(answerWords(codes, null, "en", SAY)).toBe("Cannot be told");
  });

  it("finds the value of a record at a path of the table", () => {
    const record = {
      kind: "brownfield",
      area: { declared_m2: 5 },
      utilities: [
        { network: "gas", state: "none" },
        { network: "electricity", state: "on_site" },
      ],
      buildings: [{ condition: "medium" }],
      access: [{ mode: "local_road" }, { mode: "rail_siding" }],
    };
    const paths = [
      "kind",
      "area.declared_m2",
      "utilities[electricity].state",
      "buildings[].condition",
      "access[].mode",
      "no.thing",
    ];
    expect(paths.map((path) => valueAt(record, path))).toEqual([
      "brownfield",
      5,
      "on_site",
      "medium",
      undefined,
      undefined,
    ]);
  });

  it("sets answers beside what the record says", () => {
    const observation = { answers: { kind: "building", power_state: null, gate: true } } as unknown as Observation;
    const rows = compared(
      [question("kind"), question("power_state"), question("gate", { field: null }), question("address")],
      observation,
      { kind: "brownfield" },
      (field) => [field],
    );
    expect(rows.map(({ question: { key }, before, seen, differs }) => [key, before, seen, differs])).toEqual([
      ["kind", "brownfield", "building", true],
      ["power_state", undefined, null, false],
      ["gate", undefined, true, false],
    ]);
  });

  it("calls a place by its name, and a site by its reference too", () => {
    expect(taskName({ label: "Mill", ref: "LB-2026-0001" })).toBe("Mill · LB-2026-0001");
    expect(taskName({ label: "Mill", ref: null })).toBe("Mill");
  });
});

describe("the phone", () => {
  const here = { longitude: 37.5, latitude: 48.7 };

  it("knows how far and in which direction places are", () => {
    expect(Math.round(distanceM(here, { longitude: 37.5, latitude: 48.71 }))).toBe(1112);
    const around = [
      [0, 1],
      [1, 1],
      [1, 0],
      [1, -1],
      [0, -1],
      [-1, -1],
      [-1, 0],
      [-1, 1],
    ].map(([x = 0, y = 0]) => directionOf(here, { longitude: 37.5 + x * 0.015, latitude: 48.7 + y * 0.01 }));
    expect(around).toEqual(["n", "ne", "e", "se", "s", "sw", "w", "nw"]);
    expect([4, 849, 3240, 48_700].map((metres) => roundedDistance(metres).value)).toEqual([10, 850, 3.24, 48.7]);
  });

  it("puts what waits first, the nearest first", () => {
    const task = (id: number, longitude: number, state: CampaignTask["state"]) =>
      ({ id, longitude, latitude: 48.7, state }) as CampaignTask;
    const tasks = [task(1, 37.9, "taken"), task(2, 37.6, "redo"), task(3, 37.51, "verified"), task(4, 37.55, "taken")];
    expect(inOrder(tasks, here, new Set([4])).map(({ id }) => id)).toEqual([2, 1, 3, 4]);
    expect(inOrder(tasks, null, new Set()).map(({ id }) => id)).toEqual([1, 2, 4, 3]);
  });

  it("tells what an answer still lacks", () => {
    const questions = [question("use", { required: true }), question("note")];
    const draft = (part: Partial<Draft>) => ({ ...emptyDraft(1), ...part });
    expect(missingIn(draft({}), questions)).toEqual(["sighting"]);
    expect(missingIn(draft({ sighting: "there" }), questions)).toEqual(["use"]);
    expect(missingIn(draft({ sighting: "there", answers: { use: null } }), questions)).toEqual([]);
    expect(missingIn(draft({ sighting: "not_there" }), questions)).toEqual([]);
    expect(missingIn(draft({ sighting: "not_reached", comment: " " }), questions)).toEqual(["comment"]);
    expect([isBegun(draft({})), isBegun(draft({ comment: "x" }))]).toEqual([false, true]);
  });

  it("makes an observation of a draft, without answers about what is not there", () => {
    const position = { ...here, accuracy_m: 12, at: 0 };
    const draft: Draft = {
      task: 7,
      sighting: "not_there",
      answers: { use: "x" },
      comment: " gone ",
      position,
      photos: ["p"],
    };
    expect(observationOf(draft, "id", 2, new Date("2026-05-01T10:00:00Z"))).toEqual({
      id: "id",
      task: 7,
      questions: 2,
      sighting: "not_there",
      answers: {},
      comment: "gone",
      position: { ...here, accuracy_m: 12 },
      photos: ["p"],
      observed_at: "2026-05-01T10:00:00.000Z",
    });
    expect(observationOf({ ...draft, sighting: "there" }, "id", 2, new Date(0)).answers).toEqual({ use: "x" });
  });

  it("sends photos no larger than they are looked at", () => {
    expect(shrunk({ width: 4000, height: 3000 })).toEqual({ width: 1600, height: 1200 });
    expect(shrunk({ width: 900, height: 1200 })).toEqual({ width: 900, height: 1200 });
    expect(shrunk({ width: 10_000, height: 2 })).toEqual({ width: 1600, height: 1 });
  });
});
