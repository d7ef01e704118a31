import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const source = new URL("../src/", import.meta.url);

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(tsx?|css)$/.test(name) && !name.startsWith("generated") && !name.endsWith("schema.gen.ts"))
  .map((name) => ({ name, text: readFileSync(new URL(name, source), "utf8") }));

const importsOf = (text: string) =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");

/** What each folder may import of the others; packages apart. */
const ALLOWED: { readonly [folder: string]: readonly string[] } = {
  api: [],
  i18n: ["api"],
  domain: ["api", "i18n"],
  map: ["api", "domain"],
  state: ["api", "domain", "map", "i18n"],
  ui: ["api", "domain", "map", "state", "i18n"],
};

describe("the house", () => {
  it("lets only src/ui know Preact", () => {
    const others = files.filter(({ name }) => !name.startsWith("ui/") && name !== "main.tsx");
    const guilty = others.filter(({ text }) =>
      importsOf(text).some((path) => path === "preact" || path.startsWith("preact/") || path === "@preact/signals"),
    );
    expect(guilty.map(({ name }) => name)).toEqual([]);
  });

  it("lets only registry-map.ts and the worker of the map use MapLibre", () => {
    const guilty = files.filter(({ name, text }) => {
      const used = [...text.matchAll(/import (type )?[^;]*?"maplibre-gl[^"]*"/g)].some(
        (match) => match[1] === undefined,
      );
      return used && name !== "map/registry-map.ts" && name !== "map/map-worker.ts";
    });
    expect(guilty.map(({ name }) => name)).toEqual([]);
  });

  it.each(Object.entries(ALLOWED))("lets %s import only what is below it", (folder, allowed) => {
    const guilty = files
      .filter(({ name }) => name.startsWith(`${folder}/`))
      .flatMap(({ name, text }) =>
        importsOf(text)
          .filter((path) => path.startsWith("../"))
          .map((path) => new URL(path, new URL(name, "file:///")).pathname.split("/")[1] ?? "")
          .filter(
            (target) => target !== folder && !allowed.includes(target) && !["generated", "styles"].includes(target),
          )
          .map((target) => `${name} → ${target}`),
      );
    expect(guilty).toEqual([]);
  });

  it("keeps colours in the tokens", () => {
    const guilty = files.filter(
      ({ name, text }) => !/tokens\.css|print\.css/.test(name) && /#[0-9a-f]{3,8}\b(?=[;"',)\s])|rgba?\(/i.test(text),
    );
    expect(guilty.map(({ name }) => name)).toEqual([]);
  });
});
