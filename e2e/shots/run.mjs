/**
 * Writes pictures of every screen into a folder, for the eyes of designers:
 *
 *   npm run shots -- /tmp/shots
 *   npm run shots -- /tmp/shots -g "390 dark uk"
 */

import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const [folder, ...options] = process.argv.slice(2);
if (!folder) {
  process.stderr.write("Say where the pictures go: npm run shots -- FOLDER\n");
  process.exit(2);
}
const { status } = spawnSync(
  "npx",
  ["--no-install", "playwright", "test", "--config", "shots/shots.config.ts", ...options],
  {
    stdio: "inherit",
    env: { ...process.env, LANDBANK_SHOTS: resolve(folder) },
  },
);
process.exit(status ?? 1);
