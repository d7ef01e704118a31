/** What may be done with the site now, as the server says; each asks for what it needs. */

import { useState } from "preact/hooks";
import { type ActRequest, type DeskSite, type Finding, fetchLineage, fetchSite } from "../../../api/desk/editor";
import { asProblem, type Problem } from "../../../api/problem";
import { parseNumber } from "../../../domain/format";
import type { EditorSession } from "../../../state/desk/editor";
import { say } from "../../../state/desk/notices";
import { fields } from "../../../state/registry";
import { words } from "../../shared/text";
import { codeChoices } from "../shared/codeChoices";
import { Dialog } from "../shared/Dialog";
import { Reason, SelectField, TextField } from "../shared/fields";
import { ProblemCard } from "../shared/states";
import { useLoad } from "../shared/useLoad";
import { MergeDialog, SplitDialog } from "./Divide";
import { useForm } from "./form";
import { type EditorKey, t } from "./words";

type Action = DeskSite["actions"][number];
type Simple = Exclude<Action, "update" | "split" | "merge" | "create" | "undo" | "erase" | "assign" | "place">;

/** The order of the buttons; the first that is allowed is the one to press next. */
const ORDER = [
  "submit",
  "publish",
  "return",
  "recall",
  "confirm",
  "reserve",
  "release",
  "contract",
  "restore",
  "discard",
  "split",
  "merge",
  "reuse",
  "withdraw",
] as const;

export function Actions() {
  const { session } = useForm();
  const [open, setOpen] = useState<(typeof ORDER)[number] | null>(null);
  const allowed = session.site.value?.actions ?? [];
  const shown = ORDER.filter((one) => allowed.includes(one as Action));
  if (shown.length === 0) return <p class="quiet">{t("act.none")}</p>;
  const close = () => setOpen(null);
  const site = session.site.value;
  return (
    <div class="acts">
      {shown.map((one, i) => (
        <button
          key={one}
          type="button"
          class={i === 0 ? "button button-main" : "button"}
          data-act={one}
          disabled={session.busy.value || session.conflict.value !== null}
          onClick={() => setOpen(one)}
        >
          {t(`act.${one}`)}
        </button>
      ))}
      {open === "split" && site ? <SplitDialog session={session} onClose={close} /> : null}
      {open === "merge" && site ? <MergeDialog session={session} onClose={close} /> : null}
      {open && open !== "split" && open !== "merge" ? (
        <ActDialog session={session} action={open as Simple} onClose={close} />
      ) : null}
    </div>
  );
}

/** The other sites that are published with this one, as they are now. */
async function togetherWith(ref: string): Promise<readonly DeskSite[]> {
  const { together } = await fetchLineage(ref);
  return Promise.all(together.filter((one) => one.ref !== ref).map(async (one) => (await fetchSite(one.ref)).value));
}

/** Warnings that nobody gave a reason for, each once: one reason holds for all sites that it is the same in. */
function openWarnings(findings: readonly Finding[]): readonly Finding[] {
  const open = findings.filter((one) => one.severity === "warning" && !one.waived);
  return [...new Map(open.map((one) => [`${one.rule} ${one.field} ${one.raw}`, one])).values()];
}

