/** How complete and how ready the record is, and what is missing for the next level; each thing leads to its field. */

import { partsOf } from "../../../domain/desk/difference";
import { at, type Path } from "../../../domain/desk/record-edit";
import { fieldNamed } from "../../../state/registry";
import { words } from "../../shared/text";
import { PathName } from "../changes/ChangeList";
import { codeLabelAt } from "../changes/codes";
import { focusField } from "./find";
import { useForm } from "./form";
import { t } from "./words";

export function AssessmentCard() {
  const form = useForm();
  const found = form.session.assessment.value;
  if (!found) return null;
  const { readiness, missing, completeness_pct: complete, unknown } = found;
  return (
    <div class="assessment">
      <p>
        <b>{t("assess.level", { level: readiness })}</b>{" "}
        {missing.length === 0 ? <span class="quiet">{t("assess.highest")}</span> : null}
      </p>
      <p class="field-hint">{words(fieldNamed("readiness")?.help)}</p>
      {missing.length > 0 ? (
        <>
          <p class="quiet">{t("assess.missing", { level: readiness + 1 })}</p>
          <ul class="assess-list">
            {missing.map((path) => (
              <li key={path}>
                <button type="button" class="text-button" onClick={() => goTo(form, path)}>
                  <Missing path={path} />
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p class="assess-complete">
        <b>{t("assess.complete", { share: complete })}</b>
      </p>
      {unknown.length > 0 ? (
        <details>
          <summary>{t("assess.unknown", { n: unknown.length })}</summary>
          <ul class="assess-list">
            {unknown.map((name) => (
              <li key={name}>
                <UnknownField name={name} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

function Missing({ path }: { readonly path: string }) {
  const { steps } = partsOf(path);
  const label = steps.find((step) => step.startsWith("["))?.slice(1, -1) ?? "";
  const item = label === "" ? null : codeLabelAt("readiness_item", label);
  if (steps[0] === "readiness" && item) return <>{item}</>;
  return <PathName path={path} />;
}

function UnknownField({ name }: { readonly name: string }) {
  const field = fieldNamed(name);
  const path = field?.paths[0];
  const label = field ? words(field.label) : name;
  if (!path) return <>{label}</>;
  return (
    <button type="button" class="text-button" onClick={() => focusField(path)}>
      {label}
    </button>
  );
}

/** Goes to the field; an element that is not there yet is added first. */
function goTo(form: ReturnType<typeof useForm>, path: string): void {
  const element = /^(utilities|readiness)\[([a-z0-9_]+)\]/.exec(path);
  if (element?.[1] && element[2] && form.editable) {
    const [, list, code] = element;
    const key = list === "utilities" ? "network" : "item";
    const place: Path = [list];
    const elements = at(form.record, place);
    const there = Array.isArray(elements) && elements.some((one) => (one as { [name: string]: unknown })[key] === code);
    if (!there) form.session.add(list, { [key]: code });
  }
  requestAnimationFrame(() => focusField(path.replace("[]", "[1]")));
}
