/** Where a file is given: by the button or by dropping it; on its way it shows how far it is and can be given up. */

import { useRef, useState } from "preact/hooks";
import { type Import, type Sending, sendFile } from "../../../api/desk/imports";
import { asProblem, isAbort, Problem } from "../../../api/problem";
import { Icon } from "../../shared/Icon";
import { ProblemCard } from "../shared/states";
import { sizeWords } from "./figures";
import { t } from "./words";

interface OnItsWay {
  readonly file: File;
  readonly sent: number;
  readonly sending: Sending;
}

export function UploadBox({ limit, taken }: { readonly limit: number | null; readonly taken: (one: Import) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  const [way, setWay] = useState<OnItsWay | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [over, setOver] = useState(false);

  const send = async (file: File | undefined) => {
    if (!file || way) return;
    if (limit !== null && file.size > limit)
      return setProblem(
        new Problem(
          413,
          t("imports.too_large", { name: file.name, size: sizeWords(file.size), limit: sizeWords(limit) }),
          "",
          [],
        ),
      );
    setProblem(null);
    const sending = sendFile(file, (sent) => setWay((now) => now && { ...now, sent }));
    setWay({ file, sent: 0, sending });
    try {
      taken(await sending.done);
    } catch (error) {
      if (!isAbort(error)) setProblem(asProblem(error));
    } finally {
      setWay(null);
      if (picker.current) picker.current.value = "";
    }
  };

  return (
    <section
      class={`upload${over ? " upload-over" : ""}`}
      aria-labelledby="upload-title"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void send(event.dataTransfer?.files[0]);
      }}
    >
      <div class="upload-ask" hidden={way !== null}>
        <Icon name="up" size={28} />
        <div>
          <h2 id="upload-title">{t("imports.drop")}</h2>
          <p class="quiet">{t("imports.formats")}</p>
          {limit === null ? null : <p class="quiet">{t("imports.limit", { limit: sizeWords(limit) })}</p>}
        </div>
        <label class="button button-main upload-pick">
          {t("imports.choose_file")}
          <input
            ref={picker}
            class="hidden"
            type="file"
            onChange={(event) => void send(event.currentTarget.files?.[0])}
          />
        </label>
      </div>
      {way ? <Way way={way} /> : null}
      {problem ? <ProblemCard problem={problem} /> : null}
    </section>
  );
}

function Way({ way: { file, sent, sending } }: { readonly way: OnItsWay }) {
  const whole = sent >= file.size;
  return (
    <div class="upload-way">
      <p>
        <b>{file.name}</b> <span class="quiet">{sizeWords(file.size)}</span>
      </p>
      <progress max={file.size} value={whole ? undefined : sent} aria-label={t("imports.sending")} />
      <p class="quiet" role="status">
        {whole
          ? t("imports.looking")
          : t("imports.sent", { share: `${Math.floor((sent / Math.max(1, file.size)) * 100)}` })}
      </p>
      <button type="button" class="button button-small" onClick={() => sending.stop()}>
        {t("imports.give_up")}
      </button>
    </div>
  );
}