function ActDialog({
  session,
  action,
  onClose,
}: {
  readonly session: EditorSession;
  readonly action: Simple;
  readonly onClose: () => void;
}) {
  const form = useForm();
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const [reservedFor, setReservedFor] = useState("");
  const [method, setMethod] = useState("");
  const [use, setUse] = useState("");
  const [year, setYear] = useState("");
  const [area, setArea] = useState("");
  const [clocks, setClocks] = useState<readonly string[]>([]);
  const [waivers, setWaivers] = useState<ReadonlyMap<string, string>>(new Map());
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tried, setTried] = useState(false);
  const needed = form.table.actions.some(({ name, reason }) => name === action && reason);
  const methods = form.codes("fact_method").map((one) => ({ value: one.code, label: words(one.label) }));
  // Sites of one division come before the public together: the reasons are needed for all of them.
  const { data: others, problem: unread } = useLoad(
    () => (action === "publish" ? togetherWith(session.ref) : Promise.resolve([])),
    [],
  );
  const warnings =
    action === "publish"
      ? openWarnings([...session.findings.value, ...(others ?? []).flatMap((one) => one.findings)])
      : [];
  const keyOf = (one: (typeof warnings)[number]) => `${one.rule} ${one.field} ${one.raw}`;
  const lacks = (needed && reason.trim() === "") || (action === "reserve" && until === "");

  const act = async () => {
    setTried(true);
    if (lacks) return;
    setProblem(null);
    try {
      const together = (others ?? []).map(({ ref, version }) => ({ ref, version }));
      const body: ActRequest = {
        ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
        ...(action === "reserve" ? { until, ...(reservedFor === "" ? {} : { for: reservedFor }) } : {}),
        ...(method !== "" ? { method } : {}),
        ...(clocks.length > 0 ? { groups: [...clocks] } : {}),
        ...(action === "reuse" ? { outcome: outcomeOf(use, year, area) } : {}),
        ...(waivers.size > 0
          ? {
              waivers: warnings.flatMap((one) => {
                const text = waivers.get(keyOf(one))?.trim();
                return text ? [{ rule: one.rule, field: one.field, raw: one.raw, reason: text }] : [];
              }),
            }
          : {}),
        ...(together.length > 0 ? { together } : {}),
      };
      await session.act(action as Parameters<EditorSession["act"]>[0], body);
      say(t(`done.${action}` as EditorKey));
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Dialog
      title={t(`act.${action}`)}
      onClose={onClose}
      foot={
        <>
          <button type="button" class="button" onClick={onClose}>
            {t("act.cancel")}
          </button>
          <button
            type="button"
            class="button button-main"
            disabled={session.busy.value || others === null}
            onClick={() => void act()}
          >
            {t(`act.${action}`)}
          </button>
        </>
      }
    >
      <p>{t(`act.${action}_hint` as EditorKey)}</p>
      {problem ? <ProblemCard problem={problem} /> : null}
      {unread ? <ProblemCard problem={unread} /> : null}
      {action === "reserve" ? (
        <>
          <TextField
            label={t("act.until")}
            type="date"
            value={until}
            onInput={setUntil}
            error={tried && until === "" ? t("act.until_missing") : undefined}
          />
          <TextField label={t("act.for")} optional value={reservedFor} onInput={setReservedFor} />
        </>
      ) : null}
      {action === "confirm" || action === "reserve" || action === "release" || action === "contract" ? (
        <SelectField
          label={t("act.method")}
          optional
          value={method}
          onChange={setMethod}
          options={[{ value: "", label: "—" }, ...methods]}
        />
      ) : null}
      {action === "confirm" ? <Clocks chosen={clocks} onChoose={setClocks} /> : null}
      {action === "reuse" ? (
        <>
          <SelectField
            label={t("act.use")}
            optional
            value={use}
            onChange={setUse}
            options={[{ value: "", label: "—" }, ...codeChoices(form.codes("use"), [])]}
          />
          <TextField label={t("act.year")} optional value={year} onInput={setYear} maxLength={4} />
          <TextField label={t("act.area")} optional value={area} onInput={setArea} />
        </>
      ) : null}
      {warnings.map((one) => (
        <TextField
          key={keyOf(one)}
          label={t("act.waiver", { rule: one.rule })}
          hint={one.raw === "" ? words(one.message) : `${words(one.message)} · ${one.raw}`}
          value={waivers.get(keyOf(one)) ?? ""}
          onInput={(text) => setWaivers(new Map([...waivers, [keyOf(one), text]]))}
          maxLength={2000}
        />
      ))}
      <Reason
        needed={needed}
        value={reason}
        onInput={setReason}
        error={tried && needed && reason.trim() === "" ? t("act.reason_missing") : undefined}
      />
    </Dialog>
  );
}

/** What is no number goes to the server as it was written, which says so. */
function outcomeOf(use: string, year: string, hectares: string): NonNullable<ActRequest["outcome"]> {
  const number = (text: string, factor: number) => {
    const typed = parseNumber(text);
    return (typed === null ? text : Number((typed * factor).toPrecision(12))) as number;
  };
  return {
    ...(use === "" ? {} : { use }),
    ...(year.trim() === "" ? {} : { year: number(year, 1) }),
    ...(hectares.trim() === "" ? {} : { area_m2: number(hectares, 10_000) }),
  };
}

/** Which facts are still true, by the clocks that keep them fresh. */
function Clocks({
  chosen,
  onChoose,
}: {
  readonly chosen: readonly string[];
  readonly onChoose: (clocks: readonly string[]) => void;
}) {
  const clocks = [...new Set(fields.value.map(({ clock }) => clock).filter((clock) => clock !== ""))];
  const kept = (clock: string) =>
    fields.value.filter((field) => field.clock === clock).map(({ label }) => words(label));
  return (
    <fieldset class="act-clocks">
      <legend class="field-label">{t("act.clocks")}</legend>
      <p class="field-hint">{t("act.clocks_hint")}</p>
      {clocks.map((clock) => (
        <label key={clock} class="check">
          <input
            type="checkbox"
            checked={chosen.includes(clock)}
            onChange={(event) =>
              onChoose(event.currentTarget.checked ? [...chosen, clock] : chosen.filter((one) => one !== clock))
            }
          />
          {kept(clock).slice(0, 3).join(", ")}
          {kept(clock).length > 3 ? " …" : ""}
        </label>
      ))}
    </fieldset>
  );
}
