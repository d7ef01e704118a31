// Writes the labels of the code lists to src/generated/codes.json. The
// registry's own tables are the source; the table of fields that the API gives
// holds only the lists of fields, and a passport shows more than fields.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../registry/codes/", import.meta.url));
const target = fileURLToPath(new URL("../src/generated/", import.meta.url));

/** Lists that the passport shows and that no field has. */
const WANTED = new Set([
  "network",
  "capacity_basis",
  "access_mode",
  "access_basis",
  "building_type",
  "building_hazard",
  "contamination_origin",
  "plan_type",
  "readiness_item",
  "item_state",
  "fact_method",
  "cadastre",
  "registry_status",
  "price_basis",
  "media_kind",
]);

/**
 * Reads one line of CSV with quoted cells.
 *
 * @param {string} line
 */
function cells(line) {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = ""]) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}

/** @type {{ [list: string]: { [code: string]: { uk: string, en: string, ru: string } } }} */
const lists = {};
for (const file of readdirSync(folder).filter((name) => name.endsWith(".csv"))) {
  const [, ...lines] = readFileSync(folder + file, "utf8")
    .trim()
    .split(/\r?\n/);
  for (const line of lines) {
    const [list = "", code = "", uk = "", en = "", ru = ""] = cells(line);
    if (!WANTED.has(list)) continue;
    lists[list] = { ...lists[list], [code]: { uk, en, ru } };
  }
}
const missing = [...WANTED].filter((list) => !lists[list]);
if (missing.length > 0) throw new Error(`codes: no list ${missing.join(", ")} in the registry`);
mkdirSync(target, { recursive: true });
writeFileSync(`${target}codes.json`, JSON.stringify(lists));
console.log(`codes: ${Object.keys(lists).length} lists`);
