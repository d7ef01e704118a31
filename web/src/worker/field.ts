/**
 * The service worker of the phone page. It is registered for /desk/field/ and
 * for nothing else: pages of the public never pass through it. It keeps the
 * files of that page, named by the build, and its shell; answers of the API are
 * kept by the page itself and never here.
 */

/** What is used of the worker's own world; the compiler is told of that of pages. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Worker {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
}

const worker = self as unknown as Worker;

/** The path that the registry stands below: what is before the worker's own. */
const BASE = worker.location.pathname.slice(0, -"/desk/field/worker.js".length);

/** Filled in by the build: the files that the page is made of, and a digest of them. */
const FILES: readonly string[] = (JSON.parse("__FIELD_FILES__") as readonly string[]).map((name) => BASE + name);
const CACHE = "landbank-field-__FIELD_DIGEST__";

const SHELL = `${BASE}/desk/field/`;

/** How long the network may take to bring the page before the kept one is shown. */
const PATIENCE_MS = 4000;

worker.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      await cache.addAll([...FILES, new Request(SHELL, { cache: "reload" })]);
      await worker.skipWaiting();
    })(),
  );
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith("landbank-field-") && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (request.mode === "navigate" && url.pathname.startsWith(SHELL)) event.respondWith(page(request));
  else if (FILES.includes(url.pathname)) event.respondWith(file(request));
});

/** The page from the network, or the kept one where it does not come in time. */
async function page(request: Request): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(SHELL);
  try {
    const signal = kept ? AbortSignal.timeout(PATIENCE_MS) : null;
    const fresh = await fetch(request.url, { signal, credentials: "same-origin" });
    return fresh.ok || !kept ? fresh : kept;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/** A file whose name changes with its content: the kept one is the right one. */
async function file(request: Request): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(request.url, { ignoreVary: true });
  return kept ?? fetch(request);
}
