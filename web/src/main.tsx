import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/values.css";
import "./styles/layout.css";
import "./styles/bar.css";
import "./styles/criteria.css";
import "./styles/results.css";
import "./styles/need.css";
import "./styles/map.css";
import "./styles/site.css";
import "./styles/passport.css";
import "./styles/facts.css";
import "./styles/print.css";
import { render } from "preact";
import { pathOf } from "./api/base";
import { applyPreferences } from "./state/preferences";
import { PassportPage } from "./ui/passport/PassportPage";
import { MapPage } from "./ui/public/MapPage";
import { drawBelowBase } from "./ui/shared/belowBase";

/** The page of the address: a site's passport, or the map. */
function pageOf(path: string) {
  const ref = /^\/sites\/([^/]+)\/?$/.exec(path)?.[1];
  return ref === undefined ? <MapPage /> : <PassportPage siteRef={decodeURIComponent(ref)} />;
}

/** Shows the page; what not everybody opens comes only to those who ask for it. */
async function show(root: HTMLElement): Promise<void> {
  const path = pathOf(location.pathname);
  if (/^\/compare\/?$/.test(path)) {
    const { ComparePage } = await import("./ui/compare/ComparePage");
    return render(<ComparePage />, root);
  }
  if (/^\/scoring\/?$/.test(path)) {
    const { ScoringPage } = await import("./ui/scoring/ScoringPage");
    return render(<ScoringPage />, root);
  }
  if (/^\/embed\/?$/.test(path)) {
    const { EmbedPage } = await import("./ui/embed/EmbedPage");
    return render(<EmbedPage />, root);
  }
  if (!/^\/desk(\/|$)/.test(path)) return render(pageOf(path), root);
  const { startDesk } = await import("./ui/desk/Desk");
  startDesk(root);
}

drawBelowBase();
applyPreferences(document.documentElement);
const root = document.getElementById("app");
if (root) void show(root);
