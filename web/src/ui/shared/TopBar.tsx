/** The bar at the top of every page: the name, the search by words, language and theme. */

import type { ComponentChildren } from "preact";
import { LANGUAGES, type Language } from "../../api/types";
import { chooseLanguage, chooseTheme, language, THEMES, type Theme, theme } from "../../state/preferences";
import { registry } from "../../state/registry";
import { Icon, type IconName } from "./Icon";
import { t, words } from "./text";

/** Each language in its own words: what the button says, and what is added for those who ask. */
const LANGUAGE_NAMES: { readonly [language in Language]: { readonly seen: string; readonly full: string } } = {
  uk: { seen: "Укр", full: "Українська" },
  en: { seen: "Eng", full: "English" },
  ru: { seen: "Рус", full: "Русский" },
};

const THEME_ICONS: { readonly [theme in Theme]: IconName } = { system: "half", light: "sun", dark: "moon" };

export function TopBar({
  children,
  onLanguage = chooseLanguage,
}: {
  readonly children?: ComponentChildren;
  readonly onLanguage?: (language: Language) => void;
}) {
  return (
    <header class="bar">
      <a class="skip" href="#content">
        {t("bar.skip")}
      </a>
      <a class="brand" href={`/?lang=${language.value}`}>
        <BrandMark />
        <span class="brand-words">
          <span class="brand-name">{words(registry.value?.settings.title) || "Landbank"}</span>
          <span class="brand-line-2">{t("bar.subtitle")}</span>
        </span>
      </a>
      {children}
      <div class="bar-tools">
        <a class="bar-link" href="/desk">
          <Icon name="user" size={18} />
          <span class="bar-link-words">{t("bar.desk")}</span>
        </a>
        <LanguageSwitch onLanguage={onLanguage} />
        <ThemeSwitch />
      </div>
    </header>
  );
}

export function BrandMark() {
  return (
    <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path class="brand-plot" d="M15 6l11 4v13l-12 4z" />
      <path class="brand-line" d="M6 11l9-5 11 4v13l-12 4-8-5zM15 6l-1 21" />
    </svg>
  );
}

export function LanguageSwitch({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  return (
    <fieldset class="switch" aria-label={t("bar.language")}>
      {LANGUAGES.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          title={LANGUAGE_NAMES[one].full}
          aria-pressed={language.value === one}
          onClick={() => onLanguage(one)}
        >
          {LANGUAGE_NAMES[one].seen}
        </button>
      ))}
    </fieldset>
  );
}

export function ThemeSwitch() {
  const now = theme.value;
  const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length] ?? "system";
  const label = `${t("bar.theme")}: ${t(`theme.${now}`)}`;
  return (
    <button type="button" class="bar-button" aria-label={label} title={label} onClick={() => chooseTheme(next)}>
      <Icon name={THEME_ICONS[now]} />
    </button>
  );
}
