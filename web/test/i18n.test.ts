import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../src/api/types";
import { inLanguage, type Key, translate } from "../src/i18n";
import en from "../src/i18n/en.json";
import ru from "../src/i18n/ru.json";
import uk from "../src/i18n/uk.json";

type Message = string | { readonly [form: string]: string };

type Table = { readonly [key: string]: Message };

/** The tables of the screens by name: of the public ones, and of each area of the desk. */
const TABLES: { [name: string]: { [language: string]: Table } } = { public: { uk, en, ru } };
const desk = new URL("../src/i18n/desk/", import.meta.url);
for (const file of readdirSync(desk)) {
  const [area = "", language = ""] = file.split(".");
  TABLES[area] = {
    ...TABLES[area],
    [language]: JSON.parse(readFileSync(new URL(file, desk), "utf8")) as Table,
  };
}
const EACH = Object.keys(TABLES).flatMap((name) => LANGUAGES.map((language) => ({ name, language })));

const holes = (message: Message) =>
  [...new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].toSorted();

describe("the words of the screens", () => {
  it.each(EACH)("of $name are complete in $language and ask for the same parameters", ({ name, language }) => {
    const words = TABLES[name]?.[language] ?? {};
    const english = TABLES[name]?.["en"] ?? {};
    expect(Object.keys(words)).toEqual(Object.keys(english));
    for (const [key, message] of Object.entries(english)) {
      const own = words[key] ?? "";
      expect([key, holes(own).filter((hole) => hole !== "n")]).toEqual([
        key,
        holes(message).filter((hole) => hole !== "n"),
      ]);
      expect([key, JSON.stringify(own).includes('""')]).toEqual([key, false]);
    }
  });

  it.each(EACH)("of $name have every plural form that $language needs", ({ name, language }) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const [key, message] of Object.entries(TABLES[name]?.[language] ?? {}))
      if (typeof message !== "string") expect([key, Object.keys(message).toSorted()]).toEqual([key, forms]);
  });

  it.each(Object.keys(TABLES))("of %s are all used", (name) => {
    const sources = readdirSync(new URL("../src/", import.meta.url), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(new URL(`../src/${name}`, import.meta.url), "utf8"))
      .join("\n");
    const built = [...sources.matchAll(/`([a-z_]+\.[a-z_]*)\$\{[^}]*\}([a-z_]*)`/g)].map(
      ([, start = "", end = ""]) => new RegExp(`^${start.replace(".", "\\.")}.*${end}$`),
    );
    const unused = Object.keys(TABLES[name]?.["en"] ?? {}).filter(
      (key) => !sources.includes(`"${key}"`) && !built.some((pattern) => pattern.test(key)),
    );
    // The names of all pages are kept together; a page's own area may come later.
    expect(unused.filter((key) => !key.startsWith("nav."))).toEqual([]);
  });
});

describe("a sentence", () => {
  it("takes the plural of its number", () => {
    const say = (n: number) => translate("uk", "criteria.show" satisfies Key, { n });
    expect([1, 2, 5, 21, 1234].map(say)).toEqual([
      "Показати 1 ділянку",
      "Показати 2 ділянки",
      "Показати 5 ділянок",
      "Показати 21 ділянку",
      "Показати 1\u00a0234 ділянки",
    ]);
  });

  it("falls back to another language where a label has none", () => {
    expect(inLanguage({ uk: "Площа" }, "en")).toBe("Площа");
    expect(inLanguage(null, "en")).toBe("");
  });
});
