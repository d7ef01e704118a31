/** Draws what leads to addresses of the registry below the path that it stands at. */

import { options, type VNode } from "preact";
import { addressOf, BASE } from "../../api/base";

const ADDRESSES = ["href", "src"] as const;

/** From here on links and pictures that are drawn lead below the base. */
export function drawBelowBase(): void {
  if (BASE === "") return;
  const before = options.vnode;
  options.vnode = (node: VNode) => {
    if (typeof node.type === "string") {
      const props = node.props as { [name: string]: unknown };
      for (const name of ADDRESSES) {
        const value = props[name];
        if (typeof value === "string" && /^\/(?!\/)/.test(value)) props[name] = addressOf(value);
      }
    }
    before?.(node);
  };
}
