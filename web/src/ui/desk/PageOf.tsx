/** The page of an address, loaded when it is first wanted. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { session } from "../../state/desk/session";
import { words } from "../shared/text";
import { nav } from "./navWords";
import type { PageProps, Route } from "./route";
import { maySee, routeOf } from "./routes";
import { Page } from "./shared/Page";
import { Empty, Loading } from "./shared/states";
import { s } from "./shell/words";

/** Give it the path as its key: another address is another page, also where the parts alone differ. */
export function PageOf({ path }: { readonly path: string }) {
  const found = routeOf(path);
  if (!found) return <NoPage />;
  const { route, params } = found;
  if (session.value !== null && !maySee(route)) return <NoRight route={route} />;
  return <Loaded route={route} params={params} />;
}

/** Pages that have been loaded, so that going back to one shows it at once. */
const loaded = new Map<Route, ComponentType<PageProps>>();

function Loaded({ route, params }: { readonly route: Route } & PageProps) {
  const [, setCount] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (loaded.has(route)) return;
    route.load().then(
      (page) => {
        loaded.set(route, page);
        setCount((count) => count + 1);
      },
      () => setFailed(true),
    );
  }, [route]);
  const Found = loaded.get(route);
  if (Found) return <Found params={params} />;
  if (!failed) return <Loading />;
  return (
    <Page title={nav(route.title)}>
      <Empty title={s("page.broken")}>
        <button type="button" class="button" onClick={() => location.reload()}>
          {s("page.reload")}
        </button>
      </Empty>
    </Page>
  );
}

function NoPage() {
  return (
    <Page title={s("page.none")}>
      <Empty text={s("page.none_hint")}>
        <a class="button" href="/desk">
          {s("page.to_home")}
        </a>
      </Empty>
    </Page>
  );
}

/** The words of a right come with the rights that one has; of others there is only the code. */
function NoRight({ route }: { readonly route: Route }) {
  const right = session.value?.operations.find((one) => one.operation === route.right);
  return (
    <Page title={nav(route.title)}>
      <Empty
        title={s("page.no_right")}
        text={s("page.no_right_hint", { right: right ? words(right.label) : (route.right ?? "") })}
      />
    </Page>
  );
}
