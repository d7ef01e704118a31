/** The frame of a page that is read: the bar, the way back to the map, the title of the window. */

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { switchLanguage } from "../../state/link-language";
import { language } from "../../state/preferences";
import { DemoBanner } from "./DemoBanner";
import { Icon } from "./Icon";
import { MarkPatterns } from "./Marks";
import { TopBar } from "./TopBar";
import { t } from "./text";

interface Props {
  /** The title of the window, without the name of the program. */
  readonly title: string;
  readonly children: ComponentChildren;
}

/** The bar over a main part that the page makes itself. */
export function PublicPage({ title, children }: Props) {
  useTitle(`${title} · Landbank`);
  return (
    <div class="app">
      <MarkPatterns />
      <TopBar onLanguage={switchLanguage} />
      <DemoBanner />
      {children}
    </div>
  );
}

/** A main part that begins with the way back to the map. */
export function ReadingPage({ title, name, children }: Props & { readonly name: string }) {
  return (
    <PublicPage title={title}>
      <main id="content" tabIndex={-1} class={name}>
        <nav aria-label={t("passport.place")}>
          <a class="back" href={`/?lang=${language.value}`}>
            <Icon name="left" size={14} />
            {t("passport.to_map")}
          </a>
        </nav>
        {children}
      </main>
    </PublicPage>
  );
}

/** Names the window. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
