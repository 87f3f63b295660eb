/** Asks a subgraph elsewhere what it publishes and, if it is a department, who it is. */
import type { Bilingual } from "../errors.ts";
import { askSubgraph, type Way } from "../network/ask-subgraph.ts";

export interface Published {
  readonly sdl: string;
  /** Name of the department; absent where the subgraph is none. */
  readonly title?: Bilingual;
}

const patience = 5_000;

/** Undefined where the subgraph does not answer, or not with an SDL. */
export async function readPublished(url: string, way: Way): Promise<Published | undefined> {
  const sdl = (await ask<{ _service?: { sdl?: unknown } }>(url, "{ _service { sdl } }", way))?._service?.sdl;
  if (typeof sdl !== "string") return undefined;
  const owner = (await ask<{ owner?: { name?: Bilingual } }>(url, "{ owner { name { ja en } } }", way))?.owner;
  return owner?.name ? { sdl, title: owner.name } : { sdl };
}

async function ask<Data>(url: string, query: string, way: Way): Promise<Data | undefined> {
  try {
    const answer = (await askSubgraph(url, { query }, way, patience)) as { data?: Data | null };
    return answer.data ?? undefined;
  } catch {
    return undefined;
  }
}
