/** What administrators look at and set. */

import type { components } from "../schema.gen";
import { answerOf, desk, doneOf, taggedOf } from "./http";
import type { Grant } from "./session";

type Schemas = components["schemas"];

export type User = Schemas["User"];
export type AccessToken = Schemas["AccessToken"];
export type ClockRow = Schemas["ClockList"]["clocks"][number];
export type ClocksEffect = Schemas["ClocksEffect"];
export type TerritoryRow = Schemas["DeskTerritoryList"]["territories"][number];
export type TerritoryPlan = Schemas["TerritoryPlan"];
export type CodeList = Schemas["CodeTable"]["lists"][number];
export type CodeSaid = Schemas["CodeSaid"];
export type CodeUse = Schemas["CodeOfList"];
export type Mapping = Schemas["MappingList"]["mappings"][number];
export type AuditEntry = Schemas["AuditLog"]["entries"][number];
export type AuditAction = AuditEntry["action"];
export type Jobs = Schemas["JobList"];

/** All accounts; there are as many as a department has people. */
export async function fetchUsers(signal: AbortSignal | null = null): Promise<readonly User[]> {
  const all: User[] = [];
  let after: number | null | undefined;
  do {
    const query = after ? { after, limit: 1000 } : { limit: 1000 };
    const page = answerOf(await desk.GET("/api/v1/desk/users", { params: { query }, signal }));
    all.push(...page.users);
    after = page.next;
  } while (after);
  return all;
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  /** Signs in by single sign-on alone. */
  readonly withoutPassword: boolean;
}

/** Adds an account; gives the password that was made up, which is shown once. */
export async function addUser(user: NewUser): Promise<{ readonly user: User; readonly password: string | null }> {
  const { email, name, grants, withoutPassword } = user;
  return answerOf(
    await desk.POST("/api/v1/desk/users", {
      body: { email, grants: [...grants], without_password: withoutPassword, ...(name === "" ? {} : { name }) },
    }),
  );
}

export interface UserChange {
  readonly name?: string;
  readonly grants?: readonly Grant[];
  readonly disabled?: boolean;
}

/** Changes an account as it was read; throws the Problem when somebody was faster. */
export async function changeUser(user: User, change: UserChange): Promise<User> {
  const { grants, ...rest } = change;
  return taggedOf(
    await desk.PATCH("/api/v1/desk/users/{id}", {
      params: { path: { id: user.id }, header: { "If-Match": `"${user.version}"` } },
      body: grants ? { ...rest, grants: [...grants] } : rest,
    }),
  ).value;
}

/** Has a password made up for somebody, who has to change it; it is shown once. */
export async function resetPassword(user: User): Promise<string> {
  const answer = answerOf(
    await desk.POST("/api/v1/desk/users/{id}/password", { params: { path: { id: user.id } }, body: {} }),
  );
  return answer.password ?? "";
}

export async function fetchTokens(
  of: "self" | "everybody",
  signal: AbortSignal | null = null,
): Promise<readonly AccessToken[]> {
  const query = { of, limit: 1000 };
  return answerOf(await desk.GET("/api/v1/desk/tokens", { params: { query }, signal })).tokens;
}

/** Makes a token; its text is shown once. */
export async function makeToken(name: string, days: number, scope: readonly string[] | null): Promise<string> {
  const operations = scope as Schemas["Operation"][] | null;
  const body = operations === null ? { name, days } : { name, days, scope: operations };
  return answerOf(await desk.POST("/api/v1/desk/tokens", { body })).text;
}

export async function revokeToken(id: number): Promise<void> {
  doneOf(await desk.DELETE("/api/v1/desk/tokens/{id}", { params: { path: { id } } }));
}

export async function fetchClocks(signal: AbortSignal | null = null): Promise<readonly ClockRow[]> {
  return answerOf(await desk.GET("/api/v1/desk/clocks", { signal })).clocks;
}

export type Days = { readonly [clock: string]: number };

export async function fetchClocksEffect(clocks: Days): Promise<ClocksEffect> {
  return answerOf(await desk.POST("/api/v1/desk/clocks/effect", { body: { clocks } }));
}

export async function setClocks(clocks: Days): Promise<readonly ClockRow[]> {
  return answerOf(await desk.PATCH("/api/v1/desk/clocks", { body: { clocks } })).clocks;
}

