/** What stands over every page: notices, questions, and the one before leaving unsaved work. */

import { useState } from "preact/hooks";
import { dismiss, notices, type Question, question } from "../../../state/desk/notices";
import { leaving } from "../../../state/desk/place";
import { Icon } from "../../shared/Icon";
import { s } from "../shell/words";
import { c } from "./controlWords";
import { Dialog } from "./Dialog";
import { Reason } from "./fields";

/** The region is always there, so that screen readers hear what comes into it. */
export function Notices() {
  return (
    <section class="notices" aria-label={c("control.notices")} aria-live="polite">
      {notices.value.map(({ id, kind, text }) => (
        <div key={id} class={`notice notice-${kind}`}>
          <Icon name={kind === "done" ? "check" : "alert"} size={18} />
          <p>{text}</p>
          <button type="button" class="icon-button" aria-label={c("control.close")} onClick={() => dismiss(id)}>
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </section>
  );
}

/** The question that `ask` puts. */
export function Asking() {
  const open = question.value;
  return open ? <QuestionDialog key={open.asked.title} {...open} /> : null;
}

function QuestionDialog({
  asked,
  answer,
}: {
  readonly asked: Question;
  readonly answer: (answer: { yes: boolean; reason: string }) => void;
}) {
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const no = () => answer({ yes: false, reason: "" });
  const yes = () => {
    if (asked.reason?.needed && reason.trim() === "") setMissing(true);
    else answer({ yes: true, reason: reason.trim() });
  };
  return (
    <Dialog
      title={asked.title}
      onClose={no}
      foot={
        <>
          <button type="button" class="button" onClick={no}>
            {c("control.cancel")}
          </button>
          <button type="button" class={asked.grave ? "button button-grave" : "button button-main"} onClick={yes}>
            {asked.yes}
          </button>
        </>
      }
    >
      {asked.text ? <p>{asked.text}</p> : null}
      {asked.reason ? (
        <Reason
          label={asked.reason.label}
          hint={asked.reason.hint}
          needed={asked.reason.needed}
          value={reason}
          onInput={(text) => {
            setReason(text);
            setMissing(false);
          }}
          error={missing ? c("control.reason_needed") : undefined}
        />
      ) : null}
    </Dialog>
  );
}

export function Leaving() {
  const asked = leaving.value;
  if (!asked) return null;
  const stay = () => {
    leaving.value = null;
  };
  return (
    <Dialog
      title={s("leave.title")}
      onClose={stay}
      foot={
        <>
          <button type="button" class="button button-main" onClick={stay}>
            {s("leave.no")}
          </button>
          <button type="button" class="button button-grave" onClick={asked.go}>
            {s("leave.yes")}
          </button>
        </>
      }
    >
      <p>{s("leave.text")}</p>
    </Dialog>
  );
}
