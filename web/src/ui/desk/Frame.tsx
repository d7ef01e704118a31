/** What stands around every page of the desk: the bar, the navigation by rights, the account. */

import { useEffect, useRef, useState } from "preact/hooks";
import { place } from "../../state/desk/place";
import { person, signOut } from "../../state/desk/session";
import { chooseLanguage } from "../../state/preferences";
import { registry } from "../../state/registry";
import { narrow } from "../../state/screen";
import { DemoBanner } from "../shared/DemoBanner";
import { Icon } from "../shared/Icon";
import { BrandMark, LanguageSwitch, ThemeSwitch } from "../shared/TopBar";
import { t, words } from "../shared/text";
import { nav } from "./navWords";
import { PageOf } from "./PageOf";
import { matchPath, type Route } from "./route";
import { maySee, ROUTES } from "./routes";
import { Palette } from "./shell/Palette";
import { roleLine } from "./shell/roles";
import { s } from "./shell/words";

export function Frame() {
  const { path } = place.value;
  return (
    <div class="desk">
      <Bar />
      <DemoBanner />
      <div class="desk-body">
        {narrow.value ? null : (
          <nav class="desk-nav" aria-label={s("frame.nav")}>
            <NavList />
          </nav>
        )}
        <main id="content" tabIndex={-1} class="desk-main">
          <PageOf key={path} path={path} />
        </main>
      </div>
    </div>
  );
}

function Bar() {
  return (
    <header class="bar desk-bar">
      <a class="skip" href="#content">
        {t("bar.skip")}
      </a>
      {narrow.value ? <PhoneMenu /> : null}
      <a class="brand" href="/desk">
        <BrandMark />
        <span class="brand-words">
          <span class="brand-name">{words(registry.value?.settings.title) || "Landbank"}</span>
          <span class="brand-line-2">{nav("nav.title")}</span>
        </span>
      </a>
      <div class="bar-tools">
        <Palette />
        {narrow.value ? null : (
          <>
            <LanguageSwitch onLanguage={chooseLanguage} />
            <ThemeSwitch />
          </>
        )}
        <AccountMenu />
      </div>
    </header>
  );
}

const GROUPS = ["work", "data", "admin"] as const;

function allowed(group: (typeof GROUPS)[number]): readonly Route[] {
  return ROUTES.filter((route) => route.nav?.group === group && maySee(route));
}

/** Whether the page shown is the one of the row, or below it. */
function isCurrent(route: Route, path: string): boolean {
  if (matchPath(route.path, path)) return true;
  if (route.path === "/desk" || !path.startsWith(`${route.path}/`)) return false;
  return !ROUTES.some((other) => other !== route && other.nav && matchPath(other.path, path));
}

function NavList({ onGo }: { readonly onGo?: () => void }) {
  return (
    <>
      {GROUPS.map((group) => {
        const rows = allowed(group);
        if (rows.length === 0) return null;
        return (
          <section key={group} class="nav-group">
            <h2>{nav(`group.${group}`)}</h2>
            <ul>
              {rows.map((route) => (
                <li key={route.path}>
                  <a
                    class="nav-link"
                    href={route.path}
                    aria-current={isCurrent(route, place.value.path) ? "page" : undefined}
                    onClick={onGo}
                  >
                    {route.nav ? <Icon name={route.nav.icon} size={18} /> : null}
                    {nav(route.title)}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** On a phone the navigation, language and theme are one button away. */
function PhoneMenu() {
  const [open, setOpen] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  const close = () => setOpen(false);
  return (
    <>
      <button
        type="button"
        class="bar-button"
        aria-label={s("frame.menu")}
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <Icon name="menu" />
      </button>
      <dialog ref={dialog} class="desk-drawer" aria-label={s("frame.nav")} onClose={close}>
        {open ? (
          <>
            <div class="drawer-head">
              <LanguageSwitch onLanguage={chooseLanguage} />
              <ThemeSwitch />
              <button type="button" class="bar-button" aria-label={s("frame.menu_close")} onClick={close}>
                <Icon name="close" />
              </button>
            </div>
            <nav class="desk-nav" aria-label={s("frame.nav")}>
              <NavList onGo={close} />
            </nav>
          </>
        ) : null}
      </dialog>
    </>
  );
}

function AccountMenu() {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const element = details.current;
    const close = (event: Event) => {
      if (element && !element.contains(event.target as Node)) element.open = false;
    };
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !element?.open) return;
      element.open = false;
      element.querySelector("summary")?.focus();
    };
    addEventListener("pointerdown", close);
    element?.addEventListener("keydown", onEscape);
    return () => {
      removeEventListener("pointerdown", close);
      element?.removeEventListener("keydown", onEscape);
    };
  }, []);
  const who = person.value;
  if (!who) return null;
  const close = () => {
    if (details.current) details.current.open = false;
  };
  return (
    <details ref={details} class="account">
      <summary class="account-button" aria-label={s("frame.account", { name: who.name })}>
        <Icon name="user" />
        <span class="account-name">{who.name}</span>
        <Icon name="down" size={16} />
      </summary>
      <div class="account-menu">
        <p class="account-who">
          <b>{who.name}</b>
          <span class="quiet">{who.email}</span>
        </p>
        <ul class="account-roles">
          {roleLine().map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <a class="nav-link" href="/desk/account" onClick={close}>
          <Icon name="gear" size={18} />
          {nav("nav.account")}
        </a>
        <a class="nav-link" href="/">
          <Icon name="map" size={18} />
          {s("frame.public")}
        </a>
        <button type="button" class="nav-link" onClick={() => void signOut()}>
          <Icon name="out" size={18} />
          {s("sign.out")}
        </button>
      </div>
    </details>
  );
}
