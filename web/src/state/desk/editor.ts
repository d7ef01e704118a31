/**
 * One site under the hands of its editor: what was read, what it was changed
 * to, and how far that is saved. Every change is kept in the browser at once
 * and sent after a pause; what cannot be sent waits.
 */

import { batch, computed, signal } from "@preact/signals-core";
import {
  type ActRequest,
  type Assessment,
  actOnSite,
  changeSite,
  checkSite,
  createSite,
  type DeskSite,
  type Finding,
  fetchSite,
} from "../../api/desk/editor";
import type { Geometry } from "../../api/desk/geometry";
import type { Tagged } from "../../api/desk/http";
import { asProblem, isAbort, Problem } from "../../api/problem";
import {
  addElement,
  type Choice,
  changesOf,
  clashesOf,
  merged,
  type Path,
  type Plain,
  patchOf,
  put,
  removeElement,
  same,
} from "../../domain/desk/record-edit";
import { type Draft, dropDraft, findDraft, keepDraft } from "./drafts";
import { person } from "./session";

/** How far what was typed is saved. */
export type SaveState = "saved" | "waiting" | "saving" | "device" | "refused" | "conflict";

export interface Content {
  readonly record: Plain;
  readonly geometry: Geometry | null;
}

/**
 * How well the place is known, once a site has an outline that had none: what was said of a point says nothing of it.
 * Whoever knows better says so in the form.
 */
export function withQuality(before: Content, now: Content, quality: "digitised" | "cadastral"): Content {
  const outlined = ({ geometry }: Content) => geometry !== null && geometry.type !== "Point";
  const said = now.record["location_quality"];
  if (outlined(before) || !outlined(now) || (said !== undefined && said !== "point_only")) return now;
  return { ...now, record: { ...now.record, location_quality: quality } };
}

/** What was changed elsewhere while it was changed here. */
export interface Conflict {
  readonly original: Content;
  readonly theirs: Content;
  readonly site: DeskSite;
  readonly tag: string;
}

const SAVE_PAUSE_MS = 1500;
const CHECK_PAUSE_MS = 700;
const RETRY_MS = 5000;

const EMPTY: Content = { record: {}, geometry: null };

export const NEW = "new";

const contentOf = (site: DeskSite): Content => ({
  record: site.record as Plain,
  geometry: site.geometry as unknown as Geometry,
});

const sameContent = (a: Content, b: Content) => same(a.record, b.record) && same(a.geometry, b.geometry);

export class EditorSession {
  /** The reference, or "new". */
  readonly ref: string;
  readonly site = signal<DeskSite | null>(null);
  readonly mine = signal<Content>(EMPTY);
  readonly state = signal<SaveState>("saved");
  readonly problem = signal<Problem | null>(null);
  /** Why the last save was refused. */
  readonly refused = signal<Problem | null>(null);
  readonly conflict = signal<Conflict | null>(null);
  /** A draft that a closed tab left, offered to be gone on with. */
  readonly found = signal<Draft | null>(null);
  readonly findings = signal<readonly Finding[]>([]);
  readonly assessment = signal<Assessment | null>(null);
  readonly checking = signal(false);
  readonly busy = signal(false);
  readonly base = signal<Content>(EMPTY);
  readonly keeps = signal(true);

  readonly isNew: boolean;
  readonly changed = computed(() => !sameContent(this.base.value, this.mine.value));
  readonly editable = computed(() => this.isNew || (this.site.value?.actions.includes("update") ?? false));
  /** What the draft that was found differs in from the site as it is. */
  readonly foundChanges = computed(() => {
    const draft = this.found.value;
    return draft ? changesOf(this.base.value.record, draft.mine.record) : {};
  });

  #tag = "";
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #checkTimer: ReturnType<typeof setTimeout> | undefined;
  #checkAbort: AbortController | null = null;
  #saving: Promise<void> | null = null;
  #gone = false;
  readonly #online = () => void this.save();

