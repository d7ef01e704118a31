/** Territories from a file: it is looked at first, and taken when what it holds is what was meant. */

import { useState } from "preact/hooks";
import { type TerritoryPlan, takeTerritories } from "../../../api/desk/admin";
import { asProblem, type Problem } from "../../../api/problem";
import { likely, type Property, propertiesOf, schemeOf } from "../../../domain/desk/geojson";
import { say } from "../../../state/desk/notices";
import { forgetTerritories } from "../../../state/desk/territories";
import { words } from "../../shared/text";
import { Dialog } from "../shared/Dialog";
import { Field, SelectField, TextField } from "../shared/fields";
import { Loading, ProblemCard } from "../shared/states";
import { placeName } from "../shared/territory";
import { a } from "./words";

/** How much of a file is read to find out what its properties are called. */
const LOOKED_AT = 400_000;

/** What properties with codes are called, the likeliest first. */
const CODES = ["katotth", "katottg", "code", "ref", "iso3166-2", "gss_code", "insee_com", "insee", "koatuu", "id"];

/** The beginning of a file as text; of a packed one, of what is in it. */
async function beginningOf(file: File): Promise<string> {
  if (!file.name.toLowerCase().endsWith(".gz")) return await file.slice(0, LOOKED_AT).text();
  const reader = file.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    while (text.length < LOOKED_AT) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // What is no such file the registry refuses, and says why.
  }
  void reader.cancel();
  return text;
}

const LEVELS = ["0", "1", "2", "3", "4"] as const;

export function TerritoryDialog({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [properties, setProperties] = useState<readonly Property[]>([]);
  const [form, setForm] = useState({ scheme: "", level: "1", code: "", name: "", parent: "" });
  const [plan, setPlan] = useState<TerritoryPlan | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<typeof form>) => {
    setForm({ ...form, ...part });
    setPlan(null);
  };
  const choose = async (chosen: File | null) => {
    setFile(chosen);
    setPlan(null);
    if (!chosen) return;
    const found = propertiesOf(await beginningOf(chosen));
    const names = found.map(({ name }) => name);
    const code = likely(names, CODES);
    setProperties(found);
    setForm({
      ...form,
      code,
      scheme: schemeOf(code) || form.scheme,
      name: likely(names, ["name", "name:uk", "nom", "title"]),
      parent: likely(names, ["parent", "parent_code", "up"]),
    });
  };
  const run = async (dry: boolean) => {
    if (!file) return;
    setBusy(true);
    setProblem(null);
    try {
      const done = await takeTerritories({ ...form, file, level: Number(form.level) }, dry);
      setPlan(done);
      if (!dry) {
        say(a("territory.taken", { n: done.count, placed: done.placed }));
        forgetTerritories();
        onDone();
        return;
      }
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return (
    <Dialog
      wide
      title={a("territory.take")}
      onClose={onClose}
      foot={
        <>
          <button type="button" class="button" onClick={onClose}>
            {a("cancel")}
          </button>
          {plan ? (
            <button type="button" class="button button-main" disabled={busy} onClick={() => void run(false)}>
              {a("territory.store", { n: plan.count })}
            </button>
          ) : (
            <button type="submit" form="territory-form" class="button button-main" disabled={busy || file === null}>
              {a("territory.look")}
            </button>
          )}
        </>
      }
    >
      <form
        id="territory-form"
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void run(true);
        }}
      >
        <Field label={a("territory.file")} hint={a("territory.file_hint")}>
          {({ id, describedBy }) => (
            <input
              id={id}
              type="file"
              accept=".geojson,.json,.gz,application/geo+json"
              aria-describedby={describedBy}
              onChange={(event) => void choose(event.currentTarget.files?.[0] ?? null)}
            />
          )}
        </Field>
        {/* What a file calls things is asked once there is a file. */}
        <div class="form-two" hidden={file === null}>
          <SelectField
            label={a("territory.level")}
            value={form.level}
            options={LEVELS.map((value) => ({ value, label: a(`level.${value}`) }))}
            onChange={(level) => change({ level })}
          />
          <PropertyField
            label={a("territory.code_in")}
            properties={properties}
            value={form.code}
            onInput={(code) => change({ code, scheme: schemeOf(code) || form.scheme })}
          />
          <TextField
            label={a("territory.scheme")}
            hint={a("territory.scheme_hint")}
            value={form.scheme}
            required
            onInput={(scheme) => change({ scheme })}
          />
          <PropertyField
            label={a("territory.name_in")}
            properties={properties}
            value={form.name}
            onInput={(name) => change({ name })}
          />
          <PropertyField
            label={a("territory.parent_in")}
            properties={properties}
            none={a("territory.by_place")}
            optional
            value={form.parent}
            onInput={(parent) => change({ parent })}
          />
        </div>
        {busy ? <Loading label={a("territory.reading")} /> : null}
        {problem ? <ProblemCard problem={problem} /> : null}
        {plan && !busy ? <Plan plan={plan} /> : null}
      </form>
    </Dialog>
  );
}

/** The name of a property: chosen where the file has shown its names, else written. */
function PropertyField({
  label,
  properties,
  value,
  none = a("territory.choose"),
  optional = false,
  onInput,
}: {
  readonly label: string;
  readonly properties: readonly Property[];
  /** What it means to choose none. */
  readonly none?: string;
  readonly value: string;
  readonly optional?: boolean;
  readonly onInput: (name: string) => void;
}) {
  if (properties.length === 0)
    return <TextField label={label} optional={optional} required={!optional} value={value} onInput={onInput} />;
  return (
    <SelectField
      label={label}
      optional={optional}
      value={value}
      options={[
        { value: "", label: none },
        ...properties.map(({ name, example }) => ({
          value: name,
          label: example === "" ? name : `${name}: ${example}`,
        })),
      ]}
      onChange={onInput}
    />
  );
}

function Plan({ plan }: { readonly plan: TerritoryPlan }) {
  const shown = plan.units.slice(0, 8);
  return (
    <section class="plan" aria-label={a("territory.holds")}>
      <p>
        <b>{a("territory.count", { n: plan.count })}</b>{" "}
        {a("territory.new", { n: plan.new, known: plan.count - plan.new })}
      </p>
      {plan.left_out > 0 ? (
        <p class="note note-warn">
          {a("territory.left", { n: plan.left_out, which: plan.left.slice(0, 5).join(", ") })}
        </p>
      ) : null}
      {plan.found > 0 ? <p>{a("territory.found", { n: plan.found })}</p> : null}
      {plan.orphans.length > 0 ? (
        <p class="note note-warn">{a("territory.orphans", { which: plan.orphans.slice(0, 10).join(", ") })}</p>
      ) : null}
      <ul class="plain">
        {shown.map((unit) => (
          <li key={unit.code}>
            <code>{unit.code}</code> {words(unit.name)}
            {unit.parent ? <span class="quiet"> ← {placeName(unit.parent)}</span> : null}
          </li>
        ))}
        {plan.count > shown.length ? (
          <li class="quiet">{a("territory.more", { n: plan.count - shown.length })}</li>
        ) : null}
      </ul>
    </section>
  );
}
