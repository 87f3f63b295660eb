/** Asks a subgraph elsewhere what it publishes. */
import type { SubgraphAddress } from "../config.ts";
import type { PublishedSubgraph } from "./compose.ts";

const patience = 5_000;
const query = "{ _service { sdl } }";

/** Undefined where the subgraph does not answer, or not with an SDL. */
export async function fetchSdl({ name, url }: SubgraphAddress): Promise<PublishedSubgraph | undefined> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
      redirect: "error",
      signal: AbortSignal.timeout(patience),
    });
    const sdl = sdlIn(await response.json());
    return sdl === undefined ? undefined : { name, url, sdl };
  } catch {
    return undefined;
  }
}

function sdlIn(answer: unknown): string | undefined {
  const sdl = (answer as { data?: { _service?: { sdl?: unknown } } } | null)?.data?._service?.sdl;
  return typeof sdl === "string" ? sdl : undefined;
}
