/** The facts that somebody corrects: each with what stands there now and what should stand there. */

import { useState } from "preact/hooks";
import type { Field, SiteDetail } from "../../api/types";
import { showValue } from "../../domain/format";
import { correctable, type Line } from "../../domain/proposal";
import { language } from "../../state/preferences";
import { fieldNamed, fields } from "../../state/registry";
import { FieldOptions } from "../shared/FieldOptions";
import { Icon } from "../shared/Icon";
import { t, words } from "../shared/text";
import { ValueInput } from "../shared/ValueInput";
import { Labelled } from "./Labelled";

interface Props {
  readonly site: SiteDetail;
  readonly lines: readonly Line[];
  readonly change: (lines: readonly Line[]) => void;
}

/** The API takes at most so many. */
const MOST = 20;

export function ProposalLines({ site, lines, change }: Props) {
  const set = (at: number, line: Line) => change(lines.map((one, i) => (i === at ? line : one)));
  return (
    <fieldset class="proposal-lines">
      <legend>{t("correction.facts")}</legend>
      {lines.map((line, at) => {
        const field = fieldNamed(line.field);
        return field ? (
          <ProposalLine
            key={line.field}
            site={site}
            field={field}
            line={line}
            set={(next) => set(at, next)}
            remove={() => change(lines.filter((_, i) => i !== at))}
          />
        ) : null;
      })}
      {lines.length < MOST ? (
        <AddFact
          taken={lines.map(({ field }) => field)}
          add={(field) => change([...lines, { field, text: "", unknown: false }])}
        />
      ) : null}
    </fieldset>
  );
}

/** A list and a button: on a keyboard each arrow chooses, which must not add every fact that is passed. */
function AddFact({ taken, add }: { readonly taken: readonly string[]; readonly add: (field: string) => void }) {
  const [name, setName] = useState("");
  return (
    <div class="proposal-add">
      <Labelled label={t("correction.add_fact")}>
        {(ids) => (
          <select {...ids} value={name} onChange={(event) => setName(event.currentTarget.value)}>
            <option value="">{t("correction.choose_fact")}</option>
            <FieldOptions fields={correctable(fields.value).filter((field) => !taken.includes(field.name))} />
          </select>
        )}
      </Labelled>
      <button
        type="button"
        class="button"
        disabled={name === ""}
        onClick={() => {
          add(name);
          setName("");
        }}
      >
        {t("correction.add")}
      </button>
    </div>
  );
}

interface LineProps {
  readonly site: SiteDetail;
  readonly field: Field;
  readonly line: Line;
  readonly set: (line: Line) => void;
  readonly remove: () => void;
}

function ProposalLine({ site, field, line, set, remove }: LineProps) {
  const label = words(field.label);
  return (
    <div class="proposal-line">
      <p class="proposal-now">
        <b>{label}</b>{" "}
        <span class="quiet">
          {t("correction.now")} {showValue(field, site.properties, language.value).text}
        </span>
      </p>
      <div class="proposal-value">
        <ValueInput field={field} label={t("correction.should_be", { field: label })} line={line} set={set} />
        <label class="check">
          <input
            type="checkbox"
            checked={line.unknown}
            onChange={(event) => set({ ...line, unknown: event.currentTarget.checked })}
          />
          {t("correction.not_known")}
        </label>
        <button
          type="button"
          class="icon-button"
          aria-label={t("correction.remove", { field: label })}
          onClick={remove}
        >
          <Icon name="close" />
        </button>
      </div>
    </div>
  );
}
