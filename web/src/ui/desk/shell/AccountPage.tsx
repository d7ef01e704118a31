/** One's own account: the password. */

import { person } from "../../../state/desk/session";
import { nav } from "../navWords";
import { Page } from "../shared/Page";
import { PasswordForm } from "./Password";
import { s } from "./words";

export function AccountPage() {
  const who = person.value;
  if (!who) return null;
  return (
    <Page title={nav("nav.account")} lead={`${who.name}, ${who.email}`}>
      {who.has_password ? (
        <section class="card">
          <h2>{s("password.title")}</h2>
          <PasswordForm />
        </section>
      ) : null}
    </Page>
  );
}
