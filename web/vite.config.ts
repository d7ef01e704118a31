import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Where `npm run dev` sends what the Go server answers. */
const server = process.env["LANDBANK_DEV_SERVER"] ?? "http://127.0.0.1:8080";

/** The worker of the phone page has a name and a place of its own: its place is its scope. */
const FIELD_WORKER = "desk/field/worker.js";

interface Piece {
  readonly fileName: string;
  readonly isEntry: boolean;
  readonly facadeModuleId: string | null;
  readonly imports: readonly string[];
  readonly viteMetadata?: { readonly importedCss: Set<string>; readonly importedAssets: Set<string> };
}

/**
 * Tells the worker of the phone page which files to keep: everything that the
 * page is made of, found by following the imports of its chunks, and the
 * offline basemap. Its digest changes with them, and with that the worker.
 */
function fieldWorker(): Plugin {
  const begins = ["/ui/desk/Desk.tsx", "/ui/desk/field/FieldPage.tsx", "/map/task-map.ts"];
  return {
    name: "landbank-field-worker",
    generateBundle(_options, bundle) {
      const pieces = Object.values(bundle).filter((one) => one.type === "chunk") as unknown as Piece[];
      const worker = bundle[FIELD_WORKER];
      if (worker?.type !== "chunk") return;
      const byName = new Map(pieces.map((one) => [one.fileName, one]));
      const files = new Set<string>();
      const take = (name: string) => {
        const piece = byName.get(name);
        if (!piece || files.has(name)) return;
        files.add(name);
        for (const kept of [...(piece.viteMetadata?.importedCss ?? []), ...(piece.viteMetadata?.importedAssets ?? [])])
          files.add(kept);
        for (const other of piece.imports) take(other);
      };
      for (const piece of pieces)
        if (
          piece.fileName !== FIELD_WORKER &&
          (piece.isEntry || begins.some((end) => piece.facadeModuleId?.endsWith(end)))
        )
          take(piece.fileName);
      for (const name of Object.keys(bundle))
        if (/\.(woff2|svg)$/.test(name) || /\/(world|water)-[^/]*\.json$/.test(name) || /map-worker/.test(name))
          files.add(name);
      const list = [...files].map((name) => `/${name}`).toSorted();
      const digest = createHash("sha256").update(list.join("\n")).digest("hex").slice(0, 12);
      worker.code = worker.code
        .replace(/(["'`])__FIELD_FILES__\1/, JSON.stringify(JSON.stringify(list)))
        .replace("__FIELD_DIGEST__", digest);
    },
  };
}

/** MapLibre's worker is there for what it does, though its package says that its modules do nothing by themselves. */
function mapWorker(): Plugin {
  return {
    name: "map-worker",
    transform: (code, id) => (id.includes("maplibre-gl") ? { code, map: null, moduleSideEffects: true } : null),
  };
}

export default defineConfig({
  // The server says where the pages stand: what they are made of is named from where it is named.
  base: "./",
  plugins: [fieldWorker()],
  build: {
    target: "es2024",
    assetsDir: "assets",
    // Small files stay files: a strict content policy forbids data: scripts,
    // and the basemap is fetched, not bundled.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: { index: "index.html", worker: "src/worker/field.ts" },
      output: { entryFileNames: (piece) => (piece.name === "worker" ? FIELD_WORKER : "assets/[name]-[hash].js") },
    },
  },
  worker: {
    format: "es",
    plugins: () => [mapWorker()],
  },
  server: { proxy: Object.fromEntries(["/api", "/ogc"].map((path) => [path, server])) },
  // A machine that does other work too may be slow; no test here is about time.
  test: { environment: "node", include: ["test/**/*.test.ts"], testTimeout: 120_000 },
});
