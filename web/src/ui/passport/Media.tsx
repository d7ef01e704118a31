/** The photos and documents that the department shows of a site. */

import type { Medium } from "../../api/types";
import { formatDay, formatNumber } from "../../domain/format";
import { language } from "../../state/preferences";
import { Icon } from "../shared/Icon";
import { codeWords, t, words } from "../shared/text";

const isPicture = (medium: Medium) => medium.media_type?.startsWith("image/") ?? false;

const address = (medium: Medium, size?: "thumb" | "screen") =>
  `/api/v1/media/${medium.hash}${size ? `?size=${size}` : ""}`;

export function Media({ media }: { readonly media: readonly Medium[] }) {
  const photos = media.filter((one) => one.kind === "photo" && isPicture(one));
  const documents = media.filter((one) => !photos.includes(one));
  if (media.length === 0) return null;
  return (
    <section class="facts media" aria-labelledby="section-media">
      <h2 id="section-media">{t("media.title")}</h2>
      {photos.length > 0 ? (
        <ul class="photos">
          {photos.map((photo) => (
            <li key={photo.hash}>
              <Photo photo={photo} />
            </li>
          ))}
        </ul>
      ) : null}
      {documents.length > 0 ? (
        <ul class="documents">
          {documents.map((one) => (
            <li key={one.hash}>
              <Document one={one} />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Photo({ photo }: { readonly photo: Medium }) {
  const caption = words(photo.title) || t("media.photo");
  const said = [
    photo.taken_on ? t("media.taken", { day: formatDay(photo.taken_on, language.value) }) : "",
    photo.bearing_deg === undefined ? "" : t("media.bearing", { deg: Math.round(photo.bearing_deg) }),
  ].filter((one) => one !== "");
  return (
    <figure class="photo">
      <a href={address(photo)}>
        <img
          src={address(photo, "thumb")}
          srcset={`${address(photo, "thumb")} 320w, ${address(photo, "screen")} 1280w`}
          sizes="(max-width: 640px) 92vw, 320px"
          width={photo.width_px}
          height={photo.height_px}
          loading="lazy"
          decoding="async"
          alt={caption}
        />
      </a>
      <figcaption>
        {caption}
        {said.length > 0 ? <small>{said.join(" · ")}</small> : null}
      </figcaption>
    </figure>
  );
}

function Document({ one }: { readonly one: Medium }) {
  const kind = codeWords("media_kind", one.kind);
  const title = words(one.title);
  const over = one.valid_until !== undefined && Date.parse(one.valid_until) + 86_400_000 <= Date.now();
  const said = [
    title === "" ? "" : kind,
    one.issued_on ? t("media.issued", { day: formatDay(one.issued_on, language.value) }) : "",
    one.valid_until ? validWords(one.valid_until, over) : "",
    sizeWords(one.size_bytes),
  ].filter((part) => part !== "");
  return (
    <>
      <Icon name="book" size={18} />
      <span>
        <a href={address(one)}>{title || kind}</a>
        <small class={over ? "over" : undefined}>{said.join(" · ")}</small>
      </span>
    </>
  );
}

function validWords(day: string, over: boolean): string {
  return t(over ? "utility.expired" : "utility.valid", { day: formatDay(day, language.value) });
}

function sizeWords(bytes: number | undefined): string {
  if (bytes === undefined) return "";
  return t("media.size", { mb: formatNumber(Math.max(0.1, bytes / 1_048_576), 1, language.value) });
}
