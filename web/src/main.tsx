import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/values.css";
import "./styles/layout.css";
import "./styles/bar.css";
import "./styles/criteria.css";
import "./styles/results.css";
import "./styles/map.css";
import "./styles/site.css";
import "./styles/passport.css";
import "./styles/facts.css";
import "./styles/print.css";
import { render } from "preact";
import { applyPreferences } from "./state/preferences";
import { PassportPage } from "./ui/passport/PassportPage";
import { MapPage } from "./ui/public/MapPage";

/** The page of the address: a site's passport, or the map. */
function pageOf(path: string) {
  const ref = /^\/sites\/([^/]+)\/?$/.exec(path)?.[1];
  return ref === undefined ? <MapPage /> : <PassportPage siteRef={decodeURIComponent(ref)} />;
}

applyPreferences(document.documentElement);
const root = document.getElementById("app");
if (root) render(pageOf(location.pathname), root);
