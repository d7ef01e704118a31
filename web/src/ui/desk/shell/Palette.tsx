/** Going anywhere by keyboard: the pages that one may see, and sites by number, name or address. */

import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ALL_SITES, type Brief, fetchSites } from "../../../api/desk/sites";
import { go } from "../../../state/desk/place";
import { may } from "../../../state/desk/session";
import { narrow } from "../../../state/screen";
import { Icon, type IconName } from "../../shared/Icon";
import { words } from "../../shared/text";
import { nav } from "../navWords";
import { maySee, ROUTES } from "../routes";
import { Dialog } from "../shared/Dialog";
import { s } from "./words";

/** Fewer letters would be found in every site. */
const LEAST_LETTERS = 2;
const MOST_SITES = 8;
const PAUSE_MS = 200;

interface Goal {
  readonly href: string;
  readonly name: string;
  /** What stands behind the name, smaller. */
  readonly more: string;
  readonly icon: IconName;
}

/** The button in the bar, and the dialog that it and Ctrl+K open. */
export function Palette() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // By its place, so that it is found on a Cyrillic keyboard, too.
      if (event.code !== "KeyK" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      setOpen((now) => !now);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button type="button" class="bar-button palette-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="search" />
        {narrow.value ? (
          <span class="hidden">{s("palette.title")}</span>
        ) : (
          <>
            {s("palette.title")} <kbd>Ctrl K</kbd>
          </>
        )}
      </button>
      {open ? (
        <Dialog title={s("palette.title")} onClose={() => setOpen(false)}>
          <Finder
            done={(goal) => {
              setOpen(false);
              go(goal.href);
            }}
          />
        </Dialog>
      ) : null}
    </>
  );
}

function Finder({ done }: { readonly done: (goal: Goal) => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  // After the dialog around it has opened, which gives the focus to its first button.
  useEffect(() => queueMicrotask(() => input.current?.focus()), []);
  const found = useSites(text.trim());
  const goals = [...pagesNamed(text.trim()), ...found.sites.map(siteGoal)];
  const chosen = Math.min(at, goals.length - 1);
  const option = (place: number) => `${list}-${place}`;
  useEffect(() => {
    document.getElementById(option(chosen))?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    const goal = goals[chosen];
    if (event.key === "Enter" && goal) done(goal);
    else if (event.key === "ArrowDown") setAt((chosen + 1) % Math.max(1, goals.length));
    else if (event.key === "ArrowUp") setAt((chosen - 1 + goals.length) % Math.max(1, goals.length));
    else return;
    event.preventDefault();
  };
  return (
    <div class="palette">
      <input
        ref={input}
        type="text"
        class="input"
        role="combobox"
        aria-label={s("palette.label")}
        placeholder={s("palette.label")}
        aria-expanded="true"
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={goals.length > 0 ? option(chosen) : undefined}
        autocomplete="off"
        spellcheck={false}
        maxLength={200}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} class="palette-list" role="listbox" aria-label={s("palette.found")}>
        {goals.map((goal, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox, which has the focus
          <div
            key={goal.href}
            id={option(place)}
            class="palette-goal"
            role="option"
            tabIndex={-1}
            aria-selected={place === chosen}
            onPointerMove={() => setAt(place)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => done(goal)}
          >
            <Icon name={goal.icon} size={18} />
            <span>{goal.name}</span>
            <span class="quiet">{goal.more}</span>
          </div>
        ))}
      </div>
      <p class="quiet" role="status">
        {found.asking ? s("palette.asking") : goals.length === 0 ? s("palette.none") : s("palette.keys")}
      </p>
    </div>
  );
}

/** The pages of the navigation and one's account whose name has the words. */
function pagesNamed(text: string): readonly Goal[] {
  const wanted = text.toLocaleLowerCase();
  return ROUTES.filter((route) => !route.path.includes(":") && maySee(route))
    .map((route): Goal => ({ href: route.path, name: nav(route.title), more: "", icon: route.nav?.icon ?? "user" }))
    .filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
}

function siteGoal(site: Brief): Goal {
  const name = words(site.names) || site.ref;
  return { href: `/desk/sites/${encodeURIComponent(site.ref)}`, name, more: site.ref, icon: "polygon" };
}

/** The sites with the words in their number, name or address, once no more is typed. */
function useSites(text: string): { readonly sites: readonly Brief[]; readonly asking: boolean } {
  const [found, setFound] = useState<{ readonly text: string; readonly sites: readonly Brief[] }>({
    text: "",
    sites: [],
  });
  const asked = text.length >= LEAST_LETTERS && may("site.read") ? text : "";
  useEffect(() => {
    if (asked === "") return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      fetchSites({ ...ALL_SITES, text: asked }, { limit: MOST_SITES }, controller.signal)
        .then(({ sites }) => setFound({ text: asked, sites }))
        // Pages are found without the server, too.
        .catch(() => setFound({ text: asked, sites: [] }));
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [asked]);
  const current = found.text === asked;
  return { sites: current && asked !== "" ? found.sites : [], asking: !current && asked !== "" };
}
