/** The page of those who are not at the desk yet: a card in the middle. */

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { chooseLanguage } from "../../../state/preferences";
import { registry } from "../../../state/registry";
import { BrandMark, LanguageSwitch, ThemeSwitch } from "../../shared/TopBar";
import { t, words } from "../../shared/text";
import { s } from "./words";

export function Outside({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  useEffect(() => {
    document.title = s("page.title", { page: title });
  }, [title]);
  return (
    <div class="outside">
      <header class="bar">
        <a class="skip" href="#content">
          {t("bar.skip")}
        </a>
        <a class="brand" href="/">
          <BrandMark />
          <span class="brand-words">
            <span class="brand-name">{words(registry.value?.settings.title) || "Landbank"}</span>
            <span class="brand-line-2">{t("bar.subtitle")}</span>
          </span>
        </a>
        <div class="bar-tools">
          <LanguageSwitch onLanguage={chooseLanguage} />
          <ThemeSwitch />
        </div>
      </header>
      <main id="content" tabIndex={-1} class="outside-main">
        <div class="outside-card">
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </div>
  );
}
