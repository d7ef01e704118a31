/** One site in review: what is new in it, what the rules say, and the answer of the reviewer. */

import { batch, computed, signal } from "@preact/signals-core";
import {
  type ActRequest,
  actOn,
  type DeskBrief,
  type DeskRevision,
  type DeskSite,
  type Finding,
  fetchDeskHistory,
  fetchDeskSite,
  fetchLineage,
  fetchPublic,
  type Geometry,
  type Lineage,
  listReview,
} from "../../api/desk/review";
import { asProblem, isAbort, type Problem } from "../../api/problem";
import { type Changes, flatRecord } from "../../domain/desk/difference";

export class ReviewSession {
  readonly ref: string;
  readonly site = signal<DeskSite | null>(null);
  readonly history = signal<readonly DeskRevision[]>([]);
  readonly lineage = signal<Lineage | null>(null);
  /** The outline that the public sees, null where it sees none. */
  readonly published = signal<Geometry | null>(null);
  readonly queue = signal<readonly DeskBrief[]>([]);
  readonly problem = signal<Problem | null>(null);
  readonly refused = signal<Problem | null>(null);
  readonly busy = signal(false);
  /** What was done last here. */
  readonly done = signal<"publish" | "return" | null>(null);

  /** What differs from what the public sees; of a site that it never saw, everything. */
  readonly changes = computed<Changes>(() => {
    const site = this.site.value;
    if (!site) return {};
    return site.pending ?? (site.published_at === null ? flatRecord(site.record) : {});
  });

  readonly #going = new AbortController();

  constructor(ref: string) {
    this.ref = ref;
  }

  async load(): Promise<void> {
    this.problem.value = null;
    const { signal } = this.#going;
    try {
      const [site, history] = await Promise.all([
        fetchDeskSite(this.ref, signal),
        fetchDeskHistory(this.ref, { cursor: null, limit: 50, geometry: false }, signal),
      ]);
      const [lineage, shown, queue] = await Promise.all([
        fetchLineage(this.ref, signal),
        site.published_at === null ? null : fetchPublic(this.ref, null, signal),
        listReview("in_review", "", signal),
      ]);
      batch(() => {
        this.site.value = site;
        this.history.value = history.revisions;
        this.lineage.value = lineage;
        this.published.value = shown?.geometry ?? null;
        this.queue.value = queue.sites.toSorted((a, b) => a.changed_at.localeCompare(b.changed_at));
      });
    } catch (error) {
      if (!isAbort(error)) this.problem.value = asProblem(error);
    }
  }

  close(): void {
    this.#going.abort();
  }

  /** The site that waits behind this one, null on the last. */
  readonly next = computed<DeskBrief | null>(() => {
    const { value } = this.queue;
    const at = value.findIndex(({ ref }) => ref === this.ref);
    return value[at + 1] ?? value.find(({ ref }) => ref !== this.ref) ?? null;
  });

  /** Publishes with reasons for warnings; the sites of a division come together. */
  publish(reasons: ReadonlyMap<string, string>, reason: string): Promise<boolean> {
    const site = this.site.peek();
    const waivers = (site?.findings ?? []).flatMap((finding) => {
      const said = reasons.get(findingKey(finding))?.trim();
      return said ? [{ rule: finding.rule, field: finding.field, raw: finding.raw, reason: said }] : [];
    });
    const together = this.lineage.peek()?.together ?? [];
    return this.#act("publish", {
      ...(reason === "" ? {} : { reason }),
      ...(waivers.length > 0 ? { waivers } : {}),
      ...(together.length > 0 ? { together } : {}),
    });
  }

  giveBack(reason: string): Promise<boolean> {
    return this.#act("return", { reason });
  }

  async #act(action: "publish" | "return", body: ActRequest): Promise<boolean> {
    const site = this.site.peek();
    if (!site || this.busy.peek()) return false;
    batch(() => {
      this.busy.value = true;
      this.refused.value = null;
    });
    try {
      const after = await actOn(site, action, body);
      batch(() => {
        this.site.value = after;
        this.done.value = action;
      });
      return true;
    } catch (error) {
      this.refused.value = asProblem(error);
      return false;
    } finally {
      this.busy.value = false;
    }
  }
}

/** What tells a finding from the others of its site. */
export const findingKey = ({ rule, field, raw }: Finding) => `${rule} ${field} ${raw}`;
