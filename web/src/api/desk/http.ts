/**
 * How the desk asks. Every area writes its requests with `desk` and unpacks
 * them with `answerOf`, `taggedOf` or `doneOf`:
 *
 *   const site = taggedOf(await desk.GET("/api/v1/desk/sites/{ref}", { params: { path: { ref } }, signal }));
 *   taggedOf(await desk.PATCH("/api/v1/desk/sites/{ref}", {
 *     params: { path: { ref }, header: { "If-Match": site.tag } }, body }));
 *
 * Whatever does not go well is thrown as a Problem. A session that has ended in
 * the meantime is begun anew by the person, on top of the page, and the request
 * is sent again: nothing of the page is lost.
 */

import createClient from "openapi-fetch";
import { BASE } from "../base";
import { problemOf } from "../problem";
import type { paths } from "../schema.gen";

/** Gets a person signed in again; false where they would not. */
type Renew = () => Promise<boolean>;

let renew: Renew | null = null;

/** Says who is asked when a request finds the session ended; null while nobody has signed in. */
export function renewSessionsBy(ask: Renew | null): void {
  renew = ask;
}

/** fetch, once more after the person has signed in again. */
export async function deskFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  if (renew === null) return fetch(request);
  const again = request.clone();
  const response = await fetch(request);
  if (response.status !== 401 || renew === null) return response;
  return (await renew()) ? fetch(again) : response;
}

/** Lists stand in one parameter with commas, as the contract has it. */
export const desk = createClient<paths>({
  baseUrl: BASE,
  fetch: deskFetch,
  querySerializer: { array: { style: "form", explode: false } },
});

/** What a request ends with, as openapi-fetch gives it. */
interface Outcome<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The answer of a request that went well. */
export function answerOf<T>({ data, error, response }: Outcome<T>): T {
  if (!response.ok || data === undefined) throw problemOf(response.status, error, response.headers);
  return data;
}

/** An answer with the ETag of what it shows, to be sent back in If-Match. */
export interface Tagged<T> {
  readonly value: T;
  readonly tag: string;
}

export function taggedOf<T>(outcome: Outcome<T>): Tagged<T> {
  return { value: answerOf(outcome), tag: outcome.response.headers.get("ETag") ?? "" };
}

/** For answers without a body. */
export function doneOf({ error, response }: Outcome<unknown>): void {
  if (!response.ok) throw problemOf(response.status, error, response.headers);
}
