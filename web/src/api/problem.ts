/** What went wrong with a request, in a form that screens can show. */

import type { components } from "./schema.gen";

export interface Fault {
  readonly name: string;
  readonly rule: string;
  readonly got: string;
  readonly want?: string;
}

/** One reason why something is refused, as problem documents of status 409 name them. */
export type Refusal = components["schemas"]["Refusal"];

/** A problem document of the API (RFC 9457), or no answer at all: then the status is 0. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly faults: readonly Fault[];
  /** The whole document, for members that one kind of problem alone has: `refusals`, `changes`, `version`. */
  readonly document: { readonly [member: string]: unknown };
  /** Seconds after which the request may be tried again, null where the answer does not say. */
  readonly retryAfter: number | null;

  constructor(
    status: number,
    title: string,
    detail: string,
    faults: readonly Fault[],
    document: { readonly [member: string]: unknown } = {},
    retryAfter: number | null = null,
  ) {
    super(`${status} ${title}`);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.faults = faults;
    this.document = document;
    this.retryAfter = retryAfter;
  }

  /** Every reason of a refusal. */
  get refusals(): readonly Refusal[] {
    const said = this.document["refusals"];
    return Array.isArray(said) ? (said as Refusal[]) : [];
  }

  /** Reports whether the server could not be reached at all. */
  get offline(): boolean {
    return this.status === 0;
  }
}

/** Makes a problem of whatever a request ended with. */
export function problemOf(status: number, body: unknown, headers: Headers | null = null): Problem {
  const document = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string) => (typeof document[name] === "string" ? document[name] : "");
  const faults = Array.isArray(document["faults"]) ? (document["faults"] as Fault[]) : [];
  const seconds = Number(headers?.get("Retry-After") ?? Number.NaN);
  return new Problem(
    status,
    text("title") || `HTTP ${status}`,
    text("detail"),
    faults,
    document,
    Number.isFinite(seconds) ? seconds : null,
  );
}

/** Makes a problem of an error thrown on the way; a request that was given up stays what it is. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, "", error instanceof Error ? error.message : String(error), []);
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