  constructor(ref: string) {
    this.ref = ref;
    this.isNew = ref === NEW;
    addEventListener("online", this.#online);
  }

  get tag(): string {
    return this.#tag;
  }

  dispose(): void {
    this.#gone = true;
    removeEventListener("online", this.#online);
    clearTimeout(this.#saveTimer);
    clearTimeout(this.#checkTimer);
    this.#checkAbort?.abort();
    if (this.changed.peek() && !this.isNew) void this.save();
  }

  async load(): Promise<void> {
    this.problem.value = null;
    try {
      if (!this.isNew) {
        const { value, tag } = await fetchSite(this.ref);
        this.#take(value, tag);
        this.mine.value = contentOf(value);
      }
    } catch (error) {
      if (isAbort(error)) return;
      this.problem.value = asProblem(error);
      return;
    }
    const draft = await findDraft(this.#account, this.ref);
    if (draft && !sameContent(draft.mine, this.base.value)) this.found.value = draft;
    if (!this.isNew) this.#checkSoon(0);
  }

  get #account(): string {
    return String(person.peek()?.account ?? "");
  }

  #take(site: DeskSite, tag: string): void {
    this.#tag = tag;
    batch(() => {
      this.site.value = site;
      this.base.value = contentOf(site);
      this.findings.value = site.findings;
      this.assessment.value = site.assessment;
    });
  }

  put(path: Path, value: unknown): void {
    this.#change({ ...this.mine.value, record: put(this.mine.value.record, path, value) });
  }

  add(list: string, element: Plain): void {
    this.#change({ ...this.mine.value, record: addElement(this.mine.value.record, list, element) });
  }

  remove(list: string, index: number): void {
    this.#change({ ...this.mine.value, record: removeElement(this.mine.value.record, list, index) });
  }

  /** Changes record and geometry together, as when a parcel is taken with its outline. */
  take(next: Content): void {
    this.#change(next);
  }

  place(geometry: Geometry | null): void {
    this.#change(withQuality(this.mine.value, { ...this.mine.value, geometry }, "digitised"));
  }

  #change(next: Content): void {
    if (!this.editable.value) return;
    this.mine.value = next;
    if (!this.conflict.value) this.state.value = this.isNew || !navigator.onLine ? "device" : "waiting";
    void this.#keep();
    this.#checkSoon(CHECK_PAUSE_MS);
    if (!this.isNew) this.#saveSoon(SAVE_PAUSE_MS);
  }

  async #keep(): Promise<void> {
    const site = this.site.peek();
    const kept = { ref: this.ref, account: this.#account, tag: this.#tag, version: site?.version ?? 0 };
    try {
      await keepDraft({ ...kept, base: this.base.peek(), mine: this.mine.peek(), at: new Date().toISOString() });
    } catch {
      this.keeps.value = false;
    }
  }

  #saveSoon(after: number): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.save(), after);
  }

  /** Sends what is changed; what is being sent already is waited for. */
  async save(): Promise<void> {
    clearTimeout(this.#saveTimer);
    while (this.#saving) await this.#saving;
    if (this.isNew || this.conflict.value || !this.site.value) return;
    if (!this.changed.value) {
      // What was changed was changed back before it was sent.
      this.state.value = "saved";
      this.refused.value = null;
      if (!this.found.value) void dropDraft(this.#account, this.ref);
      return;
    }
    this.#saving = this.#send().finally(() => {
      this.#saving = null;
    });
    await this.#saving;
  }

  async #send(): Promise<void> {
    const sent = this.mine.value;
    const base = this.base.value;
    const record = patchOf(base.record, sent.record);
    const moved = sent.geometry !== null && !same(base.geometry, sent.geometry) ? sent.geometry : null;
    if (!record && !moved) return;
    this.state.value = "saving";
    try {
      const change = { ...(record ? { record } : {}), ...(moved ? { geometry: moved } : {}) };
      const { value, tag } = await changeSite(this.ref, this.#tag, change);
      this.#saved(sent, value, tag);
    } catch (error) {
      await this.#notSaved(asProblem(error));
    }
  }

  /** What was typed while it was being sent stays, on top of what the server made of the rest. */
  #saved(sent: Content, site: DeskSite, tag: string): void {
    const now = this.mine.value;
    const answer = contentOf(site);
    batch(() => {
      this.#take(site, tag);
      this.refused.value = null;
      this.mine.value = {
        record: merged(sent.record, now.record, answer.record),
        geometry: same(now.geometry, sent.geometry) ? answer.geometry : now.geometry,
      };
      this.state.value = this.changed.value ? "waiting" : "saved";
    });
    if (this.changed.value) {
      void this.#keep();
      if (!this.#gone) this.#saveSoon(SAVE_PAUSE_MS);
    } else void dropDraft(this.#account, this.ref);
  }

  async #notSaved(problem: Problem): Promise<void> {
    if (problem.status === 412) return this.#meet();
    if (problem.offline || problem.status >= 500 || problem.status === 429) {
      this.state.value = "device";
      if (!this.#gone) this.#saveSoon((problem.retryAfter ?? 0) * 1000 || RETRY_MS);
      return;
    }
    this.state.value = "refused";
    this.refused.value = problem;
  }

  /** Somebody was faster: what they made is read, and put beside. */
  async #meet(): Promise<void> {
    try {
      const { value, tag } = await fetchSite(this.ref);
      const theirs = contentOf(value);
      const original = this.base.value;
      const mine = this.mine.value;
      const clash =
        clashesOf(original.record, mine.record, theirs.record).length > 0 || geometryClash(original, mine, theirs);
      if (clash) {
        this.conflict.value = { original, theirs, site: value, tag };
        this.state.value = "conflict";
        return;
      }
      this.#settle({ original, theirs, site: value, tag }, new Map());
    } catch (error) {
      await this.#notSaved(asProblem(error));
    }
  }

  /** Puts both together as was chosen, and saves. */
  resolve(choices: ReadonlyMap<string, Choice>): void {
    const conflict = this.conflict.value;
    if (conflict) this.#settle(conflict, choices);
  }

  #settle({ original, theirs, site, tag }: Conflict, choices: ReadonlyMap<string, Choice>): void {
    const mine = this.mine.value;
    const own = same(original.geometry, mine.geometry) ? "theirs" : (choices.get("geometry") ?? "mine");
    batch(() => {
      this.#take(site, tag);
      this.conflict.value = null;
      this.mine.value = {
        record: merged(original.record, mine.record, theirs.record, choices),
        geometry: { mine, theirs, original }[own].geometry,
      };
      this.state.value = this.changed.value ? "waiting" : "saved";
    });
    void this.#keep();
    this.#checkSoon(0);
    this.#saveSoon(0);
  }

  /** Goes on with the draft that was found. It stands on what was read then, so that nobody's work is lost. */
  restore(): void {
    const draft = this.found.value;
    if (!draft) return;
    batch(() => {
      this.found.value = null;
      this.mine.value = {
        record: merged(draft.base.record, draft.mine.record, this.base.value.record),
        geometry: same(draft.base.geometry, draft.mine.geometry) ? this.base.value.geometry : draft.mine.geometry,
      };
    });
    const clash = !this.isNew && clashesOf(draft.base.record, draft.mine.record, this.base.value.record).length > 0;
    const site = this.site.value;
    if (clash && site) {
      const theirs = this.base.value;
      this.mine.value = draft.mine;
      this.conflict.value = { original: draft.base, theirs, site, tag: this.#tag };
      this.state.value = "conflict";
      return;
    }
    this.#change(this.mine.value);
  }

  forget(): void {
    this.found.value = null;
    void dropDraft(this.#account, this.ref);
  }

  #checkSoon(after: number): void {
    clearTimeout(this.#checkTimer);
    this.#checkTimer = setTimeout(() => void this.check(), after);
  }

  async check(): Promise<void> {
    const { record, geometry } = this.mine.value;
    if (!geometry || !this.editable.value) return;
    this.#checkAbort?.abort();
    const abort = new AbortController();
    this.#checkAbort = abort;
    this.checking.value = true;
    try {
      const { findings, assessment } = await checkSite(this.isNew ? null : this.ref, record, geometry, abort.signal);
      this.findings.value = findings.map((one) => ({ ...one, waived: one.waived || this.#waives(one) }));
      this.assessment.value = assessment;
    } catch {
      // What cannot be checked now is checked with the next change, and by the server before anything is published.
    } finally {
      if (this.#checkAbort === abort) this.checking.value = false;
    }
  }

  #waives(finding: Finding): boolean {
    return (this.site.value?.waivers ?? []).some(
      (one) => one.rule === finding.rule && one.field === finding.field && (one.raw ?? "") === finding.raw,
    );
  }

  /** Makes the site; gives its reference, or null where it was refused. */
  async create(): Promise<string | null> {
    const { record, geometry } = this.mine.value;
    if (!geometry) return null;
    this.busy.value = true;
    this.state.value = "saving";
    try {
      const { value } = await createSite(record, geometry);
      await dropDraft(this.#account, NEW);
      this.state.value = "saved";
      this.base.value = this.mine.value;
      return value.ref;
    } catch (error) {
      this.refused.value = asProblem(error);
      this.state.value = this.refused.value.offline ? "device" : "refused";
      return null;
    } finally {
      this.busy.value = false;
    }
  }

  /** Does something with the site as it is saved; throws the Problem. */
  act(action: Parameters<typeof actOnSite>[2], body: ActRequest): Promise<DeskSite> {
    return this.change((tag) => actOnSite(this.ref, tag, action, body));
  }

  /** Saves what is written, then asks for something that answers with the site as it is then; throws the Problem. */
  async change(ask: (tag: string) => Promise<Tagged<DeskSite>>): Promise<DeskSite> {
    this.busy.value = true;
    try {
      await this.save();
      if (this.changed.value) throw this.refused.value ?? new Problem(0, "", "", []);
      const { value, tag } = await ask(this.#tag);
      this.#take(value, tag);
      this.mine.value = contentOf(value);
      this.state.value = "saved";
      this.#checkSoon(0);
      return value;
    } catch (error) {
      if (asProblem(error).status === 412) await this.#meet();
      throw error;
    } finally {
      this.busy.value = false;
    }
  }
}

function geometryClash(original: Content, mine: Content, theirs: Content): boolean {
  return (
    !same(original.geometry, mine.geometry) &&
    !same(original.geometry, theirs.geometry) &&
    !same(mine.geometry, theirs.geometry)
  );
}
