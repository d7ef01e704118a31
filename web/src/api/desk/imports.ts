/** The requests of the screens of imports. */

import { addressOf, wholeAddressOf } from "../base";
import { Problem, problemOf } from "../problem";
import type { components } from "../schema.gen";
import { answerOf, desk, doneOf } from "./http";

type Schemas = components["schemas"];

export type Import = Schemas["Import"];
export type ImportState = Schemas["ImportState"];
export type ImportSettings = Schemas["ImportSettings"];
export type ImportRow = Schemas["ImportRow"];
export type ImportRows = Schemas["ImportRows"];
export type ImportFinding = Schemas["ImportFinding"];
export type ImportCounts = Schemas["ImportCounts"];
export type ImportProfiles = Schemas["ImportProfiles"];
export type ImportUndone = Schemas["ImportUndone"];
export type LaterChange = Schemas["LaterChange"];
export type MappedColumn = Schemas["MappedColumn"];
export type ReadColumn = Schemas["ReadColumn"];
export type RowState = ImportRow["state"];
export type Batch = Schemas["Batch"];
export type Rule = Schemas["Rule"];

/** Which rows of a run are asked for. */
export interface RowQuery {
  readonly state?: RowState;
  readonly rule?: string;
  readonly held?: "true";
}

const one = (id: number) => ({ path: { id } });

export async function listImports(before: number | null, signal: AbortSignal): Promise<Schemas["ImportList"]> {
  const query = { limit: 50, ...(before === null ? {} : { before }) };
  return answerOf(await desk.GET("/api/v1/desk/imports", { params: { query }, signal }));
}

/** All imports of the books; a problem with status 403 for those whose rights are limited to territories. */
export async function listBatches(before: number | null, signal: AbortSignal): Promise<Schemas["BatchList"]> {
  const query = { limit: 200, ...(before === null ? {} : { before }) };
  return answerOf(await desk.GET("/api/v1/desk/batches", { params: { query }, signal }));
}

export async function fetchImportProfiles(signal: AbortSignal | null = null): Promise<ImportProfiles> {
  return answerOf(await desk.GET("/api/v1/desk/import-profiles", { signal }));
}

export async function fetchRules(signal: AbortSignal | null = null): Promise<readonly Rule[]> {
  return answerOf(await desk.GET("/api/v1/rules", { signal })).rules;
}

export async function fetchImport(id: number, signal: AbortSignal | null = null): Promise<Import> {
  return answerOf(await desk.GET("/api/v1/desk/imports/{id}", { params: one(id), signal }));
}

export async function changeImport(id: number, settings: ImportSettings): Promise<Import> {
  return answerOf(await desk.PATCH("/api/v1/desk/imports/{id}", { params: one(id), body: settings }));
}

export async function removeImport(id: number): Promise<void> {
  doneOf(await desk.DELETE("/api/v1/desk/imports/{id}", { params: one(id) }));
}

export async function tryImport(id: number): Promise<Import> {
  return answerOf(await desk.POST("/api/v1/desk/imports/{id}/dry-run", { params: one(id) }));
}

export async function applyImport(id: number): Promise<Import> {
  return answerOf(await desk.POST("/api/v1/desk/imports/{id}/apply", { params: one(id) }));
}

/** How an import is taken back. */
export interface Undo {
  readonly reason: string;
  readonly skip_changed: boolean;
}

export async function undoImport(id: number, body: Undo): Promise<ImportUndone> {
  return answerOf(await desk.POST("/api/v1/desk/imports/{id}/undo", { params: one(id), body }));
}

export async function undoBatch(id: number, body: Undo): Promise<ImportUndone> {
  return answerOf(await desk.POST("/api/v1/desk/batches/{id}/undo", { params: one(id), body }));
}

export async function fetchRows(
  id: number,
  { after, ...rest }: RowQuery & { readonly limit: number; readonly offset: number; readonly after?: number },
  signal: AbortSignal,
): Promise<ImportRows> {
  const params = { ...one(id), query: { ...rest, ...(after ? { after } : {}) } };
  return answerOf(await desk.GET("/api/v1/desk/imports/{id}/rows", { params, signal }));
}

/** Puts values in place of those of a row; null takes a correction away. */
export async function correctRow(
  id: number,
  row: number,
  values: { readonly [column: string]: string | null },
): Promise<Import> {
  const params = { path: { id, row } };
  return answerOf(await desk.PATCH("/api/v1/desk/imports/{id}/rows/{row}", { params, body: values }));
}

export const reportAddress = (id: number) => `/api/v1/desk/imports/${id}/report.csv`;

/** The address of the rows as vector tiles, for a map. */
export function rowTilesAddress(id: number, query: RowQuery): string {
  const text = new URLSearchParams(Object.entries(query)).toString();
  return wholeAddressOf(`/api/v1/desk/imports/${id}/tiles/{z}/{y}/{x}${text === "" ? "" : `?${text}`}`);
}

/** A file on its way. */
export interface Sending {
  readonly done: Promise<Import>;
  stop(): void;
}

/**
 * Sends a file as it is. `progress` is told how many bytes are on their way.
 * A file that was given up ends with an AbortError.
 */
export function sendFile(file: File, progress: (sent: number) => void): Sending {
  // fetch tells nothing of what it has sent.
  const request = new XMLHttpRequest();
  const done = new Promise<Import>((resolve, reject) => {
    request.open("POST", addressOf(`/api/v1/desk/imports?${new URLSearchParams({ file_name: file.name })}`));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded }) => progress(loaded));
    request.addEventListener("load", () => {
      if (request.status === 201) resolve(request.response as Import);
      else reject(problemOf(request.status, request.response));
    });
    request.addEventListener("error", () => reject(new Problem(0, "", "", [])));
    request.addEventListener("abort", () => reject(new DOMException("given up", "AbortError")));
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
