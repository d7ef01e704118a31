/** Who has signed in, and what they may do. The server decides; screens only leave out what would be refused. */

import { computed, signal } from "@preact/signals-core";
import { addressOf } from "../../api/base";
import { renewSessionsBy } from "../../api/desk/http";
import type { Session } from "../../api/desk/session";
import * as api from "../../api/desk/session";
import { asProblem, type Problem } from "../../api/problem";

/** null until it is known; then also of nobody. */
export const session = signal<Session | null>(null);

/** Why it is not known. */
export const sessionProblem = signal<Problem | null>(null);

/** Somebody whose session ended while they worked: the page stays, and a form asks to sign in again. */
export const lapsed = signal(false);

export const person = computed(() => session.value?.principal ?? null);

/** Whether the desk can be used: somebody has signed in, with a password of their own. */
export const atDesk = computed(() => person.value !== null && session.value?.password_change_required === false);

const rights = computed(() => new Map((session.value?.operations ?? []).map((one) => [one.operation, one])));

/** Whether the person may do the operation somewhere. */
export function may(operation: string): boolean {
  return rights.value.has(operation);
}

export async function loadSession(): Promise<void> {
  sessionProblem.value = null;
  try {
    take(await api.fetchSession());
  } catch (error) {
    sessionProblem.value = asProblem(error);
  }
}

/** Signs in; throws the Problem. */
export async function signIn(email: string, password: string): Promise<void> {
  const before = person.value;
  const next = await api.signIn(email, password);
  if (lapsed.value && before && next.principal?.account !== before.account) {
    location.reload(); // another person: nothing of the page is theirs
    return;
  }
  take(next);
  settle(true);
}

export async function signOut(): Promise<void> {
  await api.signOut();
  renewSessionsBy(null);
  location.assign(addressOf("/desk")); // nothing that was read stays in memory
}

/** Looks whether the person has signed in again in another window. */
export async function lookAgain(): Promise<void> {
  const next = await api.fetchSession();
  if (!lapsed.value || next.principal?.account !== person.value?.account) return;
  take(next);
  settle(true);
}

/** Changes the password; throws the Problem. */
export async function changePassword(present: string, next: string): Promise<void> {
  take(await api.changePassword(present, next));
}

/** Gives up signing in again: what was asked ends as refused. */
export function stayOut(): void {
  settle(false);
}

function take(next: Session): void {
  session.value = next;
  renewSessionsBy(next.principal ? askAgain : null);
}

let waiting: ((signedIn: boolean) => void)[] = [];

function askAgain(): Promise<boolean> {
  lapsed.value = true;
  return new Promise((resolve) => waiting.push(resolve));
}

function settle(signedIn: boolean): void {
  lapsed.value = false;
  const all = waiting;
  waiting = [];
  for (const resolve of all) resolve(signedIn);
}
