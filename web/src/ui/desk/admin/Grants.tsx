/** The roles of an account: each in a territory and those below it, or everywhere. */

import type { Grant } from "../../../api/desk/session";
import { Icon } from "../../shared/Icon";
import { SelectField } from "../shared/fields";
import { TerritoryField } from "../shared/TerritoryField";
import { placeName } from "../shared/territory";
import { s } from "../shell/words";
import { a } from "./words";

const ROLES = ["viewer", "editor", "reviewer", "admin"] as const;

/** "editor, Kramatorsk". */
export function grantWords({ role, territory }: Grant): string {
  const where = territory === null ? s("frame.everywhere") : placeName(territory);
  return `${s(`role.${role}`)}, ${where}`;
}

export function GrantsForm({
  grants,
  onChange,
}: {
  readonly grants: readonly Grant[];
  readonly onChange: (grants: readonly Grant[]) => void;
}) {
  const put = (at: number, grant: Grant) => onChange(grants.map((one, i) => (i === at ? grant : one)));
  return (
    <fieldset class="grants">
      <legend>{a("grant.title")}</legend>
      {grants.length === 0 ? <p class="field-hint">{a("grant.none")}</p> : null}
      {grants.map((grant, i) => (
        <div key={`${i}`} class="grant">
          <SelectField
            label={a("grant.role", { n: i + 1 })}
            value={grant.role}
            options={ROLES.map((role) => ({ value: role, label: s(`role.${role}`) }))}
            onChange={(role) => put(i, { ...grant, role: role as Grant["role"] })}
          />
          <TerritoryField
            label={a("grant.territory", { n: i + 1 })}
            value={grant.territory ?? ""}
            onInput={(code) => put(i, { ...grant, territory: code.trim() === "" ? null : code.trim() })}
          />
          <button
            type="button"
            class="icon-button"
            aria-label={a("grant.remove", { n: i + 1 })}
            onClick={() => onChange(grants.filter((_, at) => at !== i))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <button type="button" class="button" onClick={() => onChange([...grants, { role: "editor", territory: null }])}>
        <Icon name="plus" size={16} />
        {a("grant.add")}
      </button>
      <details class="roles-help">
        <summary>{a("grant.help")}</summary>
        <ul>
          {ROLES.map((role) => (
            <li key={role}>
              <b>{s(`role.${role}`)}</b>: {a(`role_help.${role}`)}
            </li>
          ))}
        </ul>
      </details>
    </fieldset>
  );
}
