/** A department that begins: the program on an empty database, and people with accounts in it. */

import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIRequestContext, APIResponse, BrowserContext } from "@playwright/test";
import { type Landbank, startLandbank } from "./landbank";
import { emptyRegistryFolder, RESULTS } from "./start";

export type Role = "viewer" | "editor" | "reviewer" | "admin";

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

const PASSWORD = "meadow lantern harbour 42";

export class Office {
  readonly #landbank: Landbank;

  private constructor(landbank: Landbank) {
    this.#landbank = landbank;
  }

  /** Starts the program on an empty registry; the name is for its log. */
  static async open(name: string): Promise<Office> {
    await mkdir(RESULTS, { recursive: true });
    return new Office(await startLandbank(join(RESULTS, `${name}.log`), ["--demo", "never"], emptyRegistryFolder()));
  }

  get url(): string {
    return this.#landbank.url;
  }

  close(): Promise<void> {
    return this.#landbank.stop();
  }

  /** Runs another command of the program on the department's data. */
  command(args: readonly string[], input = ""): Promise<string> {
    return this.#landbank.command(args, input);
  }

  /** A file for commands of the program; gives its path. */
  async file(name: string, content: string): Promise<string> {
    const path = join(await mkdtemp(join(tmpdir(), "landbank-office-")), name);
    await writeFile(path, content);
    return path;
  }

  /** An account made on the command line, as an operator does. */
  async person(name: string, role: Role, territory = ""): Promise<Person> {
    const email = `${name.toLowerCase()}@example.org`;
    const place = territory === "" ? [] : ["--territory", territory];
    await this.command(["user", "add", "--email", email, "--name", name, "--role", role, ...place], `${PASSWORD}\n`);
    return { name, email, password: PASSWORD };
  }

  /** Signs a person in by the API, for journeys that are about something else; cookies stay in the context. */
  async signIn(request: APIRequestContext, person: Person): Promise<void> {
    await well(
      request.post(`${this.url}/api/v1/session`, { data: { email: person.email, password: person.password } }),
    );
  }

  /** What the API answers to whoever has signed in in the context. */
  async api(
    context: BrowserContext,
    method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
    path: string,
    data?: unknown,
    headers: { [name: string]: string } = {},
  ): Promise<{ readonly body: unknown; readonly tag: string }> {
    const answer = await well(context.request.fetch(`${this.url}${path}`, { method, headers, data: data as object }));
    const text = await answer.text();
    return { body: text === "" ? null : JSON.parse(text), tag: answer.headers()["etag"] ?? "" };
  }
}

async function well(asked: Promise<APIResponse>): Promise<APIResponse> {
  const answer = await asked;
  if (!answer.ok()) throw new Error(`${answer.url()} answered ${answer.status()}: ${await answer.text()}`);
  return answer;
}
