// Packs the built files once, so that the server does not have to on every
// start: beside each text file of more than a kilobyte its .gz and .br forms.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = fileURLToPath(new URL("../dist/assets/", import.meta.url));

const LEAST_BYTES = 1024;

let before = 0;
let after = 0;
for (const name of readdirSync(folder).filter((one) => /\.(js|css|json|svg)$/.test(one))) {
  const plain = readFileSync(folder + name);
  if (plain.length < LEAST_BYTES) continue;
  const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  writeFileSync(`${folder}${name}.gz`, gzipSync(plain, { level: 9 }));
  writeFileSync(`${folder}${name}.br`, brotli);
  before += plain.length;
  after += brotli.length;
}
console.log(`packed: ${Math.round(before / 1024)} kB to ${Math.round(after / 1024)} kB`);
