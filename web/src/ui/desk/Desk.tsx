/** The staff desk: who is there is found out first, then the page of the address is shown in the frame. */

import "../../styles/desk/base.css";
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { followPlace, place } from "../../state/desk/place";
import { atDesk, lapsed, loadSession, person, session, sessionProblem } from "../../state/desk/session";
import { loadRegistry, registry, registryProblem } from "../../state/registry";
import { MarkPatterns } from "../shared/Marks";
import { Frame } from "./Frame";
import { PageOf } from "./PageOf";
import { routeOf } from "./routes";
import { Asking, Leaving, Notices } from "./shared/Overlays";
import { Loading, ProblemCard } from "./shared/states";
import { Outside } from "./shell/Outside";
import { FirstPassword } from "./shell/Password";
import { SignInAgain, SignInPage } from "./shell/SignIn";
import { s } from "./shell/words";

export function startDesk(root: HTMLElement): void {
  followPlace();
  void load();
  render(<Desk />, root);
}

async function load(): Promise<void> {
  await Promise.all([loadSession(), loadRegistry()]);
}

function Desk() {
  return (
    <>
      <MarkPatterns />
      <Inside />
      <Notices />
      <Asking />
      <Leaving />
      {lapsed.value ? <SignInAgain /> : null}
    </>
  );
}

function Inside() {
  const found = routeOf(place.value.path);
  const problem = sessionProblem.value ?? registryProblem.value;
  if (found?.route.offline && (session.value === null || atDesk.value))
    return <PageOf key={place.value.path} path={place.value.path} />;
  if (problem)
    return (
      <Outside title={s("page.desk")}>
        <ProblemCard problem={problem} retry={() => void load()} />
      </Outside>
    );
  if (session.value === null || registry.value === null) return <Waiting />;
  if (person.value === null) return <SignInPage />;
  if (!atDesk.value) return <FirstPassword />;
  return <Frame />;
}

function Waiting() {
  const title = s("page.desk");
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main id="content" class="desk-waiting">
      <h1 class="hidden">{title}</h1>
      <Loading />
    </main>
  );
}
