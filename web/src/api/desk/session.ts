/** Who is at the desk: signing in and out, the password, what the account may do and where. */

import createClient from "openapi-fetch";
import { BASE } from "../base";
import type { components, paths } from "../schema.gen";
import { answerOf, desk, doneOf } from "./http";

type Schemas = components["schemas"];

export type Session = Schemas["Session"];
export type Grant = Schemas["Grant"];

// Not the desk's client: a request that signs in must not ask to sign in again.
const client = createClient<paths>({ baseUrl: BASE });

export async function fetchSession(signal: AbortSignal | null = null): Promise<Session> {
  return answerOf(await client.GET("/api/v1/session", { signal }));
}

export async function signIn(email: string, password: string): Promise<Session> {
  return answerOf(await client.POST("/api/v1/session", { body: { email, password } }));
}

export async function signOut(): Promise<void> {
  doneOf(await client.DELETE("/api/v1/session"));
}

/** Changes one's own password; the other sessions of the account end with it. */
export async function changePassword(present: string, next: string): Promise<Session> {
  return answerOf(await desk.POST("/api/v1/session/password", { body: { present, new: next } }));
}

/** Where a browser goes to sign in by single sign-on; it comes back to the path. */
export function signOnAddress(path: string): string {
  return `/api/v1/session/oidc?${new URLSearchParams({ return: path })}`;
}
