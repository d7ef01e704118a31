import { test } from "../../harness/test";
import { LANGUAGES } from "../../harness/words";

test("every word of the map page follows the language, and the choice stays", async ({ given, when, then, get }) => {
  await given.mapPage("min_power_kw=5000&list=may_meet");
  const [ref = ""] = await get.shownRefs();
  await when.selectsRow(ref);
  for (const language of [...LANGUAGES].toSorted()) {
    await when.choosesLanguage(language);
    await then.languageIs(language);
    await then.everyWordIsIn(language);
    await then.titleIs(when.word("page.map"));
  }
  await when.reloads();
  await then.languageIs("uk");
  await given.mapPage();
  await then.languageIs("uk");
  await then.everyWordIsIn("uk");
});

test("every word of the passport follows the language", async ({ given, when, then, get }) => {
  const site = await get.site("kind = 'brownfield' AND contamination = 'confirmed' AND readiness >= 2");
  await given.passport(site.id);
  const names = { en: "name_en", ru: "name_ru", uk: "name" } as const;
  for (const language of LANGUAGES) {
    await when.choosesLanguage(language);
    await then.passport.isOf(String(site.properties[names[language]]));
    await then.everyWordIsIn(language, get.textsOf(site));
  }
});

for (const [locale, language] of [
  ["uk-UA", "uk"],
  ["ru-RU", "ru"],
  ["de-DE", "uk"],
] as const)
  test.describe(`a browser that asks for ${locale}`, () => {
    test.use({ locale });

    test(`is answered in ${language}`, async ({ given, then }) => {
      given.language(language);
      await given.mapPage();
      await then.languageIs(language);
      await then.demonstrationIsSaid();
      await then.everyWordIsIn(language);
    });
  });
