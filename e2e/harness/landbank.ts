/** The real program under test: bin/landbank with a database of its own, with the demonstration inventory or empty. */

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, open, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const PROGRAM = join(import.meta.dirname, "../../bin/landbank");

/** A new database with 405 sites takes some seconds; a busy machine several times that. */
const START_LIMIT_MS = 180_000;

const STOP_LIMIT_MS = 60_000;

export interface Landbank {
  /** http://127.0.0.1:port, without a slash at the end. */
  readonly url: string;
  /** Runs another command of the program on the same data; gives what it prints, and fails as it does. */
  command(args: readonly string[], input?: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the program on a free port with a data folder of its own, which is
 * empty or a copy of another, and waits until it is ready. What it prints goes
 * into the log file. The error says what it printed last.
 */
export async function startLandbank(log: string, flags: readonly string[] = [], copied?: string): Promise<Landbank> {
  return serve(log, flags, await dataFolder(copied));
}

/**
 * A data folder of an empty registry, to be copied: making a database and its
 * schema takes longer than all of some journeys.
 */
export async function emptyRegistry(log: string): Promise<string> {
  const data = await dataFolder();
  const once = await serve(log, ["--demo", "never"], data, true);
  await once.stop();
  return data;
}

async function dataFolder(copied?: string): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), "landbank-e2e-"));
  await chmod(data, 0o755); // the database runs as another user when root starts it
  // Not by Node, which would make the files its own user's.
  if (copied !== undefined) await promisify(execFile)("cp", ["-a", `${copied}/.`, data]);
  return data;
}

/** PostgreSQL's last files may come while the folder goes. */
export const removeFolder = (data: string) => rm(data, { recursive: true, force: true, maxRetries: 10 });

async function serve(log: string, flags: readonly string[], data: string, kept = false): Promise<Landbank> {
  if (!existsSync(PROGRAM)) throw new Error(`There is no ${PROGRAM}. Build it first: make build.`);
  const url = `http://127.0.0.1:${await freePort()}`;
  const output = await open(log, "w");
  const child = spawn(PROGRAM, ["serve", "--listen", new URL(url).host, "--data", data, ...flags], {
    stdio: ["ignore", output.fd, output.fd],
    env: withoutSettings(process.env),
  });
  const stop = async () => {
    await end(child);
    await output.close();
    if (!kept) await removeFolder(data);
  };
  try {
    await ready(url, child);
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}\nIts last words:\n${await lastLines(log)}`);
  }
  return { url, stop, command: (args, input = "") => run([...args, "--data", data], input) };
}

function run(args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(PROGRAM, args, { env: withoutSettings(process.env) }, (error, out, words) => {
      if (error) reject(new Error(`landbank ${args.join(" ")} ended with ${error.code}: ${words}`));
      else resolve(out);
    });
    child.stdin?.end(input);
  });
}

/** The program's flags have variables; those of the person who runs the tests are not meant for it. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !name.startsWith("LANDBANK_") || name === "LANDBANK_POSTGRES_BIN",
  );
  return Object.fromEntries(kept);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No free port could be found.");
  return address.port;
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`landbank serve ended with ${child.exitCode ?? child.signalCode} before it was ready.`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`landbank serve was not ready after ${START_LIMIT_MS / 1000} s.`);
}

/** Asks for an orderly end, and insists after a while. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const insist = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
  await ended;
  clearTimeout(insist);
}

async function lastLines(log: string): Promise<string> {
  const text = await readFile(log, "utf8").catch(() => "");
  return text.split("\n").slice(-12).join("\n");
}
