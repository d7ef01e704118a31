/** What anybody proposes and what became of it. */

import createClient from "openapi-fetch";
import { BASE } from "./base";
import { problemOf } from "./problem";
import type { components, paths } from "./schema.gen";

type Schemas = components["schemas"];

export type Proposal = Schemas["Proposal"];
export type DecidedCorrection = Schemas["DecidedCorrections"]["corrections"][number];

const client = createClient<paths>({ baseUrl: BASE });

export async function fetchCorrections(ref: string, signal: AbortSignal): Promise<readonly DecidedCorrection[]> {
  const { data, error, response } = await client.GET("/api/v1/sites/{ref}/corrections", {
    params: { path: { ref } },
    signal,
  });
  if (data === undefined) throw problemOf(response.status, error);
  return data.corrections;
}

/** Sends a proposal and gives the number under which it is noted. */
export async function proposeCorrection(ref: string, body: Proposal): Promise<number> {
  const { data, error, response } = await client.POST("/api/v1/sites/{ref}/corrections", {
    params: { path: { ref } },
    body,
  });
  if (data === undefined) throw problemOf(response.status, error);
  return data.id;
}
