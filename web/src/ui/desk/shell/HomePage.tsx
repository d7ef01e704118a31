/** Home: who one is here, and what there is to do. */

import { person, session } from "../../../state/desk/session";
import { words } from "../../shared/text";
import { Page } from "../shared/Page";
import { roleLine } from "./roles";
import { s } from "./words";

export function HomePage() {
  const rights = session.value?.operations ?? [];
  return (
    <Page title={s("home.hello", { name: person.value?.name ?? "" })}>
      {rights.length === 0 ? <p class="note note-warn">{s("home.no_role")}</p> : null}
      <section class="card">
        <h2>{s("home.roles")}</h2>
        <ul>
          {roleLine().map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      {rights.length > 0 ? (
        <section class="card">
          <h2>{s("home.rights")}</h2>
          <ul class="rights">
            {rights.map((right) => (
              <li key={right.operation}>{words(right.label)}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </Page>
  );
}
