import { defineConfig } from "vitest/config";

/** Where `npm run dev` sends what the Go server answers. */
const server = process.env["LANDBANK_DEV_SERVER"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "/",
  build: {
    target: "es2024",
    assetsDir: "assets",
    // Small files stay files: a strict content policy forbids data: scripts,
    // and the basemap is fetched, not bundled.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: "es" },
  server: { proxy: Object.fromEntries(["/api", "/ogc"].map((path) => [path, server])) },
  // A machine that does other work too may be slow; no test here is about time.
  test: { environment: "node", include: ["test/**/*.test.ts"], testTimeout: 120_000 },
});
