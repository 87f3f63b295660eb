/** Asks a subgraph elsewhere what it publishes and, if it is a department, who it is. */
import type { Bilingual } from "../errors.ts";
import type { SignCall } from "../identity/sign-call.ts";

export interface Published {
  readonly sdl: string;
  /** Name of the department; absent where the subgraph is none. */
  readonly title?: Bilingual;
}

const patience = 5_000;

/** Undefined where the subgraph does not answer, or not with an SDL. */
export async function readPublished(url: string, sign: SignCall): Promise<Published | undefined> {
  const sdl = (await ask<{ _service?: { sdl?: unknown } }>(url, "{ _service { sdl } }", sign))?._service?.sdl;
  if (typeof sdl !== "string") return undefined;
  const owner = (await ask<{ owner?: { name?: Bilingual } }>(url, "{ owner { name { ja en } } }", sign))?.owner;
  return owner?.name ? { sdl, title: owner.name } : { sdl };
}

async function ask<Data>(url: string, query: string, sign: SignCall): Promise<Data | undefined> {
  try {
    const body = JSON.stringify({ query });
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...sign(body) },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(patience),
    });
    return ((await response.json()) as { data?: Data | null }).data ?? undefined;
  } catch {
    return undefined;
  }
}
