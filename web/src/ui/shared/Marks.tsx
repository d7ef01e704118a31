/** Marks that say kind and list by shape, colour and fill: known is solid, not known enough hatched, failing hollow. */

import type { List } from "../../api/types";
import { shapeOf } from "../../domain/mark";

const HATCHED = ["free_land", "brownfield", "building", "industrial_park_plot", "other", "ink"] as const;

/** A kind with a colour of its own, or "other". */
function hueOf(kind: string): string {
  return HATCHED.find((hue) => hue === kind) ?? "other";
}

/** The hatches that marks refer to; drawn once per page. */
export function MarkPatterns() {
  return (
    <svg class="mark-patterns" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        {HATCHED.map((hue) => (
          <pattern
            key={hue}
            id={`hatch-${hue}`}
            class={`hue-${hue}`}
            width="4.6"
            height="4.6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="4.6" height="4.6" class="hatch-ground" />
            <rect width="2.1" height="4.6" class="hatch-line" />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

function fillOf(list: List, hue: string): string {
  if (list === "may_meet") return `url(#hatch-${hue})`;
  return list === "meets" ? "currentColor" : "none";
}

/** The mark of a kind. */
export function KindMark({
  kind,
  list = "meets",
  size = 20,
}: {
  readonly kind: string;
  readonly list?: List;
  readonly size?: number;
}) {
  const hue = hueOf(kind);
  return (
    <svg
      class={`kind-mark hue-${hue}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={shapeOf(kind)}
        fill={fillOf(list, hue)}
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** The sign of a list, the same as on the tabs, the bar and the map's clusters. */
export function ListMark({ list, size = 14 }: { readonly list: List; readonly size?: number }) {
  return (
    <svg class="list-mark" width={size} height={size} viewBox="0 0 14 14" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="12" height="12" fill={fillOf(list, "ink")} stroke="currentColor" stroke-width="1.5" />
    </svg>
  );
}
