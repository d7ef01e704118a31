import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../src/api/types";
import { inLanguage, type Key, translate } from "../src/i18n";
import en from "../src/i18n/en.json";
import ru from "../src/i18n/ru.json";
import uk from "../src/i18n/uk.json";

type Message = string | { readonly [form: string]: string };

const MESSAGES: { readonly [language: string]: { readonly [key: string]: Message } } = { uk, en, ru };

const holes = (message: Message) =>
  [...new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].toSorted();

describe("the words of the screens", () => {
  it.each(LANGUAGES)("are complete in %s and ask for the same parameters", (language) => {
    const words = MESSAGES[language] ?? {};
    expect(Object.keys(words)).toEqual(Object.keys(en));
    for (const [key, message] of Object.entries(en as { [key: string]: Message })) {
      const own = words[key] ?? "";
      expect([key, holes(own).filter((name) => name !== "n")]).toEqual([
        key,
        holes(message).filter((name) => name !== "n"),
      ]);
      expect([key, JSON.stringify(own).includes('""')]).toEqual([key, false]);
    }
  });

  it.each(LANGUAGES)("have every plural form that %s needs", (language) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const [key, message] of Object.entries(MESSAGES[language] ?? {}))
      if (typeof message !== "string") expect([key, Object.keys(message).toSorted()]).toEqual([key, forms]);
  });

  it("are all used", () => {
    const sources = readdirSync(new URL("../src/", import.meta.url), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(new URL(`../src/${name}`, import.meta.url), "utf8"))
      .join("\n");
    const built = [...sources.matchAll(/`([a-z_]+\.[a-z_]*)\$\{[^}]*\}([a-z_]*)`/g)].map(
      ([, start = "", end = ""]) => new RegExp(`^${start.replace(".", "\\.")}.*${end}$`),
    );
    const unused = Object.keys(en).filter(
      (key) => !sources.includes(`"${key}"`) && !built.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
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
