/** What went wrong with a request, in a form that screens can show. */

export interface Fault {
  readonly name: string;
  readonly rule: string;
  readonly got: string;
  readonly want?: string;
}

/** A problem document of the API (RFC 9457), or no answer at all: then the status is 0. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly faults: readonly Fault[];

  constructor(status: number, title: string, detail: string, faults: readonly Fault[]) {
    super(`${status} ${title}`);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.faults = faults;
  }

  /** Reports whether the server could not be reached at all. */
  get offline(): boolean {
    return this.status === 0;
  }
}

/** Makes a problem of whatever a request ended with. */
export function problemOf(status: number, body: unknown): Problem {
  const document = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string) => (typeof document[name] === "string" ? document[name] : "");
  const faults = Array.isArray(document["faults"]) ? (document["faults"] as Fault[]) : [];
  return new Problem(status, text("title") || `HTTP ${status}`, text("detail"), faults);
}

/** Makes a problem of an error thrown on the way; a request that was given up stays what it is. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, "", error instanceof Error ? error.message : String(error), []);
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
