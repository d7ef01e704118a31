/** What the pages of data quality share: the way between them, and the marks of charts. */

import { place } from "../../../state/desk/place";
import { may } from "../../../state/desk/session";
import { q } from "./words";

const PARTS = [
  { path: "/desk/quality", key: "tab.figures", right: "site.read" },
  { path: "/desk/quality/reminders", key: "tab.reminders", right: "site.read" },
  { path: "/desk/quality/findings", key: "tab.findings", right: "finding.read" },
] as const;

export function QualityNav() {
  return (
    <nav class="quality-nav" aria-label={q("tab.label")}>
      {PARTS.filter((part) => may(part.right)).map((part) => (
        <a key={part.path} href={part.path} aria-current={place.value.path === part.path ? "page" : undefined}>
          {q(part.key)}
        </a>
      ))}
    </nav>
  );
}

/** The fills of states: each differs in its lines, not in its colour alone. */
export function ChartPatterns() {
  return (
    <svg class="chart-defs" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="state-due" width="8" height="8" patternUnits="userSpaceOnUse">
          <rect width="8" height="8" class="fill-due" />
          <circle cx="2" cy="2" r="1.2" class="fill-paper" />
          <circle cx="6" cy="6" r="1.2" class="fill-paper" />
        </pattern>
        <pattern id="state-stale" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="7" height="7" class="fill-stale" />
          <rect width="2" height="7" class="fill-paper" />
        </pattern>
        <pattern id="state-expired" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" class="fill-expired" />
          <rect width="1.5" height="6" class="fill-paper" />
          <rect width="6" height="1.5" class="fill-paper" />
        </pattern>
        <pattern id="state-unknown" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" class="fill-paper" />
          <rect width="6" height="1" y="2" class="fill-unknown" />
        </pattern>
      </defs>
    </svg>
  );
}

/** The fill of a state in an SVG. */
export function stateFill(name: string): { readonly fill?: string; readonly class?: string } {
  return name === "fresh" ? { class: "fill-fresh" } : { fill: `url(#state-${name})` };
}

/** A swatch beside the words of a state. */
export function StateKey({ name }: { readonly name: string }) {
  return (
    <svg class="state-key" width="16" height="12" aria-hidden="true" focusable="false">
      <rect x="0.5" y="0.5" width="15" height="11" class="state-edge" {...stateFill(name)} />
    </svg>
  );
}
