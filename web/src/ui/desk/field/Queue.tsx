/** What was answered on this phone, and what became of each: nothing is taken away without being asked. */

import { drop, observations, photos, reopen } from "../../../state/desk/field";
import type { KeptObservation } from "../../../state/desk/field-store";
import { ask } from "../../../state/desk/notices";
import { language } from "../../../state/preferences";
import { f } from "../campaigns/words";

export function Queue({ onOpen }: { readonly onOpen: (task: number) => void }) {
  const list = observations.value.toReversed();
  if (list.length === 0) return <p class="phone-empty">{f("queue.none")}</p>;
  return (
    <ul class="phone-queue">
      {list.map((one) => (
        <li key={one.id} data-state={one.state}>
          <p>
            <b>{one.label}</b> <span class="badge">{f(`sighting.${one.body.sighting}`)}</span>
          </p>
          <p class="quiet">
            {new Intl.DateTimeFormat(language.value, { dateStyle: "short", timeStyle: "short" }).format(
              new Date(one.savedAt),
            )}
          </p>
          <p class={one.state === "refused" ? "field-error" : ""}>{f(`queue.${one.state}`)}</p>
          <PhotoState observation={one} />
          {one.state === "refused" ? <Refused observation={one} onOpen={onOpen} /> : null}
        </li>
      ))}
    </ul>
  );
}

function PhotoState({ observation }: { readonly observation: KeptObservation }) {
  const own = photos.value.filter((one) => one.observation === observation.id);
  if (own.length === 0) return null;
  const sent = own.filter((one) => one.state === "sent").length;
  const refused = own.filter((one) => one.state === "refused");
  return (
    <>
      <p class="quiet">{f("queue.photos", { sent, all: own.length })}</p>
      {refused.map((one) => (
        <p key={one.id} class="field-error">
          {f("queue.photo_refused", { reason: one.refusal ?? "" })}
        </p>
      ))}
    </>
  );
}

function Refused({
  observation,
  onOpen,
}: {
  readonly observation: KeptObservation;
  readonly onOpen: (task: number) => void;
}) {
  const remove = async () => {
    const answer = await ask({
      title: f("queue.drop_title"),
      text: f("queue.drop_text"),
      yes: f("queue.drop"),
      grave: true,
    });
    if (answer.yes) await drop(observation);
  };
  return (
    <>
      <p class="field-error">{observation.refusal}</p>
      <div class="page-actions">
        <button
          type="button"
          class="button"
          onClick={() => void reopen(observation).then(() => onOpen(observation.body.task))}
        >
          {f("queue.mend")}
        </button>
        <button type="button" class="button button-grave" onClick={() => void remove()}>
          {f("queue.drop")}
        </button>
      </div>
    </>
  );
}
