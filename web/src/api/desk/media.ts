/** The requests of a site's photos and documents. Each answers with the site as it is then. */

import type { components } from "../schema.gen";
import type { DeskSite } from "./editor";
import { desk, type Tagged, taggedOf } from "./http";

type Schemas = components["schemas"];

/** What a photo says of itself that may be kept. */
export const KEEPING = ["taken_on", "bearing", "position"] as const;
export type Keeping = (typeof KEEPING)[number];

export interface Upload {
  readonly file: File;
  readonly title: string;
  readonly language: "uk" | "en" | "ru";
  readonly keep: readonly Keeping[];
}

/** What is said of a photo or a document, as the record keeps it. */
export interface MediumSaid {
  readonly hash: string;
  readonly kind?: string;
  readonly title?: { readonly [language: string]: string };
  readonly public?: boolean;
  readonly taken_on?: string;
  readonly bearing_deg?: number;
  readonly issued_on?: string;
  readonly valid_until?: string;
  readonly file_name?: string;
  readonly media_type?: string;
  readonly size_bytes?: number;
}

const matchOf = (tag: string) => ({ "If-Match": tag });

/** Adds a file at the end of the site's photos and documents. */
export async function addMedium(
  ref: string,
  tag: string,
  { file, title, language, keep }: Upload,
): Promise<Tagged<DeskSite>> {
  const query = {
    file_name: file.name.slice(0, 200),
    ...(title === "" ? {} : { title, language }),
    ...(keep.length === 0 ? {} : { keep: [...keep] }),
  };
  const querySerializer = { array: { style: "form", explode: false } } as const;
  return taggedOf(
    await desk.POST("/api/v1/desk/sites/{ref}/media", {
      params: { path: { ref }, header: matchOf(tag), query },
      querySerializer,
      body: file as unknown as string,
      bodySerializer: (body: unknown) => body as BodyInit,
      headers: { "Content-Type": file.type || "application/octet-stream" },
    }),
  );
}

/** Changes what is said of one by a merge patch, its place (from 1), or both. */
export async function changeMedium(
  ref: string,
  tag: string,
  hash: string,
  change: { readonly medium?: { readonly [member: string]: unknown }; readonly position?: number },
): Promise<Tagged<DeskSite>> {
  const params = { path: { ref, hash }, header: matchOf(tag) };
  const body = change as Schemas["MediumPatch"];
  return taggedOf(await desk.PATCH("/api/v1/desk/sites/{ref}/media/{hash}", { params, body }));
}

export async function removeMedium(ref: string, tag: string, hash: string): Promise<Tagged<DeskSite>> {
  const params = { path: { ref, hash }, header: matchOf(tag) };
  return taggedOf(await desk.DELETE("/api/v1/desk/sites/{ref}/media/{hash}", { params }));
}

/** The address of a file for staff; of a picture in a smaller form. */
export const mediumAddress = (hash: string, size: "full" | "thumb") =>
  `/api/v1/desk/media/${encodeURIComponent(hash)}${size === "full" ? "" : `?size=${size}`}`;