/** Territories right below one (null for those with none above), or those whose code or name holds a text. */
export async function fetchTerritories(
  ask: { readonly parent: string | null; readonly text: string; readonly limit?: number },
  signal: AbortSignal | null = null,
): Promise<readonly TerritoryRow[]> {
  const query = {
    ...(ask.parent === null ? {} : { parent: ask.parent }),
    ...(ask.text === "" ? {} : { text: ask.text }),
    limit: ask.limit ?? 1000,
  };
  return answerOf(await desk.GET("/api/v1/desk/territories", { params: { query }, signal })).territories;
}

/** The territories with these codes, at most 200, wherever they lie. */
export async function fetchTerritoriesNamed(codes: readonly string[]): Promise<readonly TerritoryRow[]> {
  const query = { code: [...codes] };
  return answerOf(await desk.GET("/api/v1/desk/territories", { params: { query } })).territories;
}

/** Sets what references of new sites in a territory begin with; null for what the unit above says. */
export async function setRefPrefix(code: string, prefix: string | null): Promise<void> {
  const params = { path: { code } };
  doneOf(await desk.PATCH("/api/v1/desk/territories/{code}", { params, body: { ref_prefix: prefix } }));
}

export interface TerritoryFile {
  readonly file: File;
  readonly scheme: string;
  readonly level: number;
  readonly code: string;
  readonly name: string;
  readonly parent: string;
}

/** Takes a file of territories, or only says what that would do. */
export async function takeTerritories(file: TerritoryFile, dry: boolean): Promise<TerritoryPlan> {
  const query = {
    scheme: file.scheme,
    level: file.level,
    code_property: file.code,
    name_property: file.name,
    ...(file.parent === "" ? {} : { parent_property: file.parent }),
    dry: dry ? ("true" as const) : ("false" as const),
  };
  return answerOf(
    await desk.POST("/api/v1/desk/territories", {
      params: { query },
      body: file.file as unknown as string,
      bodySerializer: (body) => body as unknown as BodyInit,
      headers: { "Content-Type": "application/geo+json" },
    }),
  );
}

export async function fetchCodes(signal: AbortSignal | null = null): Promise<readonly CodeList[]> {
  return answerOf(await desk.GET("/api/v1/desk/codes", { signal })).lists;
}

/** One code, with how many sites hold it. */
export async function fetchCode(list: string, code: string, signal: AbortSignal | null = null): Promise<CodeUse> {
  const params = { path: { list, code } };
  return answerOf(await desk.GET("/api/v1/desk/codes/{list}/{code}", { params, signal }));
}

export async function addCode(list: string, code: string, said: CodeSaid): Promise<void> {
  answerOf(await desk.POST("/api/v1/desk/codes", { body: { list, code, ...said } }));
}

export async function changeCode(list: string, code: string, said: CodeSaid): Promise<void> {
  const params = { path: { list, code } };
  answerOf(await desk.PATCH("/api/v1/desk/codes/{list}/{code}", { params, body: said }));
}

export async function fetchMappings(signal: AbortSignal | null = null): Promise<readonly Mapping[]> {
  return answerOf(await desk.GET("/api/v1/desk/mappings", { signal })).mappings;
}

export async function forgetMapping(source: string): Promise<void> {
  doneOf(await desk.DELETE("/api/v1/desk/mappings", { params: { query: { source } } }));
}

export interface AuditAsk {
  readonly action: AuditAction | "";
  /** As the ledger has it. */
  readonly actor: string;
  readonly before: number | null;
}

export async function fetchAudit(
  ask: AuditAsk,
  signal: AbortSignal | null = null,
): Promise<{ readonly entries: readonly AuditEntry[]; readonly next: number | null }> {
  const query = {
    limit: 50,
    ...(ask.action === "" ? {} : { action: ask.action }),
    ...(ask.actor === "" ? {} : { actor: ask.actor }),
    ...(ask.before === null ? {} : { before: ask.before }),
  };
  return answerOf(await desk.GET("/api/v1/desk/audit", { params: { query }, signal }));
}

export async function fetchJobs(signal: AbortSignal | null = null): Promise<Jobs> {
  return answerOf(await desk.GET("/api/v1/desk/jobs", { params: { query: { limit: 100 } }, signal }));
}

/** Has a job done at once, as soon as a process is free. */
export async function runJob(duty: string): Promise<void> {
  doneOf(await desk.POST("/api/v1/desk/jobs", { body: { duty } }));
}
