/** Tabs: one is shown, arrows go from one to the next. The panel below names the tab by `tabId`. */

import type { TargetedKeyboardEvent } from "preact";
import { useRef } from "preact/hooks";

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** How much there is behind it. */
  readonly count?: string;
}

export const tabId = (group: string, name: string) => `${group}-tab-${name}`;
export const panelId = (group: string) => `${group}-panel`;

export function Tabs<Name extends string>({
  group,
  label,
  tabs,
  chosen,
  onChoose,
}: {
  /** Makes the ids; the panel has `id={panelId(group)} role="tabpanel" aria-labelledby={tabId(group, chosen)}`. */
  readonly group: string;
  readonly label: string;
  readonly tabs: readonly Tab<Name>[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const at = tabs.findIndex((tab) => tab.name === chosen);
    const steps: { [key: string]: number } = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: tabs.length - 1,
    };
    const next = steps[event.key];
    const tab = next === undefined ? undefined : tabs[(next + tabs.length) % tabs.length];
    if (!tab) return;
    event.preventDefault();
    onChoose(tab.name);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(tabId(group, tab.name))}`)?.focus();
  };
  return (
    <div class="desk-tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.name}
          type="button"
          role="tab"
          id={tabId(group, tab.name)}
          aria-selected={tab.name === chosen}
          aria-controls={panelId(group)}
          tabIndex={tab.name === chosen ? 0 : -1}
          onClick={() => onChoose(tab.name)}
        >
          {tab.label}
          {tab.count === undefined ? null : <span class="tab-count">{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}
